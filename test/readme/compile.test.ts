import * as ts from 'typescript';
import { examples } from './examples';

test('every example compiles', () => {
  const all = examples('readme-compiled');
  const program = ts.createProgram(
    all.map(({ file }) => file),
    {
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
    },
  );
  const errors = ts.getPreEmitDiagnostics(program).map(({ messageText, file }) => {
    const example = all.find((candidate) => candidate.file === file?.fileName);
    return `${example?.title ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
  expect(errors).toStrictEqual([]);
}, 60_000);

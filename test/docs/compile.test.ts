import { join } from 'node:path';
import * as ts from 'typescript';
import { examples } from './examples';

/** Keeps what the compiler learned, so that only a change of an example or of what it imports is compiled again. */
const CONFIG = join(__dirname, 'examples.tsconfig.json');

test('every example compiles', () => {
  const all = examples('docs-compiled');
  const errors: string[] = [];
  const host = ts.createSolutionBuilderHost(ts.sys, undefined, ({ messageText, file }) => {
    const example = all.find((candidate) => candidate.file === file?.fileName);
    errors.push(`${example?.title ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  });
  const status = ts.createSolutionBuilder(host, [CONFIG], {}).build();
  expect({ status, errors }).toStrictEqual({ status: ts.ExitStatus.Success, errors: [] });
}, 60_000);

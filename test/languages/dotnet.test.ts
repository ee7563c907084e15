import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packaged, publicTypes } from './packages';

test('nothing internal is visible in C#', () => {
  const project = packaged('dotnet', '.csproj');
  const files = readdirSync(join(dirname(project), 'CdkWorkspaceImages'));
  const types = files.flatMap((name) => /^(?<type>\w+)\.cs$/.exec(name)?.groups?.['type'] ?? []);
  // A struct is a class there, with an interface beside it.
  const isInterfaceOfStruct = (name: string) => name.startsWith('I') && types.includes(name.slice(1));
  expect(types.filter((name) => name !== 'NamespaceDoc' && !isInterfaceOfStruct(name)).sort()).toStrictEqual(
    publicTypes(),
  );
});

import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packaged, publicTypes } from './packages';

test('nothing internal is visible in C#', () => {
  const project = packaged('dotnet', '.csproj');
  const files = readdirSync(join(dirname(project), 'CdkWorkspaceImages'));
  const types = files.flatMap((name) => /^(?<type>\w+)\.cs$/.exec(name)?.groups?.['type'] ?? []);
  // A struct of props is a class there, with an interface beside it. A namespace has its text in a class.
  const others = publicTypes().map((name) => `I${name}`);
  const isOwn = (name: string) => publicTypes().includes(name) || !['NamespaceDoc', ...others].includes(name);
  expect(types.filter(isOwn).sort()).toStrictEqual(publicTypes());
});

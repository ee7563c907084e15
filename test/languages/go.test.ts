import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { InstalledExample } from './example';
import { packaged, publicTypes } from './packages';
import { expectSameAsTypeScript } from './parity';

test('the example in Go synthesizes to the templates and assets of TypeScript', () => {
  expectSameAsTypeScript(new InstalledExample('go'));
});

test('nothing internal is visible in Go', () => {
  const files = readdirSync(dirname(packaged('go', 'go.mod')));
  const types = files.flatMap(
    (name) => /^(?<type>[A-Z]\w*?)(__(no_)?checks)?\.go$/.exec(name)?.groups?.['type'] ?? [],
  );
  expect([...new Set(types)].sort()).toStrictEqual(publicTypes());
});

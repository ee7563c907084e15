import { execFileSync } from 'node:child_process';
import { InstalledExample } from './example';
import { packaged, publicTypes, version } from './packages';
import { expectSameAsTypeScript } from './parity';

test('the example in Java synthesizes to the templates and assets of TypeScript', () => {
  expectSameAsTypeScript(new InstalledExample('java'));
});

test('nothing internal is visible in Java', () => {
  const files = execFileSync('jar', ['--list', '--file', packaged('java', `-${version}.jar`)], {
    encoding: 'utf8',
  });
  const classes = [...files.matchAll(/^io\/github\/cdkworkspaceimages\/(?<name>\w+)\.class$/gm)];
  expect(classes.map(({ groups }) => groups?.['name']).sort()).toStrictEqual(publicTypes());
});

import { join } from 'node:path';
import { InstalledExample } from './example';
import { ROOT } from './packages';

const example = new InstalledExample('typescript');

test('the example in TypeScript synthesizes: a chain that waits, a bundle, parameters, and a consumer', () => {
  const { 'Images.template.json': images = '', 'Desktops.template.json': desktops = '' } =
    example.synthesize();
  expect(images.match(/"Type": "Custom::[A-Za-z]+"/g)).toStrictEqual([
    ...Array<string>(4).fill('"Type": "Custom::WorkspaceImages"'),
    '"Type": "Custom::WorkspaceBundle"',
  ]);
  expect(images).toContain('"RefreshKey": "7-1"');
  expect(desktops).toContain('"Default": "/golden/image-ids"');
});

test('it compiles in a strict program', () => {
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'node16', '--types', 'node'];
  const compiler = join(ROOT, 'node_modules', '.bin', 'tsc');
  expect(example.run(compiler, [...options, 'app.ts'])).toBe('');
});

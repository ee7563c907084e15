import { InstalledExample } from './example';

/** Fails unless the example in a language synthesizes to the same as the one in TypeScript, byte by byte. */
export function expectSameAsTypeScript(example: InstalledExample): void {
  const expected = new InstalledExample('typescript').synthesize();
  expect(Object.keys(expected)).toStrictEqual([
    'Desktops.assets.json',
    'Desktops.template.json',
    'Images.assets.json',
    'Images.template.json',
  ]);
  expect(example.synthesize()).toStrictEqual(expected);
}

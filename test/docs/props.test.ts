import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentAt, ROOT } from './documents';

interface Assembly {
  readonly types: Readonly<Record<string, { readonly properties?: readonly { readonly name: string }[] }>>;
}

const { types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as Assembly;
const propsOf = (name: string) =>
  (types[`cdk-workspace-images.${name}`]?.properties ?? []).map((property) => property.name);

/** The props in the first column of the tables of a section. */
function propsInTables(section: string): string[] {
  const { markdown } = documentAt('README.md');
  const [, text = ''] = new RegExp(`^## ${section}$([^]*?)^## `, 'm').exec(markdown) ?? [];
  return [...text.matchAll(/^\| (?<cell>`[^|]*`) *\|/gm)].flatMap(
    ({ groups }) => groups?.['cell']?.match(/\w+/g) ?? [],
  );
}

test('the README has every prop of both constructs, and no other', () => {
  const props = ['ImageQueryProps', 'WorkspaceImageProps', 'WorkspaceImagesProps'].flatMap(propsOf);
  expect(props.length).toBeGreaterThan(20);
  expect(propsInTables('All props').sort()).toStrictEqual(props.sort());
});

import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { type Document, documentAt, documents, ROOT } from './documents';

const REPOSITORY =
  /^https:\/\/(?:github|raw\.githubusercontent)\.com\/cdk-workspace-images\/cdk-workspace-images\//;
const FILE = /^(?:blob\/)?main\/(?<file>.*)$/;

const ALL = [
  ...documents(),
  ...['CHANGELOG', 'CONTRIBUTING', 'SECURITY', 'examples/README'].map((name) => documentAt(`${name}.md`)),
  ...['go', 'java', 'pipeline', 'python', 'typescript'].map((name) =>
    documentAt(`examples/${name}/README.md`),
  ),
];

const withoutCode = ({ markdown }: Document) =>
  markdown.replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`/g, '`');

const links = (document: Document) =>
  [...withoutCode(document).matchAll(/\]\((?<link>[^)\s]+)\)/g)].map(({ groups }) => groups?.['link'] ?? '');

/** The names that GitHub gives to headings. */
const anchors = (document: Document) =>
  [...document.markdown.matchAll(/^#+ (?<heading>.*)$/gm)].map(({ groups }) =>
    (groups?.['heading'] ?? '')
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replace(/ /g, '-'),
  );

/** Whether a link of a document leads somewhere. What is outside the repository, only a network could tell. */
function leadsSomewhere(link: string, from: Document): boolean {
  const inRepository = FILE.exec(link.replace(REPOSITORY, ''))?.groups?.['file'];
  if (link.startsWith('https:') && inRepository === undefined) {
    return true;
  }
  const [path = '', anchor] = (inRepository ?? join(dirname(from.path), link)).split('#');
  const target = link.startsWith('#') ? from.path : normalize(path);
  if (anchor === undefined || !existsSync(join(ROOT, target))) {
    return existsSync(join(ROOT, target));
  }
  return statSync(join(ROOT, target)).isFile() && anchors(documentAt(target)).includes(anchor);
}

test.each(ALL)('every link in $path leads somewhere', (document) => {
  expect(links(document).filter((link) => !leadsSomewhere(link, document))).toStrictEqual([]);
});

test('the README can be read where there is no repository: its links are absolute', () => {
  const [readme = documentAt('README.md')] = documents();
  expect(links(readme).length).toBeGreaterThan(20);
  expect(links(readme).filter((link) => !/^(https:|#)/.test(link))).toStrictEqual([]);
});

test.each(ALL)('every test and script that $path names exists', (document) => {
  const named = [
    ...document.markdown.matchAll(/`(?<path>(?:test|scripts|dev|lambda|cli|lib|\.ci|\.github)\/[\w./-]+)`/g),
  ];
  const paths = named.map(({ groups }) => groups?.['path'] ?? '');
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toStrictEqual([]);
});

test('docs/failures.md has every reason that the README has', () => {
  const rows = (text: string) => text.match(/^\| `.*$/gm) ?? [];
  const reasonOf = (row: string) => row.replace(/ \|.*$/, '').trimEnd();
  const [, section = ''] = documentAt('README.md').markdown.split('## When a deployment fails');
  const [inReadme = ''] = section.split('\n## ');
  expect(rows(inReadme).length).toBeGreaterThan(5);
  expect(rows(documentAt('docs/failures.md').markdown).map(reasonOf)).toEqual(
    expect.arrayContaining(rows(inReadme).map(reasonOf)),
  );
});

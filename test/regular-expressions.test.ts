import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import ts from 'typescript';
import { projectRoot } from '../local/project';

/** What runs at a user's, and gets texts of any origin. */
const DIRECTORIES = ['lib', 'lambda', 'cli', 'terminal'];

const LENGTH = 150_000;

/** In milliseconds. Linear time is about one, and quadratic time is more than five seconds. */
const LIMIT = 2_000;

/** What leads into the middle of our expressions, and what they repeat. */
const BEGINNINGS = [
  ...[
    '',
    'a',
    '0',
    '-',
    ' ',
    'arn:',
    'arn:aws:iam::123456789012:role/',
    'wsi-',
    'wsb-',
    'us-east',
    '2026-01-01T00:00:00.',
  ],
  ...[':assumed-role/', 'x-amz-security-token:', 'Credential=', 'AKIA', '"', '${', '{{resolve:'],
];
const REPEATED = [
  ...['a', 'A', '0', '-', '.', '/', ':', '=', '*', '_', ' ', '\n', '\t', '"', "'", '{', '}', '$', '+', 'é'],
  ...[
    '-a',
    'a-',
    '.0',
    'a.',
    'a/',
    'a ',
    ' \n',
    'a:',
    'aA',
    'a,',
    ', ',
    'AKIA',
    'a=',
    '{a',
    '${a',
    'arn:',
    '::',
  ],
];

interface Found {
  readonly place: string;
  readonly literal: string;
}

function sources(directory: string): string[] {
  return readdirSync(join(projectRoot, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${directory}/${name}`);
}

/** The regular expressions of a file, as they are written. */
function literalsOf(path: string): Found[] {
  const file = ts.createSourceFile(
    path,
    readFileSync(join(projectRoot, path), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.pos);
      found.push({ place: `${path}:${line + 1}`, literal: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const times = (repeated: string) => repeated.repeat(LENGTH / repeated.length);

/** Texts that are hard for an expression. One that is not anchored begins anew at each place by itself. */
function hardTexts(literal: string): string[] {
  const beginnings = literal.startsWith('/^') ? BEGINNINGS : [''];
  return [
    ...BEGINNINGS.slice(1).map(times),
    ...REPEATED.flatMap((repeated) => beginnings.map((beginning) => beginning + times(repeated))),
  ];
}

/** Whether an expression is tried on each text within the limit. */
function isQuick(literal: string): boolean {
  const context = createContext({ text: '' });
  const script = new Script(`${literal}.test(text)`);
  return hardTexts(literal).every((text) => {
    context['text'] = `${text}\u0000`;
    try {
      script.runInContext(context, { timeout: LIMIT });
      return true;
    } catch {
      return false;
    }
  });
}

const LITERALS = DIRECTORIES.flatMap(sources).flatMap(literalsOf);

test('the regular expressions are found', () => {
  expect(LITERALS.length).toBeGreaterThan(40);
});

test.each(LITERALS)('$place: $literal takes linear time, whatever the text', ({ literal }) => {
  expect(isQuick(literal)).toBe(true);
});

test.each([String.raw`/^[a-z]{2,4}(-?[a-z]+)+-\d+$/`, String.raw`/\s+$/`])(
  '%s does not, and is found out',
  (literal) => {
    expect(isQuick(literal)).toBe(false);
  },
);

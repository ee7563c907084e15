import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What each public type and member is, without its text, as API.md has it. */
type Signatures = ReadonlyMap<string, string>;

const SECTION =
  /^#{3,6} .* id="cdk-workspace-images\.(?<id>[^"]+)"><\/a>$(?<body>[^]*?)(?=^#{2,6} |(?![^]))/gm;
const SIGNATURE = /^```typescript\n[^]*?^```$|^- \*.*$/gm;

/** Members of every construct, which come with the package `constructs`. */
const OF_CONSTRUCTS = new Set(['toString', 'with', 'isConstruct', 'node']);

const typeOf = (id: string) => id.split('.')[0] ?? id;
const memberOf = (id: string) =>
  /\.(?:property\.)?(?<name>(?!Initializer)\w+)/.exec(id)?.groups?.['name'] ?? typeOf(id);

function signatures(api: string): Signatures {
  const found = [...api.matchAll(SECTION)].map(
    ({ groups: { id = '', body = '' } = {} }) => [id, (body.match(SIGNATURE) ?? []).join('\n')] as const,
  );
  return new Map(found.filter(([id]) => !OF_CONSTRUCTS.has(memberOf(id))));
}

/** The names that differ between two states of API.md: of whole types, or of members of types that both have. */
function changedNames(before: string, now: string): string[] {
  const [old, current] = [signatures(before), signatures(now)];
  const ids = [...new Set([...old.keys(), ...current.keys()])].filter(
    (id) => old.get(id) !== current.get(id),
  );
  const isInBoth = (type: string) => old.has(type) && current.has(type);
  return [...new Set(ids.map((id) => (isInBoth(typeOf(id)) ? memberOf(id) : typeOf(id))))].sort();
}

/** What CHANGELOG.md says of all that came after a release, or of everything. */
function textSince(changelog: string, version?: string): string {
  const [text = ''] = version === undefined ? [changelog] : changelog.split(`\n## ${version} `);
  return text;
}

/** The names that stand in no code of a text. */
function unmentioned(names: readonly string[], text: string): string[] {
  const code = text.match(/`[^`]*`/g) ?? [];
  const words = new Set(code.flatMap((part) => part.match(/\w+/g) ?? []));
  return names.filter((name) => !words.has(name));
}

const ROOT = join(__dirname, '..', '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

/** What Git prints, or undefined if it fails. */
function git(...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 10_000_000 });
  return status === 0 ? stdout.trim() : undefined;
}

test('CHANGELOG names every part of the public API that is new or has changed since the last release', () => {
  const now = read('API.md');
  // A copy without a repository, such as the one with the oldest peers, knows no release.
  const isRepository = existsSync(join(ROOT, '.git'));
  const tag = isRepository
    ? git('describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*', 'HEAD^')
    : undefined;
  const before = tag === undefined ? '' : (git('show', `${tag}:API.md`) ?? '');
  const text = textSince(read('CHANGELOG.md'), tag?.slice(1));
  expect(unmentioned(changedNames(before, now), text)).toStrictEqual([]);
});

const section = (id: string, ...signature: readonly string[]) =>
  `### It <a name="It" id="cdk-workspace-images.${id}"></a>\n\n${signature.join('\n')}\n\n---\n\n`;
const property = (name: string, type: string) => section(`Query.property.${name}`, `- *Type:* ${type}`);

const QUERY = section('Query') + property('states', 'string[]') + property('node', 'Node');

test.each([
  ['nothing', QUERY, []],
  ['a type', QUERY + section('Gate') + section('Gate.property.value', '- *Type:* string'), ['Gate']],
  ['a member', QUERY + property('names', 'string[]'), ['names']],
  ['the type of a member', QUERY.replace('string[]', 'number'), ['states']],
  ['a default', QUERY.replace('string[]', 'string[]\n- *Default:* all'), ['states']],
  ['a parameter', QUERY + section('Query.of.parameter.value', '- *Type:* string'), ['of']],
  ['the removal of a member', section('Query'), ['states']],
  ['the removal of a type', '', ['Query']],
  ['a text only', QUERY.replace('string[]', 'string[]\n\nStates of images.'), []],
  ['a member of constructs only', QUERY.replace('Node', 'Tree'), []],
])('a change of %s is seen', (_, now, names) => {
  expect(changedNames(QUERY, now)).toStrictEqual(names);
});

test('only what CHANGELOG says since the last release counts', () => {
  const changelog = '# Changelog\n\n## Unreleased\n\n- `states`\n\n## 1.0.0 - 2027-01-01\n\n- `names`\n';
  expect(unmentioned(['names', 'states'], textSince(changelog, '1.0.0'))).toStrictEqual(['names']);
  expect(unmentioned(['names', 'states'], textSince(changelog))).toStrictEqual([]);
  expect(unmentioned(['name', 'states'], 'states of a `name`')).toStrictEqual(['states']);
});

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedNames, textSince, unmentioned } from './public-api';

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

const section = (id: string, signature: string, text = '') =>
  `### It <a name="It" id="cdk-workspace-images.${id}"></a>\n\n${signature}\n\n${text}\n\n---\n\n`;
const property = (name: string, type: string, text?: string) =>
  section(
    `Query.property.${name}`,
    `\`\`\`typescript\npublic readonly ${name}: ${type};\n\`\`\`\n\n- *Type:* ${type}`,
    text,
  );

const QUERY = section('Query', '') + property('states', 'string[]') + property('node', 'Node');

test.each([
  ['nothing', QUERY, []],
  ['a type', QUERY + section('Gate', '') + section('Gate.property.value', '- *Type:* string'), ['Gate']],
  ['a member', QUERY + property('names', 'string[]'), ['names']],
  ['the type of a member', QUERY.replaceAll('string[]', 'number'), ['states']],
  ['a default', QUERY.replace('string[]\n\n\n', 'string[]\n- *Default:* all\n\n'), ['states']],
  ['a parameter', QUERY + section('Query.of.parameter.value', '- *Type:* string'), ['of']],
  ['the removal of a member', section('Query', ''), ['states']],
  ['the removal of a type', '', ['Query']],
  ['a text only', QUERY.replace('string[]\n\n\n', 'string[]\n\nStates of images.\n'), []],
  ['a member of constructs only', QUERY.replace('Node;', 'Tree;'), []],
])('a change of %s is seen', (_, now, names) => {
  expect(changedNames(QUERY, now)).toStrictEqual(names);
});

test('only what CHANGELOG says since the last release counts', () => {
  const changelog = '# Changelog\n\n## Unreleased\n\n- `states`\n\n## 1.0.0 - 2027-01-01\n\n- `names`\n';
  expect(unmentioned(['names', 'states'], textSince(changelog, '1.0.0'))).toStrictEqual(['names']);
  expect(unmentioned(['names', 'states'], textSince(changelog))).toStrictEqual([]);
  expect(unmentioned(['name', 'states'], 'states of a `name`')).toStrictEqual(['states']);
});

import { Desk, onLinux } from './desk';

const CHANGELOG = `# Changelog

## Unreleased

- Something that comes later.

## 1.2.3 - 2026-12-01

### Added

- Something.

## 1.2.2 - 2026-11-01

- Something old.
`;
const NO_TEXT = 'no text under "## 1.2.3 - YYYY-MM-DD"';

interface Checkout {
  readonly version?: string;
  readonly locked?: string;
  readonly changelog?: string;
  readonly main?: string;
  readonly readme?: string;
}

/** A checkout of one commit, whose main is that commit or none. */
function checkout({
  version = '1.2.3',
  locked = version,
  changelog = CHANGELOG,
  main = 'HEAD',
  readme = '',
}: Checkout = {}) {
  const desk = new Desk().write({
    'package.json': JSON.stringify({ version }),
    'package-lock.json': JSON.stringify({ version: locked }),
    'CHANGELOG.md': changelog,
    'README.md': readme,
  });
  desk.git('init', '--quiet');
  desk.git('commit', '--quiet', '--allow-empty', '--message', 'before');
  desk.git('commit', '--quiet', '--allow-empty', '--message', 'tagged');
  desk.git('update-ref', 'refs/remotes/origin/main', main);
  return desk;
}

onLinux('what is checked before a release', () => {
  test('a tag of the version that package.json and CHANGELOG have may be released', () => {
    const desk = checkout();
    expect(desk.script('check', ['v1.2.3'])).toMatchObject({ status: 0, stderr: '' });
    expect(desk.read('output')).toBe('version=1.2.3\n');
  });

  test.each<[string, Checkout, string, string]>([
    ['another version', {}, 'v1.2.4', 'The tag is v1.2.4, and package.json has version 1.2.3'],
    ['no v', {}, '1.2.3', 'The tag is 1.2.3, and'],
    ['a version that CHANGELOG lacks', { version: '1.2.4' }, 'v1.2.4', 'no text under "## 1.2.4'],
    ['a section without a date', { changelog: '## 1.2.3\n\n- Something.\n' }, 'v1.2.3', NO_TEXT],
    ['an empty section', { changelog: '## 1.2.3 - 2026-12-01\n\n## 1.2.2' }, 'v1.2.3', NO_TEXT],
    ['a longer version', { version: '1.2' }, 'v1.2', 'version 1.2. A release is MAJOR.MINOR.PATCH'],
    ['a pre-release', { version: '1.2.3-rc.1' }, 'v1.2.3-rc.1', 'A release is MAJOR.MINOR.PATCH'],
    ['another locked version', { locked: '1.2.2' }, 'v1.2.3', 'package-lock.json has version 1.2.2'],
    ['an early README', { readme: 'It is not yet published.' }, 'v1.2.3', 'not yet published'],
    ['a commit that is not on main', { main: 'HEAD~1' }, 'v1.2.3', 'v1.2.3 is not on main'],
  ])('a tag is refused: %s', (_, state, tag, reason) => {
    const desk = checkout(state);
    const { status, stderr } = desk.script('check', [tag]);
    expect([status, stderr]).toEqual([1, expect.stringContaining(reason)]);
    expect(() => desk.read('output')).toThrow('ENOENT');
  });

  test('a dry run warns of what a tag would be refused for, and goes on', () => {
    const desk = checkout({ version: '1.2.4', main: 'HEAD~1' });
    expect(desk.script('check', [''])).toMatchObject({
      status: 0,
      stdout: '::warning::A tag v1.2.4 would be refused\n',
    });
    expect(desk.read('output')).toBe('version=1.2.4\n');
  });

  test("a release's notes are its section of CHANGELOG, without the heading", () => {
    expect(checkout().script('notes', ['1.2.3']).stdout).toBe('### Added\n\n- Something.\n');
    expect(checkout().script('notes', ['1.2'])).toMatchObject({ status: 1, stdout: '' });
  });

  test('every file that is packaged has a checksum', () => {
    const desk = new Desk().write({ 'dist/js/a.tgz': 'a', 'dist/java/b c.jar': 'b', 'dist/go/.hidden': 'c' });
    desk.script('checksums', []);
    expect(desk.script('checksums', [])).toMatchObject({ status: 0, stderr: '' });
    expect(desk.read('dist/SHA256SUMS').replace(/^[0-9a-f]{64} {2}/gm, '')).toBe('java/b c.jar\njs/a.tgz\n');
    const verify = ['-c', 'cd dist && sha256sum --check --strict --quiet SHA256SUMS'];
    expect(desk.run('bash', verify)).toMatchObject({ status: 0 });
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Desk, onLinux } from './desk';

const SCRIPTS = join(__dirname, '..', '..', 'scripts', 'release');
const PUBLISHERS = readdirSync(SCRIPTS).filter((name) => name.startsWith('publish-'));

const ok = (stdout: string) => ({ status: 0, stdout: expect.stringContaining(stdout) as string });
const refused = (stderr: string) => ({ status: 1, stderr: expect.stringContaining(stderr) as string });

test.each(PUBLISHERS)('%s builds and installs nothing', (name) => {
  const script = readFileSync(join(SCRIPTS, name), 'utf8');
  expect(script).not.toMatch(
    /\b(npm (ci|install|i|run|exec)|npx|pip|pipx|mvn|dotnet (build|pack|restore))\b/,
  );
});

onLinux('npm', () => {
  /** A desk with a tarball, where npm is of a version and knows a version of the package. */
  function desk({ npm = '11.5.1', published = '' } = {}): Desk {
    const made = new Desk()
      .write({ 'package/package.json': JSON.stringify({ name: 'cdk-workspace-images', version: '1.2.3' }) })
      .write({ 'dist/js/README': '' })
      .program('npm', `case $1 in --version) echo ${npm} ;; view) echo '${published}' ;; esac`);
    made.run('tar', ['--create', '--gzip', '--file', 'dist/js/a.tgz', 'package']);
    return made;
  }
  const published = (made: Desk) => made.calls('npm').filter((call) => call.startsWith('publish'));

  test('a version is published with provenance, and none of its scripts runs', () => {
    const made = desk();
    expect(made.script('publish-npm', ['1.2.3'])).toMatchObject({ status: 0 });
    expect(published(made)).toEqual([
      'publish ./dist/js/a.tgz --access public --ignore-scripts --provenance',
    ]);
  });

  test('a dry run publishes nothing', () => {
    const made = desk();
    expect(made.script('publish-npm', ['1.2.3', '--dry-run'])).toMatchObject({ status: 0 });
    expect(published(made)).toEqual(['publish ./dist/js/a.tgz --access public --ignore-scripts --dry-run']);
  });

  test('a version that npm has is left alone', () => {
    const made = desk({ published: '1.2.3' });
    expect(made.script('publish-npm', ['1.2.3'])).toMatchObject(
      ok('npm has cdk-workspace-images@1.2.3 already.'),
    );
    expect(published(made)).toEqual([]);
  });

  test.each<[string, Desk, string, string]>([
    ['another version', desk(), '1.2.4', 'dist/js/a.tgz is not of version 1.2.4'],
    [
      'an npm without trusted publishing',
      desk({ npm: '11.5.0' }),
      '1.2.3',
      'npm 11.5.0 is older than 11.5.1',
    ],
    ['two tarballs', desk().write({ 'dist/js/b.tgz': '' }), '1.2.3', 'must have one *.tgz, and has 2'],
    ['no tarball', new Desk().write({ 'dist/js/README': '' }), '1.2.3', 'must have one *.tgz, and has 0'],
  ])('%s is refused', (_, made, version, reason) => {
    expect(made.script('publish-npm', [version])).toMatchObject(refused(reason));
    expect(published(made)).toEqual([]);
  });
});

onLinux('PyPI', () => {
  const desk = (version: string) =>
    new Desk()
      .write({ [`dist/python/cdk_workspace_images-${version}-py3-none-any.whl`]: '' })
      .write({ [`dist/python/cdk_workspace_images-${version}.tar.gz`]: '' })
      .program('pipx');

  test('what is uploaded is checked', () => {
    const made = desk('1.2.3');
    expect(made.script('rehearse-pypi', ['1.2.3'])).toMatchObject({ status: 0 });
    expect(made.calls('pipx')).toEqual([
      'run --spec twine==7.0.0 twine check --strict dist/python/cdk_workspace_images-1.2.3-py3-none-any.whl dist/python/cdk_workspace_images-1.2.3.tar.gz',
    ]);
  });

  test('another version is refused', () => {
    expect(desk('1.2.30').script('rehearse-pypi', ['1.2.3'])).toMatchObject(
      refused('is not of version 1.2.3'),
    );
  });
});

onLinux('NuGet', () => {
  function desk(): Desk {
    const made = new Desk()
      .write({ 'CdkWorkspaceImages.nuspec': '', 'dist/dotnet/README': '' })
      .program('dotnet', 'echo pushed');
    made.run('python3', [
      ...[
        '-m',
        'zipfile',
        '--create',
        'dist/dotnet/CdkWorkspaceImages.1.2.3.nupkg',
        'CdkWorkspaceImages.nuspec',
      ],
    ]);
    return made;
  }

  test('a version is pushed with the short-lived key, and one that is there is no error', () => {
    const made = desk();
    expect(made.script('publish-nuget', ['1.2.3'], { NUGET_API_KEY: 'key' })).toMatchObject(ok('pushed'));
    expect(made.calls('dotnet')).toEqual([
      'nuget push dist/dotnet/CdkWorkspaceImages.1.2.3.nupkg --source nuget.org --api-key key --skip-duplicate',
    ]);
  });

  test('a dry run lists the package, and needs no key', () => {
    const made = desk();
    expect(made.script('publish-nuget', ['1.2.3', '--dry-run'])).toMatchObject(
      ok('CdkWorkspaceImages.nuspec'),
    );
    expect(made.calls('dotnet')).toEqual([]);
  });

  test('another version is refused', () => {
    expect(desk().script('publish-nuget', ['2.3'])).toMatchObject(refused('is not of version 2.3'));
  });
});

onLinux('Maven Central', () => {
  const FOLDER = 'io/github/cdk-workspace-images/cdk-workspace-images/1.2.3';
  const NAME = 'cdk-workspace-images-1.2.3';
  const COORDINATES = 'io.github.cdk-workspace-images:cdk-workspace-images:1.2.3';

  /** A key to sign with, whose passphrase takes no second to check. */
  function keyWith(passphrase: string): string {
    const made = new Desk().write({ 'gpg-agent.conf': 's2k-count 65536\n' });
    const env = { GNUPGHOME: made.folder };
    const gpg = (...args: string[]) =>
      made.run('gpg', ['--batch', '--pinentry-mode', 'loopback', '--passphrase', passphrase, ...args], env);
    gpg('--quick-generate-key', 'us', 'ed25519', 'sign', 'never');
    const { stdout } = gpg('--armor', '--export-secret-keys');
    made.run('gpgconf', ['--kill', 'gpg-agent'], env);
    return stdout;
  }

  let openKey: string;
  beforeAll(() => {
    openKey = keyWith('');
  });

  /** The portal: whether it has the version, and one answer for each time that it is asked for the state. */
  function desk(published: boolean, ...states: readonly object[]): Desk {
    const files = ['.pom', '.jar', '-sources.jar', '-javadoc.jar', '.pom.md5'];
    return new Desk()
      .write(Object.fromEntries(files.map((end) => [`dist/java/${FOLDER}/${NAME}${end}`, end])))
      .write({ 'dist/java/io/github/cdk-workspace-images/cdk-workspace-images/maven-metadata.xml': '' })
      .write({ states: states.map((state) => `${JSON.stringify(state)}\n`).join('') })
      .program('sleep')
      .program(
        'curl',
        `cat >>authorization
        case "$*" in
          */published*) echo '{"published":${published}}' ;;
          */upload*) cp "$(sed 's/.*bundle=@//' <<<"$*")" uploaded.zip; echo 7 ;;
          */status*) head -1 states; sed -i 1d states ;;
        esac`,
      );
  }
  const publish = (made: Desk, key = openKey, passphrase = '') =>
    made.script('publish-maven', ['1.2.3'], {
      MAVEN_PORTAL: 'https://portal.example',
      MAVEN_USERNAME: 'user',
      MAVEN_PASSWORD: 'token',
      MAVEN_GPG_PRIVATE_KEY: key,
      MAVEN_GPG_PASSPHRASE: passphrase,
    });
  const uploads = (made: Desk) => made.calls('curl').filter((call) => call.includes('/upload?'));

  test('a version is signed, uploaded, and waited for', () => {
    const made = desk(false, { deploymentState: 'VALIDATING' }, { deploymentState: 'PUBLISHED' });
    expect(publish(made, keyWith('open'), 'open')).toMatchObject(ok(`Published ${COORDINATES}.`));
    expect(uploads(made)).toEqual([expect.stringContaining(`name=${NAME}&publishingType=AUTOMATIC`)]);
    expect(made.calls('sleep')).toEqual(['60']);

    const { stdout } = made.run('python3', [
      '-c',
      'import zipfile; print(*zipfile.ZipFile("uploaded.zip").namelist())',
    ]);
    const uploaded = stdout.split(/\s+/).filter((name) => name !== '' && !name.endsWith('/'));
    const ends = ['.pom', '.jar', '-sources.jar', '-javadoc.jar'];
    expect(new Set(uploaded)).toEqual(
      new Set(
        ends.flatMap((end) => ['', '.asc', '.md5', '.sha1'].map((sum) => `${FOLDER}/${NAME}${end}${sum}`)),
      ),
    );
  });

  test('the token is in no list of arguments', () => {
    const made = desk(false, { deploymentState: 'PUBLISHED' });
    publish(made);
    expect(new Set(made.read('authorization').trim().split('\n'))).toEqual(
      new Set([`Authorization: Bearer ${Buffer.from('user:token').toString('base64')}`]),
    );
    expect(made.calls('curl').join()).not.toMatch(/dXNlcjp0b2tlbg|token/);
  });

  test('a dry run signs with a key of its own, and calls nobody', () => {
    const made = desk(false);
    expect(made.script('publish-maven', ['1.2.3', '--dry-run'])).toMatchObject(
      ok(`${FOLDER}/${NAME}.jar.asc`),
    );
    expect(made.calls('curl')).toEqual([]);
  });

  test('a version that is there is left alone', () => {
    const made = desk(true);
    expect(publish(made)).toMatchObject(ok(`Maven Central has ${COORDINATES} already.`));
    expect(uploads(made)).toEqual([]);
  });

  test('a version that an earlier run is still publishing is no error', () => {
    const errors = { package: ['Component with package url: pkg:maven already exists'] };
    expect(publish(desk(false, { deploymentState: 'FAILED', errors }))).toMatchObject(
      ok(`Maven Central has ${COORDINATES} already.`),
    );
  });

  test('a bundle that the portal refuses fails with its reasons', () => {
    const made = desk(false, {
      deploymentState: 'FAILED',
      errors: { common: ['Developers information is missing'] },
    });
    expect(publish(made)).toMatchObject({
      ...refused('Maven Central refuses deployment 7'),
      ...{ stdout: expect.stringContaining('Developers information is missing') as string },
    });
  });

  test('after an hour it says where to look', () => {
    const made = desk(false, ...Array.from({ length: 60 }, () => ({ deploymentState: 'PUBLISHING' })));
    expect(publish(made)).toMatchObject(refused('Deployment 7 is PUBLISHING after an hour'));
    expect(made.calls('sleep')).toHaveLength(60);
  });

  test('a bundle that is not taken fails with the answer', () => {
    const made = desk(false).program(
      'curl',
      `cat >/dev/null; case "$*" in */published*) echo '{"published":false}' ;; *) echo 'no such namespace'; exit 22 ;; esac`,
    );
    expect(publish(made)).toMatchObject(refused('Maven Central refuses the bundle: no such namespace'));
  });

  test('a portal that does not answer fails before anything is uploaded', () => {
    const made = desk(false).program('curl', 'cat >/dev/null; exit 22');
    expect(publish(made)).toMatchObject({ status: 22 });
    expect(uploads(made)).toEqual([]);
  });

  test('a wrong passphrase fails before anything is uploaded', () => {
    const made = desk(false);
    expect(publish(made, keyWith('open'), 'shut')).toMatchObject({ status: 2 });
    expect(uploads(made)).toEqual([]);
  });

  test('another version, or one without javadoc, is refused', () => {
    expect(desk(false).script('publish-maven', ['1.2.4', '--dry-run'])).toMatchObject(
      refused('is not of version 1.2.4'),
    );
    const made = desk(false);
    made.run('rm', [`dist/java/${FOLDER}/${NAME}-javadoc.jar`]);
    expect(publish(made)).toMatchObject(refused(`has no ${NAME}-javadoc.jar`));
  });
});

onLinux('Go', () => {
  const MODULE = 'github.com/cdk-workspace-images/cdk-workspace-images-go/cdkworkspaceimages';
  const SSH = 'git@github.com:cdk-workspace-images/cdk-workspace-images-go.git';
  const HTTPS = 'https://github.com/cdk-workspace-images/cdk-workspace-images-go.git';

  function desk(path = MODULE): Desk {
    const made = new Desk().write({
      'dist/go/cdkworkspaceimages/go.mod': `module ${path}\n\ngo 1.23\n`,
      'dist/go/cdkworkspaceimages/main.go': 'package cdkworkspaceimages\n',
      'dist/go/cdkworkspaceimages/.gitignore': '*.tgz\n',
      'dist/go/cdkworkspaceimages/jsii/a.tgz': 'the package',
    });
    made.run('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', 'remote']);
    return made;
  }
  /** Publishes with a folder in the place of the repository. */
  const publish = (made: Desk, version: string, ...args: readonly string[]) =>
    made.script('publish-go', [version, ...args], {
      GO_DEPLOY_KEY: 'key',
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: `url.file://${made.folder}/remote.insteadOf`,
      GIT_CONFIG_VALUE_0: args.length > 0 ? HTTPS : SSH,
      GIT_CONFIG_KEY_1: 'protocol.file.allow',
      GIT_CONFIG_VALUE_1: 'always',
    });
  const remote = (made: Desk, ...args: string[]) =>
    made
      .run('git', ['--git-dir', 'remote', ...args])
      .stdout.trim()
      .split('\n');

  test('the first version makes the branch, with a tag that Go finds', () => {
    const made = desk();
    expect(publish(made, '1.2.3')).toMatchObject({ status: 0 });
    expect(remote(made, 'tag')).toEqual(['cdkworkspaceimages/v1.2.3']);
    expect(remote(made, 'rev-parse', 'main')).toEqual(remote(made, 'rev-parse', 'cdkworkspaceimages/v1.2.3'));
    expect(remote(made, 'ls-tree', '-r', '--name-only', 'main')).toEqual([
      'cdkworkspaceimages/.gitignore',
      'cdkworkspaceimages/go.mod',
      'cdkworkspaceimages/jsii/a.tgz',
      'cdkworkspaceimages/main.go',
    ]);
  });

  test('the next version replaces the module, and leaves the rest of the repository', () => {
    const made = desk();
    publish(made, '1.2.3');
    made.run('git', ['clone', '--quiet', 'remote', 'people']);
    made.write({ 'people/README.md': 'Hello\n' });
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    made.run('git', ['-C', 'people', 'add', '.']);
    made.run('git', ['-C', 'people', ...identity, 'commit', '--quiet', '--message', 'Say hello']);
    made.run('git', ['-C', 'people', 'push', '--quiet', 'origin', 'main']);
    made.run('rm', ['dist/go/cdkworkspaceimages/main.go']);
    expect(publish(made, '1.2.4')).toMatchObject({ status: 0 });
    expect(remote(made, 'ls-tree', '-r', '--name-only', 'main')).toEqual([
      'README.md',
      'cdkworkspaceimages/.gitignore',
      'cdkworkspaceimages/go.mod',
      'cdkworkspaceimages/jsii/a.tgz',
    ]);
    expect(remote(made, 'log', '--format=%s', 'main')).toEqual([
      'cdkworkspaceimages/v1.2.4',
      'Say hello',
      'cdkworkspaceimages/v1.2.3',
    ]);
  });

  test('a version that is tagged is left alone', () => {
    const made = desk();
    publish(made, '1.2.3');
    const before = remote(made, 'rev-parse', 'main');
    made.write({ 'dist/go/cdkworkspaceimages/main.go': 'package changed\n' });
    expect(publish(made, '1.2.3')).toMatchObject(ok('has cdkworkspaceimages/v1.2.3 already.'));
    expect(remote(made, 'rev-parse', 'main')).toEqual(before);
  });

  test('a dry run shows the commit, and pushes nothing', () => {
    const made = desk();
    expect(publish(made, '1.2.3', '--dry-run')).toMatchObject(ok('Would push cdkworkspaceimages/v1.2.3'));
    expect(remote(made, 'tag')).toEqual(['']);
  });

  test.each([
    ['a major that its path lacks', MODULE, '2.0.0', 'Version 2.0.0 cannot be published as module'],
    ['a major that its path has', `${MODULE}/v2`, '1.2.3', 'Version 1.2.3 cannot be published as module'],
    ['another folder', 'github.com/a/b/c', '1.2.3', 'dist/go/cdkworkspaceimages is module github.com/a/b/c'],
  ])('%s is refused', (_, path, version, reason) => {
    expect(publish(desk(path), version)).toMatchObject(refused(reason));
  });

  test('a second major has its own path', () => {
    const made = desk(`${MODULE}/v2`);
    expect(publish(made, '2.0.0')).toMatchObject({ status: 0 });
    expect(remote(made, 'tag')).toEqual(['cdkworkspaceimages/v2.0.0']);
  });
});

onLinux('GitHub', () => {
  const desk = (exists: boolean) =>
    new Desk()
      .write({ 'CHANGELOG.md': '## 1.2.3 - 2026-12-01\n\n- Something.\n' })
      .program('gh', `[ "$2" = create ] && cp notes.md sent; [ "$2" != view ] || ${exists}`);

  test("a release has CHANGELOG's words and the checksums", () => {
    const made = desk(false);
    expect(made.script('publish-github', ['v1.2.3', '1.2.3'])).toMatchObject({ status: 0 });
    expect(made.calls('gh')).toEqual([
      'release view v1.2.3',
      'release create v1.2.3 --verify-tag --title v1.2.3 --notes-file notes.md dist/SHA256SUMS',
    ]);
    expect(made.read('sent')).toBe('- Something.\n');
  });

  test('a release that is there is left alone', () => {
    const made = desk(true);
    expect(made.script('publish-github', ['v1.2.3', '1.2.3'])).toMatchObject(
      ok('GitHub has the release v1.2.3'),
    );
    expect(made.calls('gh')).toEqual(['release view v1.2.3']);
  });
});

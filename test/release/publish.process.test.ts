import { Desk, onLinux } from './desk';

const ok = (stdout: string) => ({ status: 0, stdout: expect.stringContaining(stdout) as string });
const refused = (stderr: string) => ({ status: 1, stderr: expect.stringContaining(stderr) as string });

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
  const PUBLISH = 'publish ./dist/js/a.tgz --access public --ignore-scripts';

  test.each([
    ['a version is published with provenance', desk(), [], [`${PUBLISH} --provenance`]],
    ['a dry run publishes nothing', desk(), ['--dry-run'], [`${PUBLISH} --dry-run`]],
    ['a version that npm has is left alone', desk({ published: '1.2.3' }), [], []],
  ])('%s', (_, made, mode, calls) => {
    expect(made.script('publish-npm', ['1.2.3', ...mode])).toMatchObject({ status: 0 });
    expect(published(made)).toEqual(calls);
  });

  test.each([
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
  test('what is uploaded is checked, and must be of the version', () => {
    const [wheel, source] = [
      'cdk_workspace_images-1.2.3-py3-none-any.whl',
      'cdk_workspace_images-1.2.3.tar.gz',
    ];
    const made = new Desk()
      .write({ [`dist/python/${wheel}`]: '', [`dist/python/${source}`]: '' })
      .program('pipx');
    expect(made.script('rehearse-pypi', ['1.2.4'])).toMatchObject(refused('is not of version 1.2.4'));
    expect(made.script('rehearse-pypi', ['1.2.3'])).toMatchObject({ status: 0 });
    expect(made.calls('pipx')).toEqual([
      `run --spec twine==7.0.0 twine check --strict dist/python/${wheel} dist/python/${source}`,
    ]);
  });
});

onLinux('NuGet', () => {
  const PACKAGE = 'dist/dotnet/CdkWorkspaceImages.1.2.3.nupkg';
  const desk = () => new Desk().write({ 'a.nuspec': '' }).zip(PACKAGE, 'a.nuspec').program('dotnet');

  test('a version is pushed with the short-lived key, and a dry run, which needs none, lists it', () => {
    const made = desk();
    expect(made.script('publish-nuget', ['1.2.3', '--dry-run'])).toMatchObject(ok('a.nuspec'));
    expect(made.script('publish-nuget', ['2.3'])).toMatchObject(refused('is not of version 2.3'));
    expect(made.calls('dotnet')).toEqual([]);
    expect(made.script('publish-nuget', ['1.2.3'], { NUGET_API_KEY: 'key' })).toMatchObject({ status: 0 });
    const push = `nuget push ${PACKAGE} --source nuget.org --api-key key --skip-duplicate`;
    expect(made.calls('dotnet')).toEqual([push]);
  });
});

onLinux('Maven Central', () => {
  const FOLDER = 'io/github/cdk-workspace-images/cdk-workspace-images/1.2.3';
  const NAME = 'cdk-workspace-images-1.2.3';
  const COORDINATES = 'io.github.cdk-workspace-images:cdk-workspace-images:1.2.3';
  const FILES = ['.pom', '.jar', '-sources.jar', '-javadoc.jar'];
  const UNPUBLISHED = `echo '{"published":false}'`;

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
  let lockedKey: string;
  beforeAll(() => {
    openKey = keyWith('');
    lockedKey = keyWith('open');
  });

  interface Portal {
    readonly published?: string;
    readonly upload?: string;
    readonly states?: readonly object[];
  }

  /** The portal: what it does when asked for the version, at an upload, and each time that it is asked for the state. */
  function desk({ published = UNPUBLISHED, upload = 'echo 7', states = [] }: Portal = {}): Desk {
    return new Desk()
      .write(Object.fromEntries(FILES.map((end) => [`dist/java/${FOLDER}/${NAME}${end}`, end])))
      .write({ states: states.map((state) => `${JSON.stringify(state)}\n`).join('') })
      .program('sleep')
      .program(
        'curl',
        `cat >>authorization
        case "$*" in
          */published*) ${published} ;;
          */upload*) cp "$(sed 's/.*bundle=@//' <<<"$*")" uploaded.zip; ${upload} ;;
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
  const state = (deploymentState: string, ...errors: string[]) => ({
    deploymentState,
    errors: { all: errors },
  });

  test('a version is signed, uploaded, and waited for, and no list of arguments has the token', () => {
    const made = desk({ states: [state('VALIDATING'), state('PUBLISHED')] });
    expect(publish(made, lockedKey, 'open')).toMatchObject(ok(`Published ${COORDINATES}.`));
    expect(uploads(made)).toEqual([expect.stringContaining(`name=${NAME}&publishingType=AUTOMATIC`)]);
    expect(made.calls('sleep')).toEqual(['60']);
    expect(made.unzip('uploaded.zip')).toEqual(
      FILES.flatMap((end) =>
        ['', '.asc', '.md5', '.sha1'].map((sum) => `${FOLDER}/${NAME}${end}${sum}`),
      ).sort(),
    );
    const token = Buffer.from('user:token').toString('base64');
    expect(new Set(made.read('authorization').trim().split('\n'))).toEqual(
      new Set([`Authorization: Bearer ${token}`]),
    );
    expect(made.calls('curl').filter((call) => call.includes(token) || call.includes('token'))).toEqual([]);
  });

  test('a dry run signs with a key of its own, and calls nobody', () => {
    const made = desk();
    const signed = ok(`${FOLDER}/${NAME}.jar.asc`);
    expect(made.script('publish-maven', ['1.2.3', '--dry-run'])).toMatchObject(signed);
    expect(made.calls('curl')).toEqual([]);
  });

  test.each<[string, Portal, object]>([
    [
      'a version that an earlier run is still publishing is no error',
      { states: [state('FAILED', 'Component already exists')] },
      ok(`Maven Central has ${COORDINATES} already.`),
    ],
    [
      'a bundle that the portal refuses fails with its reasons',
      { states: [state('FAILED', 'No developers')] },
      { ...ok('No developers'), ...refused('Maven Central refuses deployment 7') },
    ],
    [
      'after an hour it says where to look',
      { states: Array.from({ length: 60 }, () => state('PUBLISHING')) },
      refused('Deployment 7 is PUBLISHING after an hour'),
    ],
    [
      'a bundle that is not taken fails with the answer',
      { upload: `echo 'no such namespace'; exit 22` },
      refused('Maven Central refuses the bundle: no such namespace'),
    ],
  ])('%s', (_, portal, outcome) => {
    expect(publish(desk(portal))).toMatchObject(outcome);
  });

  test('nothing is uploaded if the version is there, the portal does not answer, or the passphrase is wrong', () => {
    const there = desk({ published: `echo '{"published":true}'` });
    expect(publish(there)).toMatchObject(ok(`Maven Central has ${COORDINATES} already.`));
    const silent = desk({ published: 'exit 22' });
    expect(publish(silent)).toMatchObject({ status: 22 });
    const shut = desk();
    expect(publish(shut, lockedKey, 'shut')).toMatchObject({ status: 2 });
    expect([there, silent, shut].flatMap(uploads)).toEqual([]);
  });

  test('another version, or one without javadoc, is refused', () => {
    const made = desk();
    const other = made.script('publish-maven', ['1.2.4', '--dry-run']);
    expect(other).toMatchObject(refused('is not of version 1.2.4'));
    made.run('rm', [`dist/java/${FOLDER}/${NAME}-javadoc.jar`]);
    expect(publish(made)).toMatchObject(refused(`has no ${NAME}-javadoc.jar`));
  });
});

onLinux('Go', () => {
  const MODULE = 'github.com/cdk-workspace-images/cdk-workspace-images-go/cdkworkspaceimages';
  const FOLDER = 'dist/go/cdkworkspaceimages';
  const [SSH, HTTPS] = ['git@github.com:', 'https://github.com/'];

  function desk(path = MODULE): Desk {
    const made = new Desk().write({
      [`${FOLDER}/go.mod`]: `module ${path}\n\ngo 1.23\n`,
      [`${FOLDER}/main.go`]: 'package cdkworkspaceimages\n',
      [`${FOLDER}/.gitignore`]: '*.tgz\n',
      [`${FOLDER}/jsii/a.tgz`]: 'the package',
    });
    made.git('init', '--quiet', '--bare', '--initial-branch', 'main', 'remote');
    return made;
  }
  /** Publishes with a folder in the place of the repository. */
  const publish = (made: Desk, version: string, ...args: readonly string[]) =>
    made.script('publish-go', [version, ...args], {
      GO_DEPLOY_KEY: 'key',
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: `url.file://${made.folder}/remote.insteadOf`,
      GIT_CONFIG_VALUE_0: `${args.length > 0 ? HTTPS : SSH}cdk-workspace-images/cdk-workspace-images-go.git`,
      GIT_CONFIG_KEY_1: 'protocol.file.allow',
      GIT_CONFIG_VALUE_1: 'always',
    });
  const remote = (made: Desk, ...args: string[]) => made.git('--git-dir', 'remote', ...args);
  const tagged = 'cdkworkspaceimages/v1.2.3';

  test('the first version makes the branch, with a tag that Go finds, and the next leaves other files', () => {
    const made = desk();
    const files = () => remote(made, 'ls-tree', '-r', '--name-only', 'main');
    const ofModule = ['.gitignore', 'go.mod', 'jsii/a.tgz'].map((file) => `cdkworkspaceimages/${file}`);
    expect(publish(made, '1.2.3')).toMatchObject({ status: 0 });
    expect(remote(made, 'tag')).toEqual([tagged]);
    expect(remote(made, 'rev-parse', 'main')).toEqual(remote(made, 'rev-parse', tagged));
    expect(files()).toEqual([...ofModule, 'cdkworkspaceimages/main.go']);

    made.git('clone', '--quiet', 'remote', 'people');
    made.write({ 'people/README.md': 'Hello\n' });
    made.git('-C', 'people', 'add', '.');
    made.git('-C', 'people', 'commit', '--quiet', '--message', 'Say hello');
    made.git('-C', 'people', 'push', '--quiet', 'origin', 'main');
    made.run('rm', [`${FOLDER}/main.go`]);
    expect(publish(made, '1.2.4')).toMatchObject({ status: 0 });
    expect(files()).toEqual(['README.md', ...ofModule]);
    const log = remote(made, 'log', '--format=%s', 'main');
    expect(log).toEqual(['cdkworkspaceimages/v1.2.4', 'Say hello', tagged]);
  });

  test('a dry run pushes nothing, and a version that is tagged is left alone', () => {
    const made = desk();
    expect(publish(made, '1.2.3', '--dry-run')).toMatchObject(ok(`Would push ${tagged}`));
    expect(remote(made, 'tag')).toEqual(['']);
    publish(made, '1.2.3');
    const before = remote(made, 'rev-parse', 'main');
    made.write({ [`${FOLDER}/main.go`]: 'package changed\n' });
    expect(publish(made, '1.2.3')).toMatchObject(ok(`has ${tagged} already.`));
    expect(remote(made, 'rev-parse', 'main')).toEqual(before);
  });

  test.each([
    ['a major that its path lacks', MODULE, '2.0.0', 'Version 2.0.0 cannot be published as module'],
    ['a major that its path has', `${MODULE}/v2`, '1.2.3', 'Version 1.2.3 cannot be published as module'],
    ['another folder', 'github.com/a/b/c', '1.2.3', `${FOLDER} is module github.com/a/b/c`],
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
  const CREATE = 'release create v1.2.3 --verify-tag --title v1.2.3 --notes-file notes.md dist/SHA256SUMS';

  test.each([
    ["a release has CHANGELOG's words and the checksums", false, ['release view v1.2.3', CREATE]],
    ['a release that is there is left alone', true, ['release view v1.2.3']],
  ])('%s', (_, exists, calls) => {
    const made = new Desk()
      .write({ 'CHANGELOG.md': '## 1.2.3 - 2026-12-01\n\n- Something.\n' })
      .program(
        'gh',
        `[ "$2" != create ] || diff notes.md <(echo '- Something.'); [ "$2" != view ] || ${exists}`,
      );
    expect(made.script('publish-github', ['v1.2.3', '1.2.3'])).toMatchObject({ status: 0 });
    expect(made.calls('gh')).toEqual(calls);
  });
});

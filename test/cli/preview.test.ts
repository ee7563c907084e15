import { type App, CfnParameter, CfnResource, Duration, Fn, NestedStack, Stack, Token } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AccessError, RoleError } from '../../cli/core/access-error';
import type { DeployedStack } from '../../cli/core/deployed';
import type { LookupPreview } from '../../cli/core/lookup-preview';
import { preview } from '../../cli/preview';
import { ImageField, ImageGate, ImageManifest, WorkspaceImages, type WorkspaceImagesProps } from '../../lib';
import { anImage, imageId, images } from '../lambda/builders';
import {
  aBundle,
  ACCOUNT,
  aDeployedStack,
  anAws,
  type Aws,
  lookupsIn,
  only,
  previewed,
  previewsOf,
  stacksOf,
} from './apps';

const ENV = { env: { account: ACCOUNT, region: 'eu-west-1' } };
const PINNED: WorkspaceImagesProps = { mostRecent: 1, refreshKey: '1' };

type Props = WorkspaceImagesProps | ((stack: Stack) => WorkspaceImagesProps);

const app = (props: Props) => (scope: App) => {
  const stack = new Stack(scope, 'Images', ENV);
  new WorkspaceImages(stack, 'Golden', typeof props === 'function' ? props(stack) : props);
};

const logicalIdOf = (props: Props) => only(lookupsIn(app(props))).logicalId;

/** A stack that has the lookup of these props, which has answered with these ids. */
const deployedWith = (props: Props, ids: string, states?: string) =>
  aDeployedStack({
    resources: new Map([[logicalIdOf(props), 'physical']]),
    outputs: new Map([
      ['GoldenImageIds', ids],
      ...(states === undefined ? [] : [['GoldenImageStates', states] as const]),
    ]),
  });

const find = async (props: Props, aws: Aws): Promise<LookupPreview> =>
  only(await previewsOf(app(props), aws));

const [newest, older, oldest] = images(3).map(({ ImageId }) => ImageId);

describe('a lookup is', () => {
  test.each([
    ['new, without a stack', PINNED, {}, 'new', 'nothing'],
    ['new, in a stack without it', PINNED, { Images: aDeployedStack() }, 'new', 'nothing'],
    [
      'new, though another construct has outputs of its name',
      PINNED,
      {
        Images: aDeployedStack({
          outputs: new Map([['GoldenImageIds', 'wsi-other0000']]),
          resources: new Map([['Golden0123456789abcdef', 'physical']]),
        }),
      },
      'new',
      'nothing',
    ],
    [
      'the same, for another key',
      { ...PINNED, refreshKey: '2' },
      { Images: deployedWith(PINNED, imageId(0), 'AVAILABLE') },
      'same',
      [{ imageId: imageId(0), state: 'AVAILABLE' }],
    ],
    [
      'the same, if no output tells the state',
      { ...PINNED, refreshKey: '2' },
      { Images: deployedWith(PINNED, imageId(0)) },
      'same',
      [{ imageId: imageId(0), state: undefined }],
    ],
    [
      'changed by another image',
      { ...PINNED, refreshKey: '2' },
      { Images: deployedWith(PINNED, imageId(1), 'AVAILABLE') },
      'change',
      [{ imageId: imageId(1), state: 'AVAILABLE' }],
    ],
    [
      'changed by another state',
      { ...PINNED, refreshKey: '2' },
      { Images: deployedWith(PINNED, imageId(0), 'PENDING') },
      'change',
      [{ imageId: imageId(0), state: 'PENDING' }],
    ],
    [
      'changed by an image where there was none',
      { ...PINNED, minCount: 0 },
      { Images: deployedWith(PINNED, '-', '-') },
      'change',
      [],
    ],
    [
      'changed, if what is deployed is not readable',
      { ...PINNED, refreshKey: '2', outputs: false },
      { Images: deployedWith(PINNED, imageId(0)) },
      'change',
      'not readable',
    ],
    [
      'changed, if CloudFormation tells only some of the resources',
      PINNED,
      { Images: aDeployedStack({ hasAllResources: false }) },
      'change',
      'not readable',
    ],
    [
      'pinned',
      PINNED,
      { Images: deployedWith(PINNED, imageId(0), 'AVAILABLE') },
      'pinned',
      [{ imageId: imageId(0), state: 'AVAILABLE' }],
    ],
  ])('%s', async (_, props, stacks, result, deployed) => {
    const { finding } = await find(props, { stacks, images: images(3) });
    expect(finding.result).toBe(result);
    expect(finding.deployed?.images).toEqual(deployed);
    expect(finding.now?.selected.map(({ ImageId }) => ImageId)).toEqual([newest]);
  });
});

describe('newer than a pin', () => {
  const newerThan = async (ids: string, listed = images(3)) => {
    const { finding } = await find(PINNED, { stacks: { Images: deployedWith(PINNED, ids) }, images: listed });
    return finding.newer?.map(({ ImageId }) => ImageId);
  };

  test('is an image that was made later', async () => {
    await expect(newerThan(older ?? '')).resolves.toEqual([newest]);
  });

  test('is nothing, if the same would be found', async () => {
    await expect(newerThan(newest ?? '')).resolves.toEqual([]);
  });

  test('is every image, if there was none', async () => {
    await expect(newerThan('-')).resolves.toEqual([newest]);
  });

  test('is not known, if the pinned image is gone', async () => {
    await expect(newerThan('wsi-gone00000')).resolves.toBeUndefined();
  });

  test('is no older image that takes the place of one that does not match any more', async () => {
    const props: WorkspaceImagesProps = { ...PINNED, updateAvailable: false };
    const listed = images(3).map((image, index) => ({ ...image, Updates: { UpdateAvailable: index === 0 } }));
    const stacks = { Images: deployedWith(props, newest ?? '') };
    const { finding } = await find(props, { stacks, images: listed });
    expect(finding.now?.selected).toMatchObject([{ ImageId: older }]);
    expect(finding.newer).toEqual([]);
  });

  test('is not known of a list either, if its newest image is gone', async () => {
    await expect(newerThan(`wsi-gone00000,${oldest ?? ''}`)).resolves.toBeUndefined();
  });

  test('counts of a list only what was made later than all of it', async () => {
    const props: WorkspaceImagesProps = { refreshKey: '1' };
    const stacks = { Images: deployedWith(props, [older, 'wsi-gone00000'].join()) };
    const { finding } = await find(props, { stacks, images: images(3) });
    expect(finding.now?.selected.map(({ ImageId }) => ImageId)).toEqual([newest, older, oldest]);
    expect(finding.newer).toMatchObject([{ ImageId: newest }]);
  });
});

describe('a lookup that would not succeed', () => {
  const pending = [anImage({ State: 'PENDING' })];

  test('fails with the reason of the handler', async () => {
    const { finding } = await find({ ...PINNED, gate: ImageGate.requireAvailable() }, { images: pending });
    expect(finding).toMatchObject({
      result: 'fail',
      reason:
        'not every image is AVAILABLE: PENDING: golden-win11 (wsi-000000001); deploy again later, or use a gate that waits',
      now: { mayPass: false },
    });
  });

  test('is pinned all the same, if it is deployed', async () => {
    const props = { ...PINNED, gate: ImageGate.requireAvailable() };
    const stacks = { Images: deployedWith(props, imageId(1)) };
    const { finding } = await find(props, { images: pending, stacks });
    expect(finding.result).toBe('pinned');
    expect(finding.newLookup).toBe('fail');
    expect(finding.reason).toMatch(/^not every image is AVAILABLE/);
    expect(finding.newer).toBeUndefined();
  });

  test('may find more while a gate settles', async () => {
    const gate = ImageGate.waitUntilAvailable({ timeout: Duration.hours(1) });
    const { finding } = await find({ ...PINNED, gate, minCount: 2 }, { images: pending });
    expect(finding).toMatchObject({ result: 'fail', now: { mayPass: true } });
  });

  test('has the reason of a value that the handler refuses', async () => {
    const { finding } = await find(PINNED, { images: [anImage({ State: 'A,B' })] });
    expect(finding).toMatchObject({
      result: 'fail',
      reason: 'the value A,B holds a comma, and would count as two in a comma-separated list',
    });
  });

  test('has the reason of a property that the handler refuses', async () => {
    const props = (stack: Stack): WorkspaceImagesProps => ({
      imageNames: [Fn.join('', ['golden ', stack.partition])],
    });
    const { finding } = await find(props, {});
    expect(finding).toMatchObject({
      result: 'fail',
      reason: expect.stringMatching(/^`imageNames` must be .*, got: golden aws$/) as string,
    });
  });
});

test('a pinned lookup neither waits nor settles', async () => {
  const props = { ...PINNED, gate: ImageGate.waitUntilAvailable({ timeout: Duration.hours(1) }) };
  const pending = [anImage({ State: 'PENDING' })];
  const stacks = { Images: deployedWith(props, imageId(1)) };
  expect((await find(props, { images: pending, stacks })).finding.now).toMatchObject({ pending: [] });
  const tooFew = { ...props, minCount: 2 };
  const failing = await find(tooFew, {
    images: pending,
    stacks: { Images: deployedWith(tooFew, imageId(1)) },
  });
  expect(failing.finding).toMatchObject({ newLookup: 'fail', now: { mayPass: false } });
});

test('a gate that waits tells what it waits for, and compares with the state that it waits for', async () => {
  const props = { ...PINNED, gate: ImageGate.waitUntilAvailable({ timeout: Duration.hours(3) }) };
  const stacks = { Images: deployedWith({ ...props, refreshKey: '0' }, imageId(1), 'AVAILABLE') };
  const { finding } = await find(props, { images: [anImage({ State: 'PENDING' })], stacks });
  expect(finding).toMatchObject({ result: 'same', now: { pending: [{ ImageId: imageId(1) }] } });
});

describe('a token', () => {
  const byParameter = (stack: Stack): WorkspaceImagesProps => ({
    imageNames: [new CfnParameter(stack, 'Pattern').valueAsString],
  });

  test('that decides which images match leaves a lookup not known, without a listing', async () => {
    const { ports, listed } = anAws();
    const { finding } = only(await previewed(stacksOf(app(byParameter)), ports));
    expect(finding).toMatchObject({ result: 'not-known', reason: '`ImageNames` is [{"Ref":"Pattern"}]' });
    expect(listed).toEqual([]);
  });

  test('leaves a pin, which looks again if the value changes', async () => {
    const stacks = { Images: deployedWith(byParameter, imageId(1)) };
    const { finding } = await find(byParameter, { stacks });
    expect(finding).toMatchObject({
      result: 'pinned',
      newLookup: 'not-known',
      reason: '`ImageNames` is [{"Ref":"Pattern"}]',
      tokens: ['ImageNames'],
    });
  });

  test('of where to look is resolved, if it is where the stack is', async () => {
    const { ports, listed } = anAws({ images: images(1) });
    const props = (stack: Stack) => ({ region: Token.asString({ Ref: 'AWS::Region' }), ...withRole(stack) });
    const withRole = (stack: Stack) => ({
      assumedRole: Role.fromRoleArn(
        stack,
        'Role',
        stack.formatArn({ service: 'iam', region: '', account: '210987654321', resource: 'role/Look' }),
      ),
    });
    const { finding } = only(await previewed(stacksOf(app(props)), ports));
    expect(finding.result).toBe('new');
    expect(listed).toMatchObject([
      { region: 'eu-west-1', assumedRoleArn: 'arn:aws:iam::210987654321:role/Look' },
    ]);
  });
});

describe('the name of a bucket that is not known', () => {
  const manifest = (stack: Stack): WorkspaceImagesProps => ({
    manifest: ImageManifest.alongside(new Bucket(stack, 'Bucket')),
    fields: [ImageField.NAME],
  });
  const stacks = stacksOf(app(manifest));
  const resultFor = async (length: number) =>
    only(await previewed(stacks, anAws({ images: images(length) }).ports)).finding;

  test('leaves a lookup as it is, if the answer fits with any', async () => {
    await expect(resultFor(60)).resolves.toMatchObject({ result: 'new', tokens: ['ManifestBucket'] });
  });

  test('leaves it not known, if the answer fits with some', async () => {
    const results = await Promise.all(Array.from({ length: 30 }, (_, index) => resultFor(75 + index)));
    expect(results.map(({ result }) => result)).toEqual(expect.arrayContaining(['new', 'not-known', 'fail']));
    expect(results.find(({ result }) => result === 'not-known')?.reason).toMatch(
      /^the name of the bucket may be too long: \d+ images match/,
    );
  });

  test('fails, if the answer fits with none', async () => {
    await expect(resultFor(200)).resolves.toMatchObject({
      result: 'fail',
      reason: expect.stringMatching(/ \(counted with the shortest name of a bucket\)$/) as string,
    });
  });
});

describe('AWS is asked', () => {
  const several = (scope: App) => {
    const stack = new Stack(scope, 'Images', ENV);
    for (const id of ['A', 'B']) {
      new WorkspaceImages(stack, id, { refreshKey: id });
    }
    new WorkspaceImages(new NestedStack(stack, 'Inner'), 'C');
    new WorkspaceImages(stack, 'D', { region: 'us-east-1' });
  };

  test('once for what several lookups need, and of a stack for what is its own', async () => {
    const stacks = stacksOf(several);
    const [stack] = stacks;
    const nested = stacks[1]?.nestedIn?.logicalId ?? '';
    const { ports, asked, listed } = anAws({
      images: images(1),
      stacks: { Images: aDeployedStack({ resources: new Map([[nested, 'arn:inner']]) }) },
    });
    await previewed(stacks, ports);
    const wanted = [...(stack?.template.resources ?? [])]
      .filter(([, { type }]) => type === 'Custom::WorkspaceImages' || type === 'AWS::CloudFormation::Stack')
      .map(([logicalId]) => logicalId)
      .sort();
    expect(asked).toEqual([
      'Images/A',
      'caller in eu-west-1',
      `Images in eu-west-1, of it ${wanted.join(' ')}`,
      'Images/B',
      'Images/D',
      'Images/Inner/C',
      expect.stringMatching(/^arn:inner in eu-west-1, of it C[0-9A-Fa-f]+$/),
    ]);
    expect(listed.map(({ region }) => region)).toEqual([undefined, 'us-east-1']);
  });

  test('once in each Region whose the credentials are', async () => {
    const { ports, asked } = anAws({ images: images(1) });
    const apart = (scope: App) => {
      for (const [id, region] of [
        ['A', 'eu-west-1'],
        ['B', 'us-east-1'],
        ['C', 'eu-west-1'],
      ] as const) {
        new WorkspaceImages(new Stack(scope, id, { env: { account: ACCOUNT, region } }), 'Golden');
      }
    };
    await previewed(stacksOf(apart), ports);
    expect(asked.filter((text) => text.startsWith('caller')).sort()).toEqual([
      'caller in eu-west-1',
      'caller in us-east-1',
    ]);
  });

  test('for the Region of the caller, if the stack names none', async () => {
    const { ports, asked, listed } = anAws({ images: images(1) });
    const anywhere = (scope: App) => {
      new WorkspaceImages(new Stack(scope, 'Images'), 'Golden');
    };
    const { place } = only(await previewed(stacksOf(anywhere), ports));
    expect(asked).toContain('default Region');
    expect(place).toEqual({ account: ACCOUNT, region: 'eu-west-1', partition: 'aws' });
    expect(listed).toMatchObject([{ stack: { account: ACCOUNT, region: 'eu-west-1', name: 'Images' } }]);
  });
});

describe('what AWS does not tell', () => {
  test('fails the lookups of a stack, and no others', async () => {
    const previews = await previewsOf(
      (scope) => {
        app(PINNED)(scope);
        new WorkspaceImages(new Stack(scope, 'Closed', { env: { region: 'ap-east-1' } }), 'Golden');
        new WorkspaceImages(new Stack(scope, 'Denied', ENV), 'Golden');
      },
      { images: images(1), stacks: { Denied: new AccessError('you must be allowed') } },
    );
    const found = Object.fromEntries(
      previews.map(({ lookup: { path }, finding: { result, reason } }) => [path, [result, reason]]),
    );
    expect(found).toEqual({
      'Images/Golden': ['new', undefined],
      'Closed/Golden': ['error', 'not valid there'],
      'Denied/Golden': ['error', 'you must be allowed'],
    });
  });

  test('is whatever is of another account than the credentials', async () => {
    const { finding, place } = await find(PINNED, { account: '210987654321' });
    expect(finding).toMatchObject({
      result: 'error',
      reason:
        `the credentials are of account 210987654321, and the stack is in ${ACCOUNT}: use credentials of that account, ` +
        'or leave the stack out with --stack',
    });
    expect(place).toBeUndefined();
  });

  test('of images leaves what is deployed', async () => {
    const stacks = { Images: deployedWith(PINNED, imageId(0)) };
    const failing = (error: Error) => () => {
      throw error;
    };
    const denied = await find(PINNED, { stacks, images: failing(new AccessError('no')) });
    expect(denied.finding).toMatchObject({ result: 'error', reason: 'no', deployed: { isPinned: true } });
    const role = await find(PINNED, { stacks, images: failing(new RoleError('no role')) });
    expect(role.finding).toMatchObject({
      result: 'pinned',
      newLookup: 'not-known',
      reason: 'no role',
    });
    const notPinned = await find(PINNED, { images: failing(new RoleError('no role')) });
    expect(notPinned.finding).toMatchObject({ result: 'not-known', reason: 'no role' });
  });

  test('is not what is a mistake of our own', async () => {
    const mistaken = find(PINNED, {
      images: () => {
        throw new TypeError('oops');
      },
    });
    await expect(mistaken).rejects.toThrow('oops');
  });
});

describe('a bundle of a stack that is not to be previewed', () => {
  const stacks = stacksOf((scope) => {
    const stack = new Stack(scope, 'Images', ENV);
    new WorkspaceImages(stack, 'Golden', PINNED).publishParameters('/golden');
    const desktops = new Stack(scope, 'Desktops', ENV);
    aBundle(desktops, WorkspaceImages.fromParameters(desktops, 'Golden', '/golden').newestImage);
  });
  const bundleWith = async (chosen: typeof stacks, desktops: Error | undefined) => {
    const aws = anAws({ images: images(1), ...(desktops && { stacks: { Desktops: desktops } }) });
    const { bundles } = only(await preview({ chosen, all: stacks }, aws.ports));
    return only(bundles).result;
  };
  const chosen = stacks.filter(({ path }) => path === 'Images');

  test('is found', async () => {
    await expect(bundleWith(chosen, undefined)).resolves.toBe('make');
  });

  test('is not known if it may not be read, which is an error of one that is to be previewed', async () => {
    await expect(bundleWith(chosen, new AccessError('no'))).resolves.toBe('not-known');
    await expect(bundleWith(stacks, new AccessError('no'))).resolves.toBe('error');
  });
});

describe('a bundle that imports its image', () => {
  const stacks = stacksOf((scope) => {
    const stack = new Stack(scope, 'Images', ENV);
    new WorkspaceImages(stack, 'Golden', { ...PINNED, exportPrefix: 'golden' });
    const desktops = new Stack(scope, 'Desktops', ENV);
    aBundle(desktops, WorkspaceImages.fromExports(desktops, 'Golden', 'golden').newestImage);
  });
  const [[desktop] = ['']] = stacks.flatMap(({ path, template }) =>
    path === 'Desktops'
      ? [...template.resources].filter(([, { type }]) => type === 'Custom::WorkspaceBundle')
      : [],
  );
  const resultBeside = async (imagesStack: DeployedStack | Error | undefined) => {
    const aws = anAws({
      images: images(1),
      stacks: {
        ...(imagesStack && { Images: imagesStack }),
        Desktops: aDeployedStack({ resources: new Map([[desktop, 'physical']]) }),
      },
    });
    const [{ bundles } = { bundles: [] }] = await preview({ chosen: stacks, all: stacks }, aws.ports);
    return only(bundles).result;
  };

  test('may get another where nothing exports it yet', async () => {
    await expect(resultBeside(undefined)).resolves.toBe('may-swap');
  });

  test('may have locked it where it is exported by that name, though what is exported is not readable', async () => {
    await expect(resultBeside(aDeployedStack({ exports: new Set(['golden-image-ids']) }))).resolves.toBe(
      'refuse',
    );
  });
});

test('the name of a nested stack is not known before the deployment', async () => {
  const { finding } = only(
    await previewsOf((scope) => {
      const inner = new NestedStack(new Stack(scope, 'Images', ENV), 'Inner');
      new WorkspaceImages(inner, 'Golden', { imageNames: [Token.asString({ Ref: 'AWS::StackName' })] });
    }),
  );
  expect(finding).toMatchObject({
    result: 'not-known',
    reason: '`ImageNames` is [{"Ref":"AWS::StackName"}]',
  });
});

test('a property of a newer version fails the preview, not the deployment', async () => {
  const { finding } = only(
    await previewsOf((scope) => {
      const { defaultChild } = new WorkspaceImages(new Stack(scope, 'Images', ENV), 'Golden').node;
      if (CfnResource.isCfnResource(defaultChild)) {
        defaultChild.addPropertyOverride('Colour', 'green');
      }
    }),
  );
  expect(finding).toMatchObject({ result: 'error', deployed: { images: 'nothing' } });
});

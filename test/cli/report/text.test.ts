import { type App, CfnCondition, CfnParameter, CfnResource, Duration, Fn, Stack } from 'aws-cdk-lib';
import { AccessError, RoleError } from '../../../cli/core/access-error';
import type { DeployedStack } from '../../../cli/core/deployed';
import type { Finding } from '../../../cli/core/finding';
import { preview } from '../../../cli/preview';
import { previewText } from '../../../cli/report/text';
import { styleFor } from '../../../cli/terminal/style';
import { ImageGate, WorkspaceImage, WorkspaceImages, type WorkspaceImagesProps } from '../../../lib';
import { anImage, imageId, images } from '../../lambda/builders';
import {
  aBundle,
  ACCOUNT,
  aDeployedStack,
  anAws,
  type Aws,
  type Define,
  lookupsIn,
  only,
  previewsOf,
  stacksOf,
} from '../apps';

const ENV = { env: { account: ACCOUNT, region: 'eu-west-1' } };
const PLAIN = styleFor({}, {});

const app =
  (props: WorkspaceImagesProps = {}) =>
  (scope: App) => {
    new WorkspaceImages(new Stack(scope, 'Images', ENV), 'Golden', { mostRecent: 1, ...props });
  };

const textOf = async (define: Define, aws: Aws = {}) => previewText(await previewsOf(define, aws), PLAIN);

const firstLine = async (define: Define, aws: Aws = {}) => (await textOf(define, aws)).split('\n')[0];

/** The stack with the lookup of these props, which has answered so. */
const deployed = (
  props: WorkspaceImagesProps,
  ids: string,
  states = ids.replace(/wsi-\w+/g, 'AVAILABLE'),
) => ({
  Images: aDeployedStack({
    resources: new Map([[only(lookupsIn(app(props))).logicalId, 'physical']]),
    outputs: new Map([
      ['GoldenImageIds', ids],
      ['GoldenImageStates', states],
    ]),
  }),
});

const OLD = { refreshKey: 'old' };
const october = anImage({
  ImageId: imageId(10),
  Name: 'golden-2026.10',
  Created: new Date('2026-10-01T00:00:00Z'),
});
const november = anImage({
  ImageId: imageId(11),
  Name: 'golden-2026.11',
  Created: new Date('2026-11-01T00:00:00Z'),
});
const both = [october, november];
const OCTOBER = 'golden-2026.10 (wsi-000000010)';
const NOVEMBER = 'golden-2026.11 (wsi-000000011)';

test('a block has what is deployed, what matches, and what becomes of bundles', async () => {
  const withBundle = (scope: App) => {
    const stack = new Stack(scope, 'Images', ENV);
    const image = new WorkspaceImage(stack, 'Golden', { imageNames: ['golden-*'] });
    aBundle(stack, image);
  };
  await expect(textOf(withBundle, { images: both })).resolves.toBe(
    [
      `Images/Golden  (nothing deployed) → ${NOVEMBER}`,
      '  deployed now: nothing',
      '  matches now: 2 of 2 images, of which the newest 1',
      '    image id       name            state      created',
      '    -------------  --------------  ---------  ------------------------',
      '    wsi-000000011  golden-2026.11  AVAILABLE  2026-11-01T00:00:00.000Z',
      '  bundle Images/Desktop would be made of it',
      '',
      '1 lookup: 1 new.',
    ].join('\n'),
  );
});

test('a block leaves out what there is not', async () => {
  const [pinned] = (await textOf(app(OLD), { images: [november], stacks: deployed(OLD, imageId(11)) })).split(
    '\n\n',
  );
  expect(pinned).toBe(
    [
      `Images/Golden  pinned: ${NOVEMBER}`,
      `  deployed now: ${NOVEMBER}`,
      '  matches now: 1 of 1 image',
      '    image id       name            state      created',
      '    -------------  --------------  ---------  ------------------------',
      '    wsi-000000011  golden-2026.11  AVAILABLE  2026-11-01T00:00:00.000Z',
    ].join('\n'),
  );
  const [none] = (await textOf(app({ minCount: 0, imageNames: ['none'] }), { images: both })).split('\n\n');
  expect(none).toBe(
    [
      'Images/Golden  (nothing deployed) → no image',
      '  deployed now: nothing',
      '  matches now: 0 of 2 images',
    ].join('\n'),
  );
});

test('a block has no more than is known', async () => {
  const one = only(await previewsOf(app()));
  const blockOf = (finding: Finding) => previewText([{ ...one, finding }], PLAIN).split('\n\n')[0];
  expect(blockOf({ result: 'error', reason: 'no', tokens: [] })).toBe(
    'Images/Golden  could not be previewed: no',
  );
  const images = [{ imageId: imageId(11), state: 'AVAILABLE' }];
  expect(
    blockOf({
      result: 'pinned',
      newLookup: 'not-known',
      reason: 'two tokens',
      deployed: { isPinned: true, images },
      tokens: ['ImageNames', 'ImageIds'],
    }),
  ).toBe(
    [
      'Images/Golden  pinned; what matches now is not known before the deployment: two tokens',
      '  deployed now: wsi-000000011',
      '  looks again if one of these gets another value: ImageNames, ImageIds',
    ].join('\n'),
  );
});

test('the last line counts the lookups of each kind', async () => {
  const one = only(await previewsOf(app()));
  const results = ['error', 'error', 'not-known', 'fail', 'pinned', 'same', 'change', 'new'] as const;
  const previews = results.map((result) => ({ ...one, finding: { result, tokens: [] } }));
  expect(previewText(previews, PLAIN).split('\n').at(-1)).toBe(
    '8 lookups: 1 new, 1 would change, 1 would stay the same, 1 pinned, 1 would fail, ' +
      '1 not known before the deployment, 2 could not be previewed.',
  );
});

describe('the difference in one line', () => {
  test.each<[string, WorkspaceImagesProps, Aws, string]>([
    ['another image', {}, { stacks: deployed(OLD, imageId(10)) }, `${OCTOBER} → ${NOVEMBER}`],
    [
      'an image that was PENDING',
      {},
      { stacks: deployed(OLD, imageId(11), 'PENDING') },
      `${NOVEMBER} PENDING → ${NOVEMBER}`,
    ],
    ['none before', {}, { stacks: deployed(OLD, '-') }, `no image → ${NOVEMBER}`],
    [
      'none now',
      { minCount: 0, imageNames: ['none'] },
      { stacks: deployed(OLD, imageId(10)) },
      `${OCTOBER} → no image`,
    ],
    ['an image that is gone', {}, { stacks: deployed(OLD, 'wsi-gone00000') }, `wsi-gone00000 → ${NOVEMBER}`],
    ['the same', {}, { stacks: deployed(OLD, imageId(11)) }, `${NOVEMBER}: looks again, and finds the same`],
    [
      'not readable',
      { outputs: false },
      { stacks: deployed(OLD, imageId(11)) },
      `(deployed ids not readable) → ${NOVEMBER}`,
    ],
    ['of a list, what comes', { mostRecent: 2 }, { stacks: deployed(OLD, imageId(10)) }, `+ ${NOVEMBER}`],
    [
      'of a list, what comes and goes',
      { mostRecent: 2 },
      { stacks: deployed(OLD, `${imageId(10)},wsi-gone00000`) },
      `− wsi-gone00000  + ${NOVEMBER}`,
    ],
    [
      'of a list, nothing but the order',
      { mostRecent: 2 },
      { stacks: deployed(OLD, `${imageId(10)},${imageId(11)}`) },
      'the same images, in other states or in another order',
    ],
    ['pinned', OLD, { stacks: deployed(OLD, imageId(11)) }, `pinned: ${NOVEMBER}`],
    [
      'pinned, and something newer',
      OLD,
      { stacks: deployed(OLD, imageId(10)) },
      `pinned; newer: ${NOVEMBER}; change refreshKey to take it`,
    ],
    [
      'pinned, and nothing newer, but something else',
      OLD,
      { stacks: deployed(OLD, 'wsi-gone00000') },
      `pinned; others match now: ${NOVEMBER}`,
    ],
    [
      'pinned, and not readable',
      { ...OLD, outputs: false },
      { stacks: deployed(OLD, imageId(10)) },
      `pinned; deployed ids not readable; matches now: ${NOVEMBER}`,
    ],
    [
      'a failure',
      { imageNames: ['none'] },
      {},
      'would fail: 0 of 2 images match: 2 examined, 0 named none; minCount is 1',
    ],
    [
      'an error',
      {},
      { stacks: { Images: new AccessError('you must be allowed') } },
      'could not be previewed: you must be allowed',
    ],
    [
      'what is not known',
      {},
      {
        images: () => {
          throw new RoleError('no role');
        },
      },
      'not known before the deployment: no role',
    ],
  ])('%s', async (_, props, aws, expected) => {
    await expect(firstLine(app(props), { images: both, ...aws })).resolves.toBe(`Images/Golden  ${expected}`);
  });
});

test.each<[string, WorkspaceImagesProps, Aws]>([
  ['green', {}, { stacks: deployed(OLD, imageId(11)) }],
  ['green', OLD, { stacks: deployed(OLD, imageId(11)) }],
  ['yellow', OLD, { stacks: deployed(OLD, imageId(10)) }],
  [
    'yellow',
    { ...OLD, imageNames: ['none'] },
    { stacks: deployed({ ...OLD, imageNames: ['none'] }, imageId(10)) },
  ],
  ['yellow', {}, {}],
  ['yellow', {}, { stacks: deployed(OLD, imageId(10)) }],
  ['red', { imageNames: ['none'] }, {}],
  ['red', {}, { stacks: { Images: new AccessError('no') } }],
])('the difference is %s', async (colour, props, aws) => {
  const named = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
  const style = { bold: named('bold'), green: named('green'), yellow: named('yellow'), red: named('red') };
  const text = previewText(await previewsOf(app(props), { images: both, ...aws }), style);
  expect(text).toMatch(new RegExp(`^<bold>Images/Golden</bold> {2}<${colour}>.*</${colour}>$`, 'm'));
});

test('a long list is told as far as it can be read, and how many more there are', async () => {
  const text = await textOf(app({ mostRecent: 100 }), { images: images(100) });
  expect(text.match(/^ {4}wsi-/gm)).toHaveLength(20);
  expect(text).toContain('\n    … and 80 more, which --json has\n');
  expect(text.split('\n')[0]).toMatch(/ and \d+ more$/);
});

test('a table has a dash for what an image lacks', async () => {
  const bare = { Name: undefined, State: undefined, Created: undefined };
  const text = await textOf(app(), { images: [anImage(bare)] });
  expect(text).toMatch(/^ {4}wsi-000000001 {2}- {5}- {6}-$/m);
});

test('what an image is called cannot move the cursor', async () => {
  const named = [{ ...november, Name: 'gold\u001b[2J\n\u009ben' }];
  await expect(textOf(app(), { images: named })).resolves.toBe(
    [
      'Images/Golden  (nothing deployed) → gold [2J en (wsi-000000011)',
      '  deployed now: nothing',
      '  matches now: 1 of 1 image',
      '    image id       name         state      created',
      '    -------------  -----------  ---------  ------------------------',
      '    wsi-000000011  gold [2J en  AVAILABLE  2026-11-01T00:00:00.000Z',
      '',
      '1 lookup: 1 new.',
    ].join('\n'),
  );
});

test('what a gate does meanwhile is told', async () => {
  const gate = ImageGate.waitUntilAvailable({ timeout: Duration.hours(1) });
  const pending = [{ ...november, State: 'PENDING' }];
  const waiting = await textOf(app({ gate, refreshKey: '1' }), { images: pending });
  expect(waiting).toContain(`(nothing deployed) → ${NOVEMBER} PENDING\n`);
  expect(waiting).toContain(`\n  would wait for: ${NOVEMBER} PENDING\n`);
  const settling = await textOf(app({ gate, refreshKey: '1', minCount: 2 }), { images: pending });
  expect(settling).toContain('\n  would look again for some minutes before it fails\n');
});

test('what makes a pin stale, and what may end it, is told', async () => {
  const stale = await textOf(app(OLD), { images: both, stacks: deployed(OLD, 'wsi-gone00000') });
  expect(stale).toContain('\n  no longer listed: wsi-gone00000\n');

  const byParameter = (scope: App) => {
    const stack = new Stack(scope, 'Images', ENV);
    new WorkspaceImages(stack, 'Golden', { imageNames: [new CfnParameter(stack, 'Pattern').valueAsString] });
  };
  const stacks = {
    Images: aDeployedStack({ resources: new Map([[only(lookupsIn(byParameter)).logicalId, 'physical']]) }),
  };
  await expect(textOf(byParameter, { stacks })).resolves.toBe(
    [
      'Images/Golden  pinned; what matches now is not known before the deployment: `ImageNames` is [{"Ref":"Pattern"}]',
      '  deployed now: deployed ids not readable, since no output of the template tells them',
      '  looks again if one of these gets another value: ImageNames',
      '',
      '1 lookup: 1 pinned.',
    ].join('\n'),
  );
});

test('a condition is told', async () => {
  const conditional = (scope: App) => {
    const stack = new Stack(scope, 'Images', ENV);
    const { defaultChild } = new WorkspaceImages(stack, 'Golden').node;
    if (CfnResource.isCfnResource(defaultChild)) {
      defaultChild.cfnOptions.condition = new CfnCondition(stack, 'IsProd', {
        expression: Fn.conditionEquals('a', 'b'),
      });
    }
  };
  await expect(textOf(conditional, { images: both })).resolves.toContain(
    '\n  made only if the condition IsProd holds\n',
  );
});

describe('a bundle of another stack', () => {
  const IDS = new Map([['GoldenImageIds', imageId(10)]]);
  const desktops = (way: 'parameters' | 'export', refreshKey: string) => (scope: App) => {
    const stack = new Stack(scope, 'Images', ENV);
    const golden = new WorkspaceImages(stack, 'Golden', {
      mostRecent: 2,
      refreshKey,
      ...(way === 'export' ? { exportPrefix: 'golden' } : {}),
    });
    if (way === 'parameters') {
      golden.publishParameters('/golden');
    }
    const other = new Stack(scope, 'Desktops', ENV);
    const imported =
      way === 'export'
        ? WorkspaceImages.fromExports(other, 'Import', 'golden')
        : WorkspaceImages.fromParameters(other, 'Import', '/golden');
    aBundle(other, imported.newestImage);
  };
  const bundleIn = (define: Define) =>
    stacksOf(define)
      .flatMap(({ template }) => [...template.resources])
      .flatMap(([logicalId, { type }]) =>
        type === 'Custom::WorkspaceBundle' ? [[logicalId, 'x'] as const] : [],
      );

  const bundleLine = async (
    way: 'parameters' | 'export',
    desktopsStack: (ids: ReturnType<typeof bundleIn>) => NonNullable<Aws['stacks']>[string],
    imagesStack: Partial<DeployedStack> = {},
  ) => {
    const before = only(lookupsIn(desktops(way, '1')));
    const define = desktops(way, '2');
    const text = await textOf(define, {
      images: both,
      stacks: {
        Images: aDeployedStack({
          resources: new Map([[before.logicalId, 'x']]),
          outputs: IDS,
          exports: new Set(['golden-image-ids']),
          ...imagesStack,
        }),
        Desktops: desktopsStack(bundleIn(define)),
      },
    });
    return /^ {2}bundle .*$/m.exec(text)?.[0];
  };
  const existing = (ids: ReturnType<typeof bundleIn>) => aDeployedStack({ resources: new Map(ids) });

  test('gets the new image', async () => {
    await expect(bundleLine('parameters', existing)).resolves.toBe(
      '  bundle Desktops/Desktop would get the new image in place',
    );
  });

  test('may get it, if what is deployed is not readable', async () => {
    await expect(bundleLine('parameters', existing, { outputs: new Map() })).resolves.toBe(
      '  bundle Desktops/Desktop would get the new image in place, if it is another',
    );
  });

  test('is not there yet', async () => {
    await expect(bundleLine('parameters', () => aDeployedStack())).resolves.toBe(
      '  bundle Desktops/Desktop would be made of it',
    );
  });

  test('imports it, which locks it', async () => {
    await expect(bundleLine('export', existing)).resolves.toBe(
      '  bundle Desktops/Desktop imports the image by an export, so CloudFormation would refuse the change',
    );
  });

  test('gets it, if nobody can import what is not exported yet', async () => {
    await expect(bundleLine('export', existing, { exports: new Set() })).resolves.toBe(
      '  bundle Desktops/Desktop would get the new image in place',
    );
  });

  test('keeps it, and what it imports, if only a state is another', async () => {
    const outputs = new Map([
      ['GoldenImageIds', `${imageId(11)},${imageId(10)}`],
      ['GoldenImageStates', 'PENDING,AVAILABLE'],
    ]);
    await expect(bundleLine('export', existing, { outputs })).resolves.toBeUndefined();
  });

  test('keeps it, if the newest stays, and imports it all the same', async () => {
    const outputs = new Map([['GoldenImageIds', `${imageId(11)},wsi-gone00000`]]);
    await expect(bundleLine('parameters', existing, { outputs })).resolves.toBeUndefined();
    await expect(bundleLine('export', existing, { outputs })).resolves.toContain(
      'imports the image by an export',
    );
  });

  test('takes it, if it exists, which is not known of a stack that --stack leaves out', async () => {
    const all = stacksOf(desktops('parameters', '1'));
    const { ports } = anAws({ images: both, stacks: { Desktops: new AccessError('no') } });
    const chosen = all.filter(({ stackName }) => stackName === 'Images');
    expect(previewText(await preview({ chosen, all }, ports), PLAIN)).toContain(
      '\n  bundle Desktops/Desktop would take the image, if it exists: no\n',
    );
  });

  test('cannot be read', async () => {
    await expect(bundleLine('parameters', () => new AccessError('no'))).resolves.toBe(
      '  bundle Desktops/Desktop would take the image; its own stack could not be read: no',
    );
  });
});

test('an app without a lookup is told', async () => {
  await expect(textOf(() => undefined)).resolves.toBe('No lookup found.');
});

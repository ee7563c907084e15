import { type App, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import fc from 'fast-check';
import { lookupsOf } from '../../cli/core/lookups';
import { pseudoParameters, resolve } from '../../cli/core/resolve';
import type { Image } from '../../lambda/images/core/image';
import { workspaceImages } from '../../lambda/images/handler';
import { respond } from '../../lambda/resource/custom-resource';
import {
  ImageField,
  ImageGate,
  ImageManifest,
  ImageState,
  ImageType,
  WorkspaceImages,
  type WorkspaceImagesProps,
} from '../../lib';
import { anOutside, imageId, MINUTE, NOW, SECOND } from '../lambda/builders';
import { ACCOUNT, anAws, only, previewed, STACK_ID, stacksOf } from './apps';

const REGION = 'eu-west-1';
const DAY = 24 * 60 * MINUTE;
const STACK = { env: { account: ACCOUNT, region: REGION } };

/** Names, states and ages that the queries below tell apart. */
const anyImage = fc.record<Omit<Image, 'ImageId'>>(
  {
    Name: fc.constantFrom('golden-a', 'golden-b', 'silver'),
    State: fc.constantFrom('AVAILABLE', 'AVAILABLE', 'AVAILABLE', 'PENDING', 'ERROR', 'COPYING'),
    // Between two days: a gate that settles looks again later, and an age has its limit on a day.
    Created: fc.integer({ min: 0, max: 200 }).map((days) => new Date(NOW - (days + 0.5) * DAY)),
    ErrorCode: fc.constantFrom(undefined, 'DomainJoined'),
    ErrorMessage: fc.constantFrom(undefined, 'The image is joined\nto a domain.'),
  },
  { requiredKeys: ['State'] },
);

/** Few images, or more than an answer has room for. */
const anyCatalogue = fc
  .oneof(
    { weight: 3, arbitrary: fc.array(anyImage, { maxLength: 8 }) },
    { weight: 1, arbitrary: fc.array(anyImage, { minLength: 150, maxLength: 400, size: 'max' }) },
    {
      weight: 1,
      arbitrary: fc
        .integer({ min: 100, max: 1_100 })
        .map((length) =>
          Array.from({ length }, (): Omit<Image, 'ImageId'> => ({ Name: 'golden-a', State: 'AVAILABLE' })),
        ),
    },
  )
  .map((images) => images.map((image, index): Image => ({ ...image, ImageId: imageId(index) })));

const anyGate = fc.constantFrom(
  undefined,
  ImageGate.requireAvailable(),
  ImageGate.waitUntilAvailable({ timeout: Duration.minutes(40) }),
  ImageGate.waitUntilAvailable({ timeout: Duration.hours(3) }),
);

interface Wish {
  readonly props: WorkspaceImagesProps;
  readonly manifest: 'alongside' | 'only' | undefined;
}

const anyWish: fc.Arbitrary<Wish> = fc
  .record({
    imageNames: fc.constantFrom<string[] | undefined>(
      undefined,
      ['golden-*'],
      ['golden-?', 'silver'],
      ['none'],
    ),
    imageIds: fc.constantFrom<string[] | undefined>(undefined, undefined, [
      imageId(0),
      imageId(3),
      imageId(999_999),
    ]),
    imageType: fc.constantFrom(undefined, ImageType.OWNED),
    states: fc.constantFrom<ImageState[] | undefined>(undefined, undefined, [ImageState.AVAILABLE]),
    mostRecent: fc.constantFrom(undefined, 1, 3, 150),
    counts: fc.constantFrom(
      {},
      {},
      { minCount: 0 },
      { minCount: 3 },
      { maxCount: 5 },
      { minCount: 2, maxCount: 2 },
    ),
    maxAge: fc.constantFrom(undefined, Duration.days(90)),
    fields: fc.constantFrom<ImageField[] | undefined>(undefined, [ImageField.NAME, ImageField.CREATED]),
    exportPrefix: fc.constantFrom(undefined, 'golden'),
    gate: anyGate,
    manifest: fc.constantFrom(undefined, undefined, 'alongside' as const, 'only' as const),
  })
  .map(({ counts, gate, states, manifest, exportPrefix, imageType, ...props }) => ({
    manifest,
    props: {
      ...props,
      ...(props.imageIds === undefined || !('maxCount' in counts) ? counts : {}),
      imageType: props.imageIds === undefined ? imageType : ImageType.OWNED,
      gate,
      states: gate === undefined ? states : undefined,
      exportPrefix: 'minCount' in counts && counts.minCount === 0 ? undefined : exportPrefix,
      refreshKey: '1',
    },
  }));

const appOf =
  ({ props, manifest }: Wish) =>
  (app: App) => {
    const stack = new Stack(app, 'Images', STACK);
    const bucket = Bucket.fromBucketName(stack, 'Bucket', 'manifests');
    new WorkspaceImages(stack, 'Golden', {
      ...props,
      manifest: manifest && ImageManifest[manifest](bucket),
    });
  };

/** The reason with which the handler fails the creation of the first resource of a lookup. */
async function handlersReason(
  { logicalId, properties }: { readonly logicalId: string; readonly properties: object },
  catalogue: readonly Image[],
  StackId = STACK_ID,
): Promise<string | undefined> {
  const { ports, log } = { ...anOutside(catalogue), log: { info: () => undefined, error: () => undefined } };
  const handler = respond(
    workspaceImages(() => ({ ...ports, log }), { settleMs: 5 * MINUTE, pollMs: 30 * SECOND }),
    { now: ports.now, log, logGroupName: undefined, region: undefined },
  );
  const event = {
    RequestType: 'Create',
    ServiceToken: 'token',
    ResponseURL: 'https://example.com',
    StackId,
    RequestId: '5b5a4d1e-7c6e-4f0a-9a53-3a1b0c2d4e6f',
    LogicalResourceId: logicalId,
    ResourceType: 'Custom::WorkspaceImages',
    ResourceProperties: { ...properties, ServiceToken: 'token' },
  } as const;
  try {
    await handler(event, { functionName: 'Handler', getRemainingTimeInMillis: () => 10 * MINUTE });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What a reason is about, by its words. */
const KINDS: Readonly<Record<string, RegExp>> = {
  'too few': /minCount is \d+$/,
  'too many': /maxCount is \d+$/,
  'in ERROR': / is in ERROR/,
  'a state of tomorrow': / is in COPYING, which/,
  PENDING: /^not every image is AVAILABLE: PENDING/,
  'no room in the response': /bytes in CloudFormation's response, which/,
  'no room in an export': /characters in an export, which/,
  'more than a wait watches': /and a wait can watch 1000/,
  'more than a link hands over': /and a wait of more than one custom resource can watch/,
};

/** Of each of these, a random wish would be rare. */
const LARGE: readonly (readonly [length: number, wish: Wish])[] = [
  [90, { props: { exportPrefix: 'golden' }, manifest: undefined }],
  [
    1_010,
    { props: { gate: ImageGate.waitUntilAvailable({ timeout: Duration.minutes(40) }) }, manifest: 'only' },
  ],
  [300, { props: { gate: ImageGate.waitUntilAvailable({ timeout: Duration.hours(3) }) }, manifest: 'only' }],
  [
    200,
    { props: { gate: ImageGate.waitUntilAvailable({ timeout: Duration.hours(3) }) }, manifest: undefined },
  ],
];

const manyAvailable = (length: number) =>
  Array.from({ length }, (_, index): Image => ({
    ImageId: imageId(index),
    Name: 'golden-a',
    State: 'AVAILABLE',
  }));

/** Every image is in one state, and a gate looks. */
const anyGated = fc.record({
  catalogue: fc
    .tuple(
      fc.constantFrom('AVAILABLE', 'PENDING', 'ERROR', 'COPYING'),
      fc.array(anyImage, { minLength: 1, maxLength: 4 }),
    )
    .map(([State, images]) =>
      images.map((image, index): Image => ({ ...image, State, ImageId: imageId(index) })),
    ),
  wish: anyGate.map((gate): Wish => ({ props: { gate }, manifest: undefined })),
});

const anyLarge = fc
  .tuple(fc.constantFrom(...LARGE), fc.nat(40))
  .map(([[length, wish], more]) => ({ catalogue: manyAvailable(length + more), wish }));

const anyCase = fc.oneof(
  { weight: 5, arbitrary: fc.record({ catalogue: anyCatalogue, wish: anyWish }) },
  { weight: 3, arbitrary: anyGated },
  { weight: 2, arbitrary: anyLarge },
);

/** One of each, so that every kind of reason is met at every run. */
const EXAMPLES: readonly { readonly catalogue: readonly Image[]; readonly wish: Wish }[] = [
  ...LARGE.map(([length, wish]) => ({ catalogue: manyAvailable(length), wish })),
  ...['PENDING', 'ERROR', 'COPYING'].map((State) => ({
    catalogue: [{ ImageId: imageId(0), Name: 'golden-a', State }],
    wish: { props: { gate: ImageGate.requireAvailable() }, manifest: undefined },
  })),
  { catalogue: manyAvailable(3), wish: { props: { maxCount: 2 }, manifest: undefined } },
  { catalogue: manyAvailable(3), wish: { props: { minCount: 4 }, manifest: undefined } },
  { catalogue: manyAvailable(3), wish: { props: {}, manifest: undefined } },
  {
    catalogue: [{ ImageId: imageId(0), State: 'PENDING' }],
    wish: {
      props: { gate: ImageGate.waitUntilAvailable({ timeout: Duration.minutes(40) }) },
      manifest: undefined,
    },
  },
];

test('a preview fails for the reasons for which the handler fails, and for no others', async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(anyCase, async ({ catalogue, wish }) => {
      const stacks = stacksOf(appOf(wish));
      const { lookup, finding } = only(await previewed(stacks, anAws({ images: catalogue }).ports));
      const properties = Object.fromEntries(
        Object.entries(lookup.first.properties).map(([name, value]) => [
          name,
          resolve(value, pseudoParameters({ account: ACCOUNT, region: REGION, partition: 'aws' }, 'Images')),
        ]),
      );
      const reason = await handlersReason({ logicalId: lookup.first.logicalId, properties }, catalogue);
      expect(finding.result === 'fail' ? finding.reason : undefined).toBe(reason);
      const kind =
        reason === undefined
          ? finding.now?.pending.length === 0
            ? 'an answer'
            : 'a wait'
          : (Object.keys(KINDS).find((name) => KINDS[name]?.test(reason)) ?? reason);
      met.add(kind);
    }),
    { numRuns: 40, examples: EXAMPLES.map((example) => [example]) },
  );
  // Every kind of failure, and no other, beside what succeeds.
  expect([...met].sort()).toEqual([...Object.keys(KINDS), 'a wait', 'an answer'].sort());
});

describe('an answer has room for as many images as in the handler', () => {
  const listed = Array.from({ length: 160 }, (_, index): Image => ({
    ImageId: imageId(index),
    Name: 'golden-win11',
    State: 'AVAILABLE',
    Created: new Date(NOW - index * DAY),
  }));

  /** The numbers of images from which on each of the two fails. */
  async function limits(scopeOf: (stack: Stack) => Stack, props: WorkspaceImagesProps, stackId: string) {
    const stacks = stacksOf((app) => {
      new WorkspaceImages(scopeOf(new Stack(app, 'Images', STACK)), 'Golden', {
        fields: [ImageField.NAME],
        minCount: 0,
        refreshKey: '1',
        ...props,
      });
    });
    const firstFailure = async (fails: (images: readonly Image[]) => Promise<boolean>) => {
      let fitting = 0;
      let failing = listed.length;
      while (failing - fitting > 1) {
        const middle = Math.ceil((fitting + failing) / 2);
        if (await fails(listed.slice(0, middle))) {
          failing = middle;
        } else {
          fitting = middle;
        }
      }
      return failing;
    };
    const { first } = only(stacks.flatMap(lookupsOf));
    return {
      handler: await firstFailure(
        async (images) => (await handlersReason(first, images, stackId)) !== undefined,
      ),
      preview: await firstFailure(async (images) => {
        const { finding } = only(await previewed(stacks, anAws({ images }).ports));
        return finding.result === 'fail';
      }),
    };
  }

  test.each<[string, WorkspaceImagesProps]>([
    ['of a lookup', {}],
    ['of a chain', { gate: ImageGate.waitUntilAvailable({ timeout: Duration.hours(3) }) }],
  ])('%s', async (_, props) => {
    const { handler, preview } = await limits((stack) => stack, props, STACK_ID);
    expect(handler).toBeGreaterThan(60);
    expect(handler).toBeLessThan(listed.length);
    expect(preview).toBe(handler);
  });

  test('of a nested stack, whose name CloudFormation makes', async () => {
    const nested = 'Images-InnerNestedStackInnerNestedStackResource0A1B2C3D-1CXQ7N8Z3R2KJ';
    const stackId = STACK_ID.replace('/Images/', `/${nested}/`);
    const { handler, preview } = await limits((stack) => new NestedStack(stack, 'Inner'), {}, stackId);
    expect(preview).toBe(handler);
  });
});

import fc from 'fast-check';
import { lookupsOf } from '../../cli/core/lookups';
import type { SynthesizedStack } from '../../cli/core/stack';
import type { Values } from '../../cli/core/template';
import type { Image } from '../../lambda/images/core/image';
import { workspaceImages } from '../../lambda/images/handler';
import { respond } from '../../lambda/resource/custom-resource';
import { anOutside, imageId, images, MINUTE, NOW, SECOND } from '../lambda/builders';
import { anAws, aStack, only, previewed, STACK_ID } from './apps';

const DAY = 24 * 60 * MINUTE;
const Type = 'Custom::WorkspaceImages';

const REQUIRED: Values = { Gate: 'REQUIRE_AVAILABLE' };
const WAIT: Values = { Gate: 'WAIT_UNTIL_AVAILABLE', GateTimeout: '2400' };
const LONG_WAIT: Values = { ...WAIT, GateTimeout: '10800', HandOverAfter: '3000' };
const ALONGSIDE: Values = { ManifestBucket: 'manifests' };
const ONLY: Values = { ...ALONGSIDE, ManifestOnly: 'true' };

/** A stack of one lookup with these properties. A long wait is a chain, of which the first link finds the images. */
const stackWith = (properties: Values, overrides: Partial<SynthesizedStack> = {}) =>
  aStack(
    {
      Resources:
        'HandOverAfter' in properties
          ? {
              GoldenLink1: { Type, Properties: properties },
              Golden: { Type, Properties: { Deadline: { 'Fn::GetAtt': ['GoldenLink1', 'Deadline'] } } },
            }
          : { Golden: { Type, Properties: properties } },
    },
    overrides,
  );

/** The reason with which a preview says that the lookup of a stack would fail. */
async function previewsReason(stack: SynthesizedStack, catalogue: readonly Image[]) {
  const { finding } = only(await previewed([stack], anAws({ images: catalogue }).ports));
  return finding.result === 'fail' ? finding.reason : undefined;
}

/** The reason with which the handler fails the creation of its first resource. */
async function handlersReason(stack: SynthesizedStack, catalogue: readonly Image[], StackId = STACK_ID) {
  const { logicalId, properties } = only(lookupsOf(stack)).first;
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
    ResourceType: Type,
    ResourceProperties: { ...properties, ServiceToken: 'token' },
  } as const;
  try {
    await handler(event, { functionName: 'Handler', getRemainingTimeInMillis: () => 10 * MINUTE });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const inState = (State: string) => images(1, { State });

test.each<[reason: RegExp, properties: Values, catalogue: readonly Image[]]>([
  [/minCount is 4$/, { MinCount: '4' }, images(3)],
  [/maxCount is 2$/, { MaxCount: '2' }, images(3)],
  [/ is in ERROR/, REQUIRED, inState('ERROR')],
  [/ is in COPYING, which/, REQUIRED, inState('COPYING')],
  [/^not every image is AVAILABLE: PENDING/, REQUIRED, inState('PENDING')],
  [/bytes in CloudFormation's response, where/, {}, images(200)],
  [/bytes in CloudFormation's response, where/, LONG_WAIT, images(200)],
  [/characters in an export, where/, { ExportPrefix: 'golden' }, images(90)],
  [/and a wait can watch 1000/, { ...WAIT, ...ONLY }, images(1_010)],
  [/and a wait of more than one custom resource can watch/, { ...LONG_WAIT, ...ONLY }, images(300)],
  [/^`mostRecent` must be a positive integer/, { MostRecent: '1.5' }, images(1)],
])('a preview fails as the handler does: %s', async (reason, properties, catalogue) => {
  const stack = stackWith(properties);
  const handlers = await handlersReason(stack, catalogue);
  expect(handlers).toMatch(reason);
  await expect(previewsReason(stack, catalogue)).resolves.toBe(handlers);
});

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
  .tuple(fc.array(anyImage, { maxLength: 8 }), fc.constantFrom(1, 1, 1, 40, 140))
  .map(([some, times]) =>
    Array.from({ length: times }, () => some)
      .flat()
      .map((image, index): Image => ({ ...image, ImageId: imageId(index) })),
  );

const oneOf = (...some: readonly Values[]) => fc.constantFrom<Values>({}, ...some);

/** The handler refuses some of these together, and a preview then has its reason. */
const anyProperties = fc
  .tuple(
    oneOf({ ImageNames: ['golden-*'] }, { ImageNames: ['golden-?', 'silver'] }, { ImageNames: ['none'] }),
    oneOf({}, { ImageIds: [imageId(0), imageId(3), imageId(999_999)], ImageType: 'OWNED' }),
    oneOf({ MostRecent: '1' }, { MostRecent: '3' }, { MostRecent: '150' }),
    oneOf({ MinCount: '0' }, { MinCount: '3' }, { MaxCount: '5' }, { MinCount: '2', MaxCount: '2' }),
    oneOf({ MaxAge: String((90 * DAY) / SECOND) }),
    oneOf({ Fields: ['NAME', 'CREATED'] }),
    oneOf({}, { ExportPrefix: 'golden' }),
    oneOf({ States: ['AVAILABLE'] }, REQUIRED, WAIT, LONG_WAIT),
    oneOf({}, ALONGSIDE, ONLY),
  )
  .map((all): Values => Object.assign({ RefreshKey: '1' }, ...all) as Values);

test('of any lookup and any images, a preview fails for the reasons for which the handler fails, and for no others', async () => {
  await fc.assert(
    fc.asyncProperty(anyProperties, anyCatalogue, async (properties, catalogue) => {
      const stack = stackWith(properties);
      expect(await previewsReason(stack, catalogue)).toBe(await handlersReason(stack, catalogue));
    }),
  );
});

describe('an answer has room for as many images as in the handler', () => {
  const INNER = 'InnerNestedStackInnerNestedStackResource0A1B2C3D';
  const FIELDS: Values = { Fields: ['NAME'], MinCount: '0', RefreshKey: '1' };
  const nested = stackWith(FIELDS, {
    nestedIn: { stack: aStack({}), logicalId: INNER, parameters: {} },
  });
  // CloudFormation makes its name.
  const nestedId = STACK_ID.replace('/Images/', `/Images-${INNER}-1CXQ7N8Z3R2KJ/`);

  test.each<[string, SynthesizedStack, string]>([
    ['of a lookup', stackWith(FIELDS), STACK_ID],
    ['of a chain', stackWith({ ...FIELDS, ...LONG_WAIT }), STACK_ID],
    ['of a nested stack', nested, nestedId],
  ])('%s', async (_, stack, stackId) => {
    let [fitting, failing] = [60, 160];
    await expect(handlersReason(stack, images(fitting), stackId)).resolves.toBeUndefined();
    while (failing - fitting > 1) {
      const middle = Math.ceil((fitting + failing) / 2);
      const isTooMany = (await handlersReason(stack, images(middle), stackId)) !== undefined;
      [fitting, failing] = isTooMany ? [fitting, middle] : [middle, failing];
    }
    expect(failing).toBeLessThan(160);
    await expect(previewsReason(stack, images(fitting))).resolves.toBeUndefined();
    await expect(previewsReason(stack, images(failing))).resolves.toBeDefined();
  });
});

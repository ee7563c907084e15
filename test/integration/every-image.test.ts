import type { CatalogueImage } from '../../dev/local-aws/catalogue';
import { generateCatalogue } from '../../dev/local-aws/generate';
import { type OtherServices, startOtherServices } from '../../dev/local-aws/other-services';
import { startWorkspacesEndpoint, type WorkspacesEndpoint } from '../../dev/local-aws/workspaces-endpoint';
import { elapsedSeconds, stopCalendar } from '../driver/clock';
import { CloudFormation } from '../driver/cloudformation';
import { builtHandlerInStoppedTime } from '../driver/handler-asset';
import { catchLog } from '../driver/log';

const ACCOUNT = { ratePerSecond: 2, burst: 5 };

/** A tenth of a call a second. In the 584.9 seconds that a listing has after its first call, 58 calls follow the burst. */
const SLOWEST = { rate: 0.1, calls: 63, images: 1_575 };

let endpoint: WorkspacesEndpoint;
let others: OtherServices;

beforeEach(async () => {
  stopCalendar();
  catchLog();
  others = await startOtherServices();
});

afterEach(async () => {
  others.close();
  await endpoint.close();
  jest.useRealTimers();
});

/** Create a lookup of so many images, at a rate or at that by default. */
async function lookUp(images: readonly CatalogueImage[], rate?: number, properties: object = {}) {
  jest.replaceProperty(process, 'env', {
    ...process.env,
    ...(rate === undefined ? {} : { REQUEST_RATE: String(rate) }),
  });
  endpoint = await startWorkspacesEndpoint({ catalogue: { images }, throttle: ACCOUNT });
  const handler = builtHandlerInStoppedTime(endpoint.url, others.url);
  return new CloudFormation(handler).create({ ...properties });
}

/** Newest first, and by id where the date is the same. */
const idsInOrder = (images: readonly CatalogueImage[]) =>
  [...images]
    .sort((a, b) => createdOf(b) - createdOf(a) || (a.ImageId < b.ImageId ? -1 : 1))
    .map(({ ImageId }) => ImageId);
const createdOf = ({ Created = 0 }: CatalogueImage) => Created;

const IN_MANIFEST = { ManifestBucket: 'manifests', ManifestOnly: 'true' };

test.each([
  [1, 1],
  [25, 1],
  [26, 2],
])('%i images take %i calls, and each is answered once, newest first', async (count, calls) => {
  const { images } = generateCatalogue(count);
  const { Data = {} } = await lookUp(images);
  expect(String(Data['ImageIds']).split(',')).toStrictEqual(idsInOrder(images));
  expect(Data['ImageCount']).toBe(String(count));
  expect(endpoint.calls).toHaveLength(calls);
});

test.each<[number, number, number | undefined]>([
  [1, 1, undefined],
  [25, 1, undefined],
  [26, 2, undefined],
  [1_000, 40, undefined],
  [10_000, 400, undefined],
  [28_000, 1_120, 2],
  [SLOWEST.images, SLOWEST.calls, SLOWEST.rate],
])(
  '%i images take %i calls, and each is one line of the manifest, newest first',
  async (count, calls, rate) => {
    const { images } = generateCatalogue(count);
    await expect(lookUp(images, rate, IN_MANIFEST)).resolves.toMatchObject({
      Status: 'SUCCESS',
      Data: { ImageCount: String(count) },
    });
    expect(endpoint.calls).toHaveLength(calls);
    expect(endpoint.calls.filter(({ status }) => status !== 200)).toHaveLength(0);
    const [manifest = '', ...more] = others.objects;
    expect(more).toHaveLength(0);
    const listed = manifest
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as CatalogueImage).ImageId);
    expect(listed).toStrictEqual(idsInOrder(images));
  },
);

test('one image more than a function has time for fails, and the reason says so', async () => {
  const { images } = generateCatalogue(SLOWEST.images + 1);
  const { Status, Reason } = await lookUp(images, SLOWEST.rate, IN_MANIFEST);
  expect(Status).toBe('FAILED');
  expect(Reason).toContain(
    'no time was left for page 64 of DescribeWorkspaceImages: the service answered too slowly, or there are too many pages',
  );
  expect(elapsedSeconds()).toBeLessThanOrEqual(585);
  expect(others.objects).toHaveLength(0);
});

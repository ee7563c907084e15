import { generateCatalogue } from '../../dev/local-aws/generate';
import { type OtherServices, type ProxyPages, startOtherServices } from '../../dev/local-aws/other-services';
import { startWorkspacesEndpoint, type WorkspacesEndpoint } from '../../dev/local-aws/workspaces-endpoint';
import { elapsedSeconds, stopCalendar } from '../driver/clock';
import { CloudFormation } from '../driver/cloudformation';
import { builtHandlerInStoppedTime } from '../driver/handler-asset';
import { catchLog } from '../driver/log';

const ROLE = 'arn:aws:iam::210987654321:role/LookUp';
const FUNCTION_TIMEOUT = 10 * 60;

let endpoint: WorkspacesEndpoint;
let others: OtherServices;

beforeEach(() => {
  stopCalendar();
  jest.spyOn(Math, 'random').mockReturnValue(0.999);
  catchLog();
});

afterEach(async () => {
  others.close();
  await endpoint.close();
  jest.useRealTimers();
});

/** Create a lookup of three images, while a proxy answers in the place of S3 and STS. */
async function lookUp(properties: object, proxy: ProxyPages) {
  endpoint = await startWorkspacesEndpoint({ catalogue: generateCatalogue(3) });
  others = await startOtherServices(proxy);
  jest.replaceProperty(process, 'env', {
    ...process.env,
    ALLOWED_ROLE_ARNS: ROLE,
    AWS_ENDPOINT_URL_STS: others.url,
  });
  return new CloudFormation(builtHandlerInStoppedTime(endpoint.url, others.url)).create({ ...properties });
}

const MANIFEST = { ManifestBucket: 'manifests' };

describe.each([
  ['a manifest', MANIFEST],
  ['a role', { AssumedRoleArn: ROLE }],
])('a lookup with %s', (_, properties) => {
  test.each([
    [200, 1],
    [403, 2],
    [503, 3],
  ])('passes over pages of a proxy with status %i', async (status, calls) => {
    await expect(lookUp(properties, { status, calls })).resolves.toMatchObject({
      Status: 'SUCCESS',
      Data: { ImageCount: '3' },
    });
  });
});

test('a manifest that a proxy took is put once more', async () => {
  await lookUp(MANIFEST, { status: 200, calls: 2 });
  expect(others.objects.map((object) => object.trim().split('\n').length)).toStrictEqual([3]);
});

test.each([
  [
    'a manifest',
    MANIFEST,
    /^PutObject to s3:\/\/manifests was blocked \(an unreadable answer with HTTP status 403\): a proxy or a firewall/,
  ],
  [
    'a role',
    { AssumedRoleArn: ROLE },
    /^AssumeRole of \S+ was blocked \(an unreadable answer with HTTP status 403\): a proxy or a firewall/,
  ],
])(
  'a lookup with %s fails within 35 seconds where a proxy blocks every call',
  async (_, properties, reason) => {
    const { Status, Reason } = await lookUp(properties, { status: 403, calls: Infinity });
    expect([Status, Reason]).toStrictEqual(['FAILED', expect.stringMatching(reason)]);
    expect(elapsedSeconds()).toBeLessThan(35);
  },
);

test.each([
  ['a manifest', MANIFEST, 'PutObject to s3://manifests did not succeed in'],
  ['a role', { AssumedRoleArn: ROLE }, `AssumeRole of ${ROLE} did not succeed in`],
])(
  'a lookup with %s fails before its timeout where a proxy answers every call',
  async (_, properties, reason) => {
    const { Status, Reason } = await lookUp(properties, { status: 200, calls: Infinity });
    expect([Status, Reason]).toStrictEqual(['FAILED', expect.stringContaining(reason)]);
    expect(elapsedSeconds()).toBeLessThan(FUNCTION_TIMEOUT);
  },
);

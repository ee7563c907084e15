import { Stack } from 'aws-cdk-lib';
import { generateCatalogue } from '../../dev/local-aws/generate';
import type { Fault } from '../../dev/local-aws/workspaces-endpoint';
import { WorkspaceImages } from '../../lib';
import { type LocalAws, startLocalAws } from './local-aws';

let local: LocalAws;
let fault: Fault | undefined;

beforeAll(async () => {
  local = await startLocalAws({
    catalogue: generateCatalogue(1_000),
    throttle: { ratePerSecond: 2, burst: 5 },
    faults: () => {
      const once = fault;
      fault = undefined;
      return once;
    },
  });
});

afterAll(async () => {
  await local.stop();
});

test("1,000 images are examined under the account's throttle in one lookup", async () => {
  const { succeeded, outputs } = await local.deploy((app) => {
    new WorkspaceImages(new Stack(app, 'Thousand'), 'GoldenImages', { mostRecent: 10 });
  });
  expect(succeeded).toBe(true);
  expect(outputs['Thousand']).toMatchObject({ GoldenImagesImageCount: '10' });
  expect(local.endpoint.calls.filter(({ status }) => status === 200)).toHaveLength(40);
});

test('a call that hangs is cut and made again', async () => {
  local.endpoint.setCatalogue(generateCatalogue(5));
  fault = 'hang';
  const { succeeded } = await local.deploy((app) => {
    new WorkspaceImages(new Stack(app, 'Hanging'), 'GoldenImages');
  });
  expect(succeeded).toBe(true);
  expect(local.endpoint.calls.at(-2)?.status).toBeUndefined();
});

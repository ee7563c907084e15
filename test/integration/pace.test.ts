import { generateCatalogue } from '../../dev/local-aws/generate';
import { startWorkspacesEndpoint, type WorkspacesEndpoint } from '../../dev/local-aws/workspaces-endpoint';
import { elapsedSeconds, stopCalendar } from '../driver/clock';
import { CloudFormation } from '../driver/cloudformation';
import { builtHandlerInStoppedTime } from '../driver/handler-asset';

let endpoint: WorkspacesEndpoint;

afterEach(async () => {
  await endpoint.close();
  jest.useRealTimers();
});

test.each<[string, number, number, number]>([
  ['nine tenths of what an account may call', 1.8, 2, 19.54],
  ['all of it', 2, 2, 17.6],
  ['the rate of an account with another quota', 10, 10, 3.6],
])('1,000 images take 40 calls, none of which is refused, at %s', async (_, rate, quota, seconds) => {
  stopCalendar();
  jest.spyOn(console, 'info').mockImplementation();
  jest.replaceProperty(process, 'env', {
    ...process.env,
    ...(rate === 1.8 ? {} : { REQUEST_RATE: String(rate) }),
  });
  const { images } = generateCatalogue(1_000);
  endpoint = await startWorkspacesEndpoint({
    catalogue: { images },
    throttle: { ratePerSecond: quota, burst: 5 },
  });
  const cloudFormation = new CloudFormation(builtHandlerInStoppedTime(endpoint.url));
  await expect(cloudFormation.create({ MostRecent: '1' })).resolves.toMatchObject({ Status: 'SUCCESS' });
  expect(endpoint.calls).toHaveLength(40);
  expect(elapsedSeconds()).toBeCloseTo(seconds, 1);
});

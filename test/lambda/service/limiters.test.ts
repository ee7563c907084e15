import { systemClock } from '../../../lambda/service/clock';
import type { Limiter } from '../../../lambda/service/limiter';
import { limitersByPlace, unpacedLimiter } from '../../../lambda/service/limiters';

const LOG = { info: () => undefined, error: () => undefined };
const RATE_PER_SECOND = 0.1;

afterEach(() => {
  jest.restoreAllMocks();
});

/** How often a limiter waits between calls. */
async function waits(limiter: Limiter, calls: number): Promise<number> {
  const sleep = jest.spyOn(systemClock, 'sleep').mockResolvedValue(undefined);
  for (let call = 0; call < calls; call++) {
    await limiter.run(() => Promise.resolve(), { name: 'Call', until: Infinity, deniedUntil: 0 });
  }
  return sleep.mock.calls.filter(([milliseconds]) => milliseconds > 0).length;
}

test('a place has a burst of five calls, and then a pace', async () => {
  const limiterOf = limitersByPlace(LOG, RATE_PER_SECOND);
  await expect(waits(limiterOf('123456789012 eu-west-1'), 7)).resolves.toBe(2);
});

test('a place has one limiter, and another place another', () => {
  const limiterOf = limitersByPlace(LOG, RATE_PER_SECOND);
  const limiter = limiterOf('123456789012 eu-west-1');
  expect(limiterOf('123456789012 eu-west-1')).toBe(limiter);
  expect(limiterOf('123456789012 us-east-1')).not.toBe(limiter);
});

test('a service that allows more calls than ours is not paced', async () => {
  await expect(waits(unpacedLimiter(LOG), 20)).resolves.toBe(0);
});

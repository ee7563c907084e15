import { systemClock } from '../../../lambda/service/clock';
import type { Limiter } from '../../../lambda/service/limiter';
import {
  adviceOnThrottling,
  DEFAULT_REQUEST_RATE,
  limitersByPlace,
  unpacedLimiter,
} from '../../../lambda/service/limiters';
import { errorOf, namedError, recordingLog } from '../builders';

const LOG = { info: () => undefined, error: () => undefined };
const RATE_PER_SECOND = 0.1;

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

test('a call after the burst waits for the rate, and for a margin, since the first arrives late', async () => {
  const sleep = jest.spyOn(systemClock, 'sleep').mockResolvedValue(undefined);
  jest.spyOn(systemClock, 'now').mockReturnValue(0);
  const limiter = limitersByPlace(LOG, RATE_PER_SECOND)('123456789012 eu-west-1');
  await waits(limiter, 6);
  expect(sleep.mock.calls).toStrictEqual([[10_100]]);
});

test('by default a place gets nine tenths of two calls a second', () => {
  expect(DEFAULT_REQUEST_RATE).toBe(1.8);
});

describe('a call that is made again', () => {
  const calling = (limiter: Limiter) => {
    jest.spyOn(systemClock, 'now').mockReturnValue(0);
    jest.spyOn(systemClock, 'sleep').mockResolvedValue(undefined);
    jest.spyOn(Math, 'random').mockReturnValueOnce(0.5).mockReturnValue(0.9);
    const call = () => Promise.reject(namedError('TimeoutError', 'no answer'));
    return errorOf(limiter.run(call, { name: 'Call', until: 800, deniedUntil: 0 }));
  };

  test('is logged, with its error and the pause before it', async () => {
    const log = recordingLog();
    await calling(unpacedLimiter(log));
    expect(log.entries[0]).toStrictEqual({
      level: 'info',
      event: 'retry',
      error: 'TimeoutError: no answer',
      delayMs: 250,
    });
  });

  test('and is never answered gets advice for a function, unless there is other advice', async () => {
    const { message } = await calling(unpacedLimiter(LOG));
    expect(message).toMatch(
      /; it was not reached: a function in a VPC needs a NAT gateway, or an endpoint of the service there$/,
    );
    const paced = await calling(limitersByPlace(LOG, RATE_PER_SECOND, 'look for a proxy')('eu-west-1'));
    expect(paced.message).toMatch(/; it was not reached: look for a proxy$/);
    expect((await calling(unpacedLimiter(LOG, 'look for a proxy'))).message).toMatch(/look for a proxy$/);
  });
});

test.each([
  [undefined, ''],
  ['1.8', ', or lower `requestRate`, which is 1.8'],
])('throttling at a rate of %s is told with what to do', (rate, ending) => {
  expect(adviceOnThrottling(rate)).toBe(
    "the account's limit for this call, 2 a second unless AWS has raised it, is used up: deploy again when other callers " +
      `are done${ending}`,
  );
});

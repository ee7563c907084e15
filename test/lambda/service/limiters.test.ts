import { systemClock } from '../../../lambda/service/clock';
import type { Limiter } from '../../../lambda/service/limiter';
import {
  adviceOnThrottling,
  DEFAULT_REQUEST_RATE,
  limitersByPlace,
  unpacedLimiter,
} from '../../../lambda/service/limiters';
import { errorOf, namedError, recordingLog } from '../builders';

const RATE_PER_SECOND = 0.1;
const PLACE = '123456789012 eu-west-1';

/** How long a limiter waits before each call that it makes later, where time stands still. */
async function waits(limiter: Limiter, calls: number): Promise<number[]> {
  jest.spyOn(systemClock, 'now').mockReturnValue(0);
  const sleep = jest.spyOn(systemClock, 'sleep').mockResolvedValue(undefined);
  for (let call = 0; call < calls; call++) {
    await limiter.run(() => Promise.resolve(), { name: 'Call', until: Infinity, deniedUntil: 0 });
  }
  return sleep.mock.calls.flat();
}

test('a place has a burst of five calls, then the rate, with a margin since the first call arrives late', async () => {
  const limiterOf = limitersByPlace(recordingLog(), RATE_PER_SECOND);
  await expect(waits(limiterOf(PLACE), 7)).resolves.toStrictEqual([10_100, 20_100]);
});

test('a place has one limiter, and another place another', () => {
  const limiterOf = limitersByPlace(recordingLog(), RATE_PER_SECOND);
  expect(limiterOf(PLACE)).toBe(limiterOf(PLACE));
  expect(limiterOf('123456789012 us-east-1')).not.toBe(limiterOf(PLACE));
});

test('a service that allows more calls than ours is not paced', async () => {
  await expect(waits(unpacedLimiter(recordingLog()), 20)).resolves.toStrictEqual([]);
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

  test.each([
    [
      'of a function',
      undefined,
      'a function in a VPC needs a NAT gateway, or an endpoint of the service there',
    ],
    ['of another caller', 'look for a proxy', 'look for a proxy'],
  ])('and is never answered gets the advice %s', async (_, given, advice) => {
    for (const limiter of [
      unpacedLimiter(recordingLog(), given),
      limitersByPlace(recordingLog(), RATE_PER_SECOND, given)(PLACE),
    ]) {
      const { message } = await calling(limiter);
      expect(message.endsWith(advice)).toBe(true);
    }
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

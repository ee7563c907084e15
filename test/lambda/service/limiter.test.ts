import fc from 'fast-check';
import { TokenBucket as AccountBucket } from '../../../dev/local-aws/token-bucket';
import { OutOfTimeError } from '../../../lambda/resource/errors';
import { ForeignAnswerError, NoAnswerError } from '../../../lambda/service/foreign-answer';
import { type CallOptions, Limiter, type LimiterPorts } from '../../../lambda/service/limiter';
import { TokenBucket } from '../../../lambda/service/token-bucket';
import {
  denied,
  errorOf,
  type FakeClock,
  fakeClock,
  namedError,
  NOW,
  seededRandom,
  throttled,
} from '../builders';

/** A call that is given up after so many seconds, and may not be denied. */
const within = (seconds: number): CallOptions => ({
  name: 'DescribeWorkspaceImages',
  until: NOW + seconds * 1000,
  deniedUntil: NOW,
});

/** A limiter of the account's pace, in fake time. */
function aLimiter(overrides: Partial<LimiterPorts> = {}) {
  const clock = fakeClock();
  const retries: { readonly error: string; readonly delay: number }[] = [];
  const limiter = new Limiter({
    pace: new TokenBucket(2, 5),
    clock,
    random: () => 0.5,
    onRetry: (error, delay) => retries.push({ error, delay }),
    unreachedAdvice: 'look for a way',
    ...overrides,
  });
  return { clock, limiter, retries };
}

/** The service's side. */
const accountAt = (clock: FakeClock) => new AccountBucket({ ratePerSecond: 2, burst: 5 }, () => clock.now());

/** The same, of an account that lets nobody in who may be denied for so many seconds. */
const deniedFor = (seconds: number): CallOptions => ({ ...within(600), deniedUntil: NOW + seconds * 1000 });

const timedOut = () => namedError('TimeoutError');

/** A call that fails a number of times before it succeeds, and keeps when it was made. */
function failing(times: number, error: Error, clock: FakeClock) {
  const madeAt: number[] = [];
  const call = () => {
    madeAt.push(clock.elapsed());
    return madeAt.length > times ? Promise.resolve('answer') : Promise.reject(error);
  };
  return { call, madeAt };
}

describe('calls keep the pace of the account', () => {
  test.each([
    ['one after the other', 1, 1],
    ['at the same time', 40, 1],
    ['by limiters that share a bucket', 20, 2],
  ])('40 take 17.5 s, 5 at once and then 2 a second: %s', async (_, atOnce, limiters) => {
    const clock = fakeClock();
    const pace = new TokenBucket(2, 5);
    const { call, madeAt } = failing(0, throttled(), clock);
    const sharing = Array.from({ length: limiters }, () => aLimiter({ pace, clock }).limiter);
    for (let made = 0; made < 40; made += atOnce * limiters) {
      await Promise.all(
        sharing.flatMap((limiter) => Array.from({ length: atOnce }, () => limiter.run(call, within(600)))),
      );
    }
    expect(madeAt.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 500, 1_000, 1_500]);
    expect(madeAt).toHaveLength(40);
    expect(clock.elapsed()).toBe(17_500);
  });
});

describe('a throttled call', () => {
  test('drains the bucket, so that even without a backoff this one and others wait for a token', async () => {
    const { clock, limiter } = aLimiter({ random: () => 0 });
    const { call, madeAt } = failing(3, throttled(), clock);
    await limiter.run(call, within(600));
    await limiter.run(call, within(600));
    expect(madeAt).toEqual([0, 500, 1_000, 1_500, 2_000]);
  });

  test('puts off others by up to a quarter of a call, by chance', async () => {
    const drain = jest.fn();
    const { clock, limiter } = aLimiter({ pace: { reserve: () => 0, drain }, random: () => 0.5 });
    await limiter.run(failing(1, throttled(), clock).call, within(600));
    expect(drain.mock.calls).toEqual([[NOW, 0.125]]);
  });

  test('backs off by chance between nothing and the longest, so that callers do not meet again', async () => {
    const chances = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(chances, async (drawn) => {
        // The first chance puts others off, the second is the backoff.
        const queue = drawn.flatMap((chance) => [0, chance]);
        const { clock, limiter, retries } = aLimiter({ random: () => queue.shift() ?? 0 });
        await limiter.run(failing(drawn.length, throttled(), clock).call, within(600));
        expect(retries).toEqual(
          drawn.map((chance, failures) => ({
            error: 'ThrottlingException: Rate exceeded',
            delay: chance * Math.min(2_000, 500 * 2 ** failures),
          })),
        );
      }),
    );
  });

  test('begins with a short backoff again at the next call', async () => {
    const { clock, limiter, retries } = aLimiter();
    await limiter.run(failing(4, throttled(), clock).call, within(600));
    await limiter.run(failing(1, throttled(), clock).call, within(600));
    expect(retries.map(({ delay }) => delay)).toEqual([250, 500, 1_000, 1_000, 250]);
  });

  test('is made again as often as there is time, not a number of times', async () => {
    const { clock, limiter } = aLimiter();
    const { call, madeAt } = failing(1_100, throttled(), clock);
    await expect(limiter.run(call, within(80_000))).resolves.toBe('answer');
    expect(madeAt).toHaveLength(1_101);
  });
});

describe('a call that fails otherwise', () => {
  test('is made again, at the pace of the account, if that may pass', async () => {
    const { clock, limiter, retries } = aLimiter({ random: () => 0 });
    const { call, madeAt } = failing(6, timedOut(), clock);
    await expect(limiter.run(call, within(600))).resolves.toBe('answer');
    expect(madeAt).toEqual([0, 0, 0, 0, 0, 500, 1_000]);
    expect(retries).toHaveLength(6);
  });

  test('is cut after 8 s if it hangs, by a signal of its own', async () => {
    const { clock, limiter } = aLimiter();
    const cuts: AbortSignal[] = [];
    const hanging = (cut: AbortSignal) => {
      cuts.push(cut);
      return cuts.length > 2
        ? Promise.resolve('answer')
        : new Promise<string>((_, reject) => {
            cut.addEventListener('abort', () => {
              reject(new NoAnswerError());
            });
          });
    };
    await expect(limiter.run(hanging, within(600))).resolves.toBe('answer');
    expect(clock.elapsed()).toBe(8_000 + 250 + 8_000 + 500);
    expect(cuts.map((cut) => cut.aborted)).toEqual([true, true, false]);
  });

  test.each([
    ['the service does not take what it asks for', namedError('ValidationException')],
    ['the fault is our own', new TypeError('undefined is not a function')],
  ])('is not made again if %s', async (_, error) => {
    const { clock, limiter, retries } = aLimiter();
    const { call, madeAt } = failing(1, error, clock);
    await expect(limiter.run(call, within(600))).rejects.toBe(error);
    expect(madeAt).toEqual([0]);
    expect(retries).toEqual([]);
  });
});

const FORBIDDEN = { httpStatusCode: 403 };

describe.each([
  ['denied', denied()],
  ["blocked, which a proxy's page tells", new ForeignAnswerError('a page', FORBIDDEN)],
])('a call that is %s', (_, error) => {
  test('is made again while a role or a policy may be too new to count', async () => {
    const { clock, limiter } = aLimiter();
    const { call, madeAt } = failing(5, error, clock);
    await expect(limiter.run(call, deniedFor(30))).resolves.toBe('answer');
    expect(madeAt).toEqual([0, 250, 750, 1_750, 2_750, 3_750]);
  });

  test.each([
    ['when it should count', 30],
    ['at once if nothing is new', 0],
  ])('fails as it is %s', async (_, seconds) => {
    const { clock, limiter } = aLimiter();
    const { call, madeAt } = failing(Infinity, error, clock);
    await expect(limiter.run(call, deniedFor(seconds))).rejects.toBe(error);
    expect(madeAt.filter((time) => time >= seconds * 1_000)).toHaveLength(1);
  });
});

describe('a call to a name that has no address', () => {
  const noAddress = () => namedError('Error', 'getaddrinfo ENOTFOUND', { code: 'ENOTFOUND' });

  test('is made again, and another failure after it has all the time there is', async () => {
    const { clock, limiter } = aLimiter();
    const { call } = failing(5, noAddress(), clock);
    const slow = async () => {
      const answer = await call();
      if (clock.elapsed() < 100_000) {
        throw throttled();
      }
      return answer;
    };
    await expect(limiter.run(slow, deniedFor(30))).resolves.toBe('answer');
  });

  test.each([
    ['as a denied one is', deniedFor(30), 30],
    ['when all time is over, if that is sooner', { ...deniedFor(30), until: NOW + 2_000 }, 2],
  ])('is given up %s', async (_, options, seconds) => {
    const { clock, limiter } = aLimiter();
    const failure = await errorOf(limiter.run(failing(Infinity, noAddress(), clock).call, options));
    expect(failure).toBeInstanceOf(OutOfTimeError);
    expect(failure.message).toMatch(
      /, the last with .*; the service may not be offered in this Region, or the network resolves no public names$/,
    );
    expect(clock.elapsed()).toBeGreaterThan((seconds - 2) * 1_000);
    expect(clock.elapsed()).toBeLessThanOrEqual(seconds * 1_000);
  });
});

describe('at the end of its time', () => {
  const throttleAdvice = 'deploy again when others are done';

  test.each<[string, Error, Partial<CallOptions>, last: string]>([
    ['throttled', throttled(), { throttleAdvice }, `ThrottlingException: Rate exceeded; ${throttleAdvice}`],
    ['not reached', timedOut(), {}, 'TimeoutError: as it happens; it was not reached: look for a way'],
    [
      'answered',
      namedError('X', 'oops', { $metadata: { httpStatusCode: 503 } }),
      { throttleAdvice },
      'X: oops',
    ],
    ['denied, but too early', denied(), { deniedUntil: Infinity }, 'AccessDeniedException: not authorized'],
  ])('a call is given up, and what it met last is said: %s', async (_, cause, options, last) => {
    const { clock, limiter } = aLimiter();
    const message = `DescribeWorkspaceImages did not succeed in 1 second and 3 calls, the last with ${last}`;
    await expect(
      limiter.run(failing(Infinity, cause, clock).call, { ...within(1.2), ...options }),
    ).rejects.toEqual(new OutOfTimeError(message, { cause }));
  });

  test('it is not waited for a call that would come too late', async () => {
    const { clock, limiter, retries } = aLimiter();
    await expect(limiter.run(failing(Infinity, timedOut(), clock).call, within(0.75))).rejects.toThrow(
      '2 calls',
    );
    expect(retries.map(({ delay }) => delay)).toEqual([250, 500]);
    expect(clock.elapsed()).toBe(250);
  });

  test('a call that comes just in time is made', async () => {
    const { clock, limiter } = aLimiter();
    await expect(limiter.run(failing(2, timedOut(), clock).call, within(0.751))).resolves.toBe('answer');
  });

  test.each([
    [undefined, 'the calls before it took too long'],
    ['ask for less', 'ask for less'],
  ])('no call is made, however well the ones before went: %s', async (lateAdvice, advice) => {
    const { clock, limiter } = aLimiter();
    const { call, madeAt } = failing(0, throttled(), clock);
    const options = { ...within(0), ...(lateAdvice !== undefined && { lateAdvice }) };
    await expect(limiter.run(call, options)).rejects.toEqual(
      new OutOfTimeError(`no time was left for DescribeWorkspaceImages: ${advice}`),
    );
    expect(madeAt).toEqual([]);
  });

  test('no run of bad luck goes past it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 600 }), async (seed, seconds) => {
        const { clock, limiter } = aLimiter({ random: seededRandom(seed) });
        const { call } = failing(Infinity, throttled(), clock);
        await expect(limiter.run(call, within(seconds))).rejects.toThrow('did not succeed');
        expect(clock.elapsed()).toBeLessThan(seconds * 1000);
      }),
    );
  });
});

test('of two functions whose calls wait, each gets a fair share of what the account allows', async () => {
  const clock = fakeClock();
  const random = seededRandom(1);
  const account = accountAt(clock);
  const answered = { first: 0, second: 0 };
  const whenDone = async (name: keyof typeof answered) => {
    const { limiter } = aLimiter({ clock, random, pace: new TokenBucket(1.8, 5, 100) });
    const call = () => (account.take() ? Promise.resolve(answered[name]++) : Promise.reject(throttled()));
    const list = async () => {
      for (let page = 0; page < 5; page++) {
        await limiter.run(call, within(600));
      }
    };
    await Promise.all(Array.from({ length: 20 }, list));
    return { ...answered };
  };
  const done = await Promise.all([whenDone('first'), whenDone('second')]);
  expect(answered).toEqual({ first: 100, second: 100 });
  expect(Math.min(...done.flatMap(({ first, second }) => [first, second]))).toBeGreaterThan(70);
});

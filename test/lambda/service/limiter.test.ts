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
  test('40 take 17.5 s: 5 at once, then 2 a second', async () => {
    const { clock, limiter } = aLimiter();
    const { call, madeAt } = failing(0, throttled(), clock);
    for (let page = 0; page < 40; page++) {
      await limiter.run(call, within(600));
    }
    expect(madeAt.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 500, 1_000, 1_500]);
    expect(madeAt).toHaveLength(40);
    expect(clock.elapsed()).toBe(17_500);
  });

  test('callers at the same time share it', async () => {
    const { clock, limiter } = aLimiter();
    const { call, madeAt } = failing(0, throttled(), clock);
    await Promise.all(Array.from({ length: 40 }, () => limiter.run(call, within(600))));
    expect(madeAt.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 500, 1_000, 1_500]);
    expect(clock.elapsed()).toBe(17_500);
  });

  test('limiters that share a bucket share it, too', async () => {
    const bucket = new TokenBucket(2, 5);
    const clock = fakeClock();
    const [first, second] = [aLimiter({ pace: bucket, clock }), aLimiter({ pace: bucket, clock })];
    const { call, madeAt } = failing(0, throttled(), clock);
    for (let page = 0; page < 20; page++) {
      await Promise.all([first.limiter.run(call, within(600)), second.limiter.run(call, within(600))]);
    }
    expect(madeAt).toHaveLength(40);
    expect(clock.elapsed()).toBe(17_500);
  });

  test('a call that succeeds is made once and answers what it answered', async () => {
    const { clock, limiter, retries } = aLimiter();
    const { call, madeAt } = failing(0, throttled(), clock);
    await expect(limiter.run(call, within(1))).resolves.toBe('answer');
    expect(madeAt).toEqual([0]);
    expect(retries).toEqual([]);
  });
});

describe('a throttled call', () => {
  test('drains the bucket, so that even without a backoff the next waits for a token', async () => {
    const { clock, limiter } = aLimiter({ random: () => 0 });
    const { call, madeAt } = failing(3, throttled(), clock);
    await limiter.run(call, within(600));
    expect(madeAt).toEqual([0, 500, 1_000, 1_500]);
  });

  test('puts off others by up to a quarter of a call, by chance', async () => {
    const drain = jest.fn();
    const { clock, limiter } = aLimiter({ pace: { reserve: () => 0, drain }, random: () => 0.5 });
    await limiter.run(failing(1, throttled(), clock).call, within(600));
    expect(drain.mock.calls).toEqual([[NOW, 0.125]]);
  });

  test('makes the calls of others wait, too', async () => {
    const { clock, limiter } = aLimiter({ random: () => 0 });
    await limiter.run(failing(1, throttled(), clock).call, within(600));
    const { call, madeAt } = failing(0, throttled(), clock);
    await limiter.run(call, within(600));
    expect(madeAt).toEqual([1_000]);
  });

  test('backs off for longer and longer, up to 2 s, and says so', async () => {
    const { clock, limiter, retries } = aLimiter();
    await limiter.run(failing(8, throttled(), clock).call, within(600));
    expect(retries.map(({ delay }) => delay)).toEqual([250, 500, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000]);
    expect(new Set(retries.map(({ error }) => error))).toEqual(
      new Set(['ThrottlingException: Rate exceeded']),
    );
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
        expect(retries.map(({ delay }) => delay)).toEqual(
          drawn.map((chance, failures) => chance * Math.min(2_000, 500 * 2 ** failures)),
        );
      }),
    );
  });

  test('begins with a short backoff again at the next call', async () => {
    const { clock, limiter, retries } = aLimiter();
    await limiter.run(failing(2, throttled(), clock).call, within(600));
    await limiter.run(failing(1, throttled(), clock).call, within(600));
    expect(retries.map(({ delay }) => delay)).toEqual([250, 500, 250]);
  });

  test('is made again as often as there is time, not a number of times', async () => {
    const { clock, limiter } = aLimiter();
    const { call, madeAt } = failing(1_100, throttled(), clock);
    await expect(limiter.run(call, within(80_000))).resolves.toBe('answer');
    expect(madeAt).toHaveLength(1_101);
  });
});

describe('a call is made again', () => {
  test.each([
    ['if it was cut by the clock', namedError('TimeoutError')],
    ['if nothing answered in time', new NoAnswerError()],
    ['if something else answered', new ForeignAnswerError('a page')],
    ['if the service is not well', namedError('X', 'oops', { $metadata: { httpStatusCode: 500 } })],
    ['if a proxy is not well', namedError('X', 'oops', { $metadata: { httpStatusCode: 503 } })],
    ['if the connection broke', namedError('Error', 'socket hang up', { code: 'ECONNRESET' })],
  ])('%s, at the pace of the account', async (_, error) => {
    const { clock, limiter, retries } = aLimiter({ random: () => 0 });
    const { call, madeAt } = failing(6, error, clock);
    await expect(limiter.run(call, within(600))).resolves.toBe('answer');
    expect(madeAt).toEqual([0, 0, 0, 0, 0, 500, 1_000]);
    expect(retries).toHaveLength(6);
  });

  test('with a backoff if the failure may pass', async () => {
    const { clock, limiter, retries } = aLimiter();
    await limiter.run(failing(3, namedError('TimeoutError'), clock).call, within(600));
    expect(retries).toEqual(
      [250, 500, 1_000].map((delay) => ({ error: 'TimeoutError: as it happens', delay })),
    );
    expect(clock.elapsed()).toBe(1_750);
  });

  test('if it hung and was cut after 8 s, with a signal of its own', async () => {
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
});

describe('a call is not made again', () => {
  test.each([
    ['if the service does not take what it asks for', namedError('ValidationException')],
    ['if the fault is our own', new TypeError('undefined is not a function')],
  ])('%s', async (_, error) => {
    const { clock, limiter, retries } = aLimiter();
    const { call, madeAt } = failing(1, error, clock);
    await expect(limiter.run(call, within(600))).rejects.toBe(error);
    expect(madeAt).toEqual([0]);
    expect(retries).toEqual([]);
  });
});

const deniedFor = (seconds: number): CallOptions => ({
  ...within(600),
  deniedUntil: NOW + seconds * 1000,
});

const blocked = () => new ForeignAnswerError('a page', { httpStatusCode: 403 });

describe.each([
  ['denied', denied],
  ["blocked, which a proxy's page tells", blocked],
])('a call that is %s', (_, refused) => {
  test('is made again while a role or a policy may be too new to count', async () => {
    const { clock, limiter } = aLimiter();
    const { call, madeAt } = failing(5, refused(), clock);
    await expect(limiter.run(call, deniedFor(30))).resolves.toBe('answer');
    expect(madeAt).toEqual([0, 250, 750, 1_750, 2_750, 3_750]);
  });

  test('fails as it is when it should count', async () => {
    const { clock, limiter } = aLimiter();
    const error = refused();
    const { call, madeAt } = failing(Infinity, error, clock);
    await expect(limiter.run(call, deniedFor(30))).rejects.toBe(error);
    expect(madeAt.filter((time) => time >= 30_000)).toHaveLength(1);
  });

  test('fails at once if nothing is new', async () => {
    const { clock, limiter } = aLimiter();
    const error = refused();
    const { call, madeAt } = failing(1, error, clock);
    await expect(limiter.run(call, deniedFor(0))).rejects.toBe(error);
    expect(madeAt).toEqual([0]);
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

  test('is given up as a denied one is, and a poll may make it again', async () => {
    const { clock, limiter } = aLimiter();
    const failure = await errorOf(limiter.run(failing(Infinity, noAddress(), clock).call, deniedFor(30)));
    expect(failure).toEqual(
      new OutOfTimeError(
        'DescribeWorkspaceImages did not succeed in 30 seconds and 32 calls, the last with getaddrinfo ENOTFOUND; ' +
          'the service may not be offered in this Region, or the network resolves no public names',
      ),
    );
  });

  test('is given up when all time is over, if that is sooner', async () => {
    const { clock, limiter } = aLimiter();
    const options = { ...within(2), deniedUntil: NOW + 30_000 };
    await errorOf(limiter.run(failing(Infinity, noAddress(), clock).call, options));
    expect(clock.elapsed()).toBeLessThanOrEqual(2_000);
  });
});

describe('at the end of its time', () => {
  test('a throttled call is given up, and what to do is said', async () => {
    const { clock, limiter } = aLimiter();
    const error = throttled();
    const { call, madeAt } = failing(Infinity, error, clock);
    const throttleAdvice = 'deploy again when others are done';
    const failure = await errorOf(limiter.run(call, { ...within(20), throttleAdvice }));
    expect(failure).toBeInstanceOf(OutOfTimeError);
    expect(failure).toMatchObject({
      message:
        'DescribeWorkspaceImages did not succeed in 19 seconds and 21 calls, the last with ThrottlingException: Rate ' +
        'exceeded; deploy again when others are done',
      cause: error,
    });
    expect(madeAt).toHaveLength(21);
  });

  test('a long time is told in minutes', async () => {
    const { clock, limiter } = aLimiter({ random: () => 0 });
    const { call } = failing(Infinity, throttled(), clock);
    await expect(limiter.run(call, within(585))).rejects.toThrow(
      'DescribeWorkspaceImages did not succeed in 9 minutes 45 seconds and 1170 calls, the last with',
    );
  });

  test('a failure of another kind is given up without that advice', async () => {
    const { clock, limiter } = aLimiter();
    await expect(
      limiter.run(failing(Infinity, namedError('TimeoutError'), clock).call, within(1)),
    ).rejects.toThrow(
      /^DescribeWorkspaceImages did not succeed in 1 second and 3 calls, the last with TimeoutError: as it happens; it was not reached: look for a way$/,
    );
  });

  test('a failure that a proxy or the service answered with is given up without any advice', async () => {
    const { clock, limiter } = aLimiter();
    const error = namedError('X', 'oops', { $metadata: { httpStatusCode: 503 } });
    await expect(
      limiter.run(failing(Infinity, error, clock).call, { ...within(1), name: 'AssumeRole' }),
    ).rejects.toThrow(
      new OutOfTimeError('AssumeRole did not succeed in 1 second and 3 calls, the last with X: oops', {
        cause: error,
      }),
    );
  });

  test('a call that is denied, and may be for longer, is given up as one that did not succeed', async () => {
    const { clock, limiter } = aLimiter();
    const options = { ...within(1), deniedUntil: NOW + 30_000 };
    await expect(limiter.run(failing(Infinity, denied(), clock).call, options)).rejects.toThrow(
      OutOfTimeError,
    );
  });

  test('it is not waited for a call that would come too late', async () => {
    const { clock, limiter, retries } = aLimiter();
    const { call } = failing(Infinity, namedError('TimeoutError'), clock);
    await expect(limiter.run(call, within(0.75))).rejects.toThrow('2 calls');
    expect(retries.map(({ delay }) => delay)).toEqual([250, 500]);
    expect(clock.elapsed()).toBe(250);
  });

  test('a call that comes just in time is made', async () => {
    const { clock, limiter } = aLimiter();
    const { call } = failing(2, namedError('TimeoutError'), clock);
    await expect(limiter.run(call, within(0.751))).resolves.toBe('answer');
  });

  test('no call is made, however well the ones before went', async () => {
    const { clock, limiter } = aLimiter();
    const { call, madeAt } = failing(0, throttled(), clock);
    await expect(limiter.run(call, within(0))).rejects.toThrow(
      new OutOfTimeError('no time was left for DescribeWorkspaceImages: the calls before it took too long'),
    );
    await expect(limiter.run(call, { ...within(0), lateAdvice: 'ask for less' })).rejects.toThrow(
      new OutOfTimeError('no time was left for DescribeWorkspaceImages: ask for less'),
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
      { numRuns: 30 },
    );
  });
});

describe('beside a greedy caller of the same account', () => {
  test.each([1, 2, 3, 4, 5])('all of ten pages are read (%i)', async (seed) => {
    const { clock, limiter } = aLimiter({ random: seededRandom(seed) });
    const account = accountAt(clock);
    const chance = seededRandom(seed + 1_000);
    const tries: number[] = [];
    let isDone = false;
    const greedy = async () => {
      while (!isDone) {
        account.take();
        await clock.sleep(200 * chance());
      }
    };
    const callFor = (page: number) => async () => {
      tries[page] = (tries[page] ?? 0) + 1;
      await clock.sleep(100 * chance());
      if (!account.take()) {
        throw throttled();
      }
    };
    const reading = async () => {
      await clock.sleep(10_000);
      for (let page = 0; page < 10; page++) {
        await limiter.run(callFor(page), within(585));
      }
    };
    await Promise.all([
      greedy(),
      reading().finally(() => {
        isDone = true;
      }),
    ]);
    expect(clock.elapsed()).toBeLessThan(585_000);
    expect(tries).toHaveLength(10);
    // One that gives up after three tries, as the SDK does unless told, would have failed.
    expect(Math.max(...tries)).toBeGreaterThan(3);
  });

  test('alone, 40 pages are read without one throttled answer', async () => {
    const { clock, limiter, retries } = aLimiter();
    const account = accountAt(clock);
    for (let page = 0; page < 40; page++) {
      await limiter.run(
        () => (account.take() ? Promise.resolve() : Promise.reject(throttled())),
        within(600),
      );
    }
    expect(retries).toEqual([]);
    expect(clock.elapsed()).toBe(17_500);
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

import { objectPutter } from '../../../../lambda/images/calls/put-object';
import { OutOfTimeError } from '../../../../lambda/resource/errors';
import {
  aBudget,
  aQuietLimiter,
  errorOf,
  fakeClock,
  namedError,
  NOW,
  SECOND,
  serviceError,
} from '../../builders';

interface Sdk {
  configs: object[];
  inputs: object[];
  destroyed: number;
  answer: () => Promise<object>;
}

/** S3's answer. */
const PUT = { $metadata: { httpStatusCode: 200 }, ETag: '"0"' };

/** What the SDK was given, and what is answered. */
const mockSdk: Sdk = { configs: [], inputs: [], destroyed: 0, answer: () => Promise.resolve(PUT) };

jest.mock('@aws-sdk/client-s3', () => ({
  ...jest.requireActual<object>('@aws-sdk/client-s3'),
  S3Client: class {
    constructor(config: object) {
      mockSdk.configs.push(config);
    }

    public send({ input }: { readonly input: object }) {
      mockSdk.inputs.push(input);
      return mockSdk.answer();
    }

    public destroy() {
      mockSdk.destroyed++;
    }
  },
}));

const OBJECT = { bucket: 'bucket', key: 'a/b.jsonl', body: Buffer.from('{}\n') };

beforeEach(() => {
  mockSdk.configs = [];
  mockSdk.inputs = [];
  mockSdk.destroyed = 0;
  mockSdk.answer = () => Promise.resolve(PUT);
});

/** Puts an object in fake time. */
function putting(budget = aBudget()) {
  const clock = fakeClock();
  const putObject = objectPutter(aQuietLimiter(clock));
  return { clock, put: putObject(OBJECT, budget) };
}

test('an object is put as it is, in whichever Region its bucket is', async () => {
  await putting().put;
  expect(mockSdk.configs).toEqual([{ maxAttempts: 1, followRegionRedirects: true }]);
  expect(mockSdk.inputs).toEqual([
    { Bucket: 'bucket', Key: 'a/b.jsonl', Body: OBJECT.body, ContentType: 'application/jsonl' },
  ]);
  expect(mockSdk.destroyed).toBe(1);
});

test('a failure that passes is tried again', async () => {
  const answers = [Promise.reject(namedError('TimeoutError')), Promise.resolve(PUT)];
  mockSdk.answer = () => answers.shift() ?? Promise.resolve(PUT);
  await putting().put;
  expect(mockSdk.inputs).toHaveLength(2);
});

test("a proxy's answer is not taken for one of S3", async () => {
  const answers = [Promise.resolve({ $metadata: { httpStatusCode: 200 } }), Promise.resolve(PUT)];
  mockSdk.answer = () => answers.shift() ?? Promise.resolve(PUT);
  await putting().put;
  expect(mockSdk.inputs).toHaveLength(2);
});

test('a failure that does not pass names the object', async () => {
  const cause = namedError('NoSuchBucket', 'no such bucket');
  mockSdk.answer = () => Promise.reject(cause);
  await expect(putting().put).rejects.toMatchObject({
    message: 'the manifest could not be put to s3://bucket/a/b.jsonl: NoSuchBucket: no such bucket',
    cause,
  });
  expect(mockSdk.inputs).toHaveLength(1);
  expect(mockSdk.destroyed).toBe(1);
});

test('a denial counts after 30 s, since a policy may be new', async () => {
  mockSdk.answer = () => Promise.reject(namedError('AccessDenied'));
  const { clock, put } = putting();
  await expect(put).rejects.toThrow('the manifest could not be put to s3://bucket/a/b.jsonl: AccessDenied');
  expect(clock.elapsed()).toBeGreaterThanOrEqual(30_000);
  expect(clock.elapsed()).toBeLessThan(32_000);
});

test('what does not succeed by the deadline is out of time, and told apart by that', async () => {
  mockSdk.answer = () => Promise.reject(namedError('TimeoutError'));
  const { clock, put } = putting(aBudget({ firstAnswerBy: NOW + 60 * SECOND, deadline: NOW + 120 * SECOND }));
  const error = await errorOf(put);
  expect(error).toBeInstanceOf(OutOfTimeError);
  expect(error.message).toMatch(
    /^PutObject to s3:\/\/bucket did not succeed in (1 minute 5\d seconds|2 minutes) and \d+ calls, /,
  );
  expect(clock.elapsed()).toBeGreaterThan(117_000);
  expect(clock.elapsed()).toBeLessThan(120_000);
  expect(mockSdk.destroyed).toBe(1);
});

test('a throttled bucket is not told as the limit of WorkSpaces', async () => {
  mockSdk.answer = () => Promise.reject(serviceError('SlowDown', 'Please reduce your request rate.', 503));
  const { message } = await errorOf(putting().put);
  expect(message).toMatch(
    /^PutObject to s3:\/\/bucket did not succeed in 9 minutes \d+ seconds and \d+ calls, the last with SlowDown: Please reduce your request rate$/,
  );
});

test('an object that comes too late is not told as one of too many pages', async () => {
  await expect(putting(aBudget({ deadline: NOW })).put).rejects.toThrow(
    new OutOfTimeError('no time was left for PutObject to s3://bucket: the calls before it took too long'),
  );
  expect(mockSdk.inputs).toEqual([]);
});

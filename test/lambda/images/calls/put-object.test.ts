import { S3Client } from '@aws-sdk/client-s3';
import { objectPutter } from '../../../../lambda/images/calls/put-object';
import { OutOfTimeError } from '../../../../lambda/resource/errors';
import { aBudget, aQuietLimiter, fakeClock, namedError, NOW, SECOND, serviceError } from '../../builders';
import { stubService } from '../../sdk';

const OBJECT = { bucket: 'bucket', key: 'a/b.jsonl', body: Buffer.from('{}\n') };

/** S3's answer. */
const PUT = { $metadata: { httpStatusCode: 200 }, ETag: '"0"' };

/** Put an object in fake time, answered in turn. The last answer stays. */
async function putting(answers: readonly object[] = [PUT], budget = aBudget()) {
  const queue = [...answers];
  const s3 = stubService(S3Client, () => {
    const answer = (queue.length > 1 ? queue.shift() : queue[0]) ?? PUT;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  const clock = fakeClock();
  const error = await objectPutter(aQuietLimiter(clock))(OBJECT, budget).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { ...s3, error, elapsed: clock.elapsed() };
}

test('an object is put as it is, in whichever Region its bucket is', async () => {
  const { error, sent, destroyed } = await putting();
  expect(error).toBeUndefined();
  expect(sent.map(({ command, input }) => [command, input])).toEqual([
    [
      'PutObjectCommand',
      { Bucket: 'bucket', Key: 'a/b.jsonl', Body: OBJECT.body, ContentType: 'application/jsonl' },
    ],
  ]);
  const config = sent[0]?.client.config;
  expect(config?.followRegionRedirects).toBe(true);
  await expect(config?.maxAttempts()).resolves.toBe(1);
  expect(destroyed).toEqual([sent[0]?.client]);
});

test.each([
  ['a failure that passes', namedError('TimeoutError')],
  ["a proxy's answer", { $metadata: { httpStatusCode: 200 } }],
])('after %s the object is put again', async (_, answer) => {
  const { error, sent } = await putting([answer, PUT]);
  expect(error).toBeUndefined();
  expect(sent).toHaveLength(2);
});

test('a failure that does not pass names the object', async () => {
  const cause = namedError('NoSuchBucket', 'no such bucket');
  const { error, sent, destroyed } = await putting([cause]);
  expect(error).toMatchObject({
    message: 'the manifest could not be put to s3://bucket/a/b.jsonl: NoSuchBucket: no such bucket',
    cause,
  });
  expect(sent).toHaveLength(1);
  expect(destroyed).toHaveLength(1);
});

test('a denial counts after 30 s, since a policy may be new', async () => {
  const { error, elapsed } = await putting([namedError('AccessDenied')]);
  expect(String(error)).toContain('s3://bucket/a/b.jsonl: AccessDenied');
  expect(elapsed).toBeGreaterThanOrEqual(30_000);
  expect(elapsed).toBeLessThan(32_000);
});

test('what does not succeed by the deadline is out of time, without a word on the limit of WorkSpaces', async () => {
  const budget = aBudget({ firstAnswerBy: NOW + 60 * SECOND, deadline: NOW + 120 * SECOND });
  const slowDown = serviceError('SlowDown', 'Please reduce your request rate.', 503);
  const { error, elapsed } = await putting([slowDown], budget);
  expect(error).toBeInstanceOf(OutOfTimeError);
  expect(String(error)).toMatch(/PutObject to s3:\/\/bucket did not succeed .* request rate$/);
  expect(elapsed).toBeGreaterThan(117_000);
  expect(elapsed).toBeLessThan(120_000);
});

import { ForeignAnswerError, NoAnswerError, ofService } from '../../../lambda/service/foreign-answer';
import { errorOf, namedError, throttled } from '../builders';

interface Output {
  readonly $metadata: { readonly requestId?: string };
  readonly Images?: readonly string[];
}

const REQUEST = { requestId: '4e8b' };

test.each<[string, Output, 'Images' | undefined]>([
  ['its list', { $metadata: {}, Images: [] }, 'Images'],
  ['the id of a request in place of its list', { $metadata: REQUEST }, 'Images'],
  ['the id of a request, where it has no list', { $metadata: REQUEST }, undefined],
])('an answer with %s is passed on', async (_, output, member) => {
  await expect(ofService(Promise.resolve(output), member)).resolves.toBe(output);
});

test.each<[string, Output, 'Images' | undefined]>([
  ['its list', { $metadata: {} }, 'Images'],
  ['anything to tell it by', { $metadata: {}, Images: [] }, undefined],
])("an answer without %s and the id of a request is not the service's", async (_, output, member) => {
  await expect(ofService(Promise.resolve(output), member)).rejects.toThrow(ForeignAnswerError);
});

const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

test.each([
  [
    'an unreadable answer with HTTP status 403',
    Object.assign(new SyntaxError('Unexpected token <'), status(403)),
    ForeignAnswerError,
  ],
  [
    'an unreadable answer with HTTP status 502',
    Object.assign(new Error('@aws-sdk XML parse error: >'), status(502)),
    ForeignAnswerError,
  ],
  [
    'an unreadable answer with HTTP status unknown',
    new SyntaxError('Unexpected token <'),
    ForeignAnswerError,
  ],
  ['no answer in time', namedError('AbortError', 'Request aborted'), NoAnswerError],
])('"%s" is said in place of what a parser or the SDK says', async (message, cause, Kind) => {
  const error = await errorOf(ofService(Promise.reject(cause)));
  expect(error).toBeInstanceOf(Kind);
  expect(error).toMatchObject({ message, cause });
});

test.each([throttled(), namedError('TimeoutError'), 'oops'])(
  'another failure stays as it is: %s',
  async (error) => {
    await expect(ofService(Promise.reject(error as Error))).rejects.toBe(error);
  },
);

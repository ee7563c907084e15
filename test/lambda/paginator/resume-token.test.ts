import fc from 'fast-check';
import { decodeResumePoint, encodeResumePoint, serviceToken } from '../../../lambda/paginator/resume-token';
import { anyText } from '../any-text';
import { maybe } from '../arbitraries';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a resume token is the text that Python would write, in base64', () => {
  test.each([
    [{ token: undefined, skip: 3 }, '{"NextToken": null, "boto_truncate_amount": 3}'],
    [{ token: 'abc', skip: 0 }, '{"NextToken": "abc", "boto_truncate_amount": 0}'],
    [{ token: 'abc', skip: undefined }, '{"NextToken": "abc"}'],
    [
      { token: 'é "\\\n\u007f😀', skip: 1 },
      String.raw`{"NextToken": "\u00e9 \"\\\n\u007f\ud83d\ude00", "boto_truncate_amount": 1}`,
    ],
  ])('%j', (point, json) => {
    expect(encodeResumePoint(point)).toBe(base64(json));
  });

  test('and is read back as it was, whatever the token', () => {
    const point = fc.record({ token: maybe(anyText.filter((text) => text !== '')), skip: maybe(fc.nat()) });
    fc.assert(
      fc.property(point, (value) => {
        expect(decodeResumePoint(encodeResumePoint(value))).toEqual(value);
      }),
    );
  });
});

test.each([
  ['abc___12', { token: 'abc', skip: 12 }],
  ['None___3', { token: undefined, skip: 3 }],
  ['abc___+3', { token: 'abc', skip: 3 }],
  ['None', { token: undefined, skip: undefined }],
])('the old form of a token, %s, is read', (text, point) => {
  expect(decodeResumePoint(text)).toStrictEqual(point);
});

describe("a service's own token passes", () => {
  test.each([
    'opaque',
    'abc___x',
    'abc___1x',
    'abc___x1',
    base64('not JSON'),
    base64('[1, 2]'),
    base64('"text"'),
    base64('null'),
    base64('{"lastKey": "wsi-1"}'),
    Buffer.from('{"NextToken": "\xff"}', 'latin1').toString('base64'),
    base64('{"NextToken": "ab"}').replace('==', ''),
    `!${base64('{"NextToken": "a"}')}`,
    `${base64('{"NextToken": "a"}')}!`,
    'eyJOZXh0VG9rZW4iOiBudWxs',
    'AAAA',
    '____',
  ])('%s', (token) => {
    expect(decodeResumePoint(token)).toStrictEqual({ token, skip: undefined });
  });
});

describe('a damaged token is refused, and what it holds is said', () => {
  test.each([
    ['', '`startingToken` must not be empty, got: ""'],
    ['a___b___3', 'which holds more than one ___'],
    ['abc___-1', 'which holds the number -1 and the token "abc"'],
    ['___1', 'which holds the number 1 and the token ""'],
    [base64('{"NextToken": 5}'), 'which holds {"NextToken":5}'],
    [base64('{"NextToken": ""}'), 'which holds {"NextToken":""}'],
    [base64('{"boto_truncate_amount": 3}'), 'which holds {"boto_truncate_amount":3}'],
    [base64('{"NextToken": "a", "boto_truncate_amount": -1}'), '"boto_truncate_amount":-1'],
    [base64('{"NextToken": "a", "boto_truncate_amount": 1.5}'), '"boto_truncate_amount":1.5'],
    [base64('{"NextToken": "a", "boto_truncate_amount": true}'), '"boto_truncate_amount":true'],
    [base64('{"NextToken": "a", "Marker": "b"}'), '"Marker":"b"'],
  ])('%s', (text, message) => {
    expect(() => decodeResumePoint(text)).toThrow(message);
  });
});

test('the token None is kept and not sent, as botocore does', () => {
  expect(serviceToken({ token: 'None', skip: undefined })).toBeUndefined();
  expect(serviceToken({ token: 'abc', skip: 1 })).toBe('abc');
});

import { randomBytes } from 'node:crypto';
import { NextTokens } from '../dev/local-aws/next-token';
import { noteOutput, responseUrl, SECRETS, secretsIn, takeLeaks } from './secrets';

test.each(Object.entries(SECRETS))('the %s is found', (name, secret) => {
  expect(secretsIn(`{"a":"${secret}"}`)).toContain(name);
});

test.each([
  ['the address of a response', responseUrl('1')],
  ['the name of a session', 'arn:aws:sts::123456789012:assumed-role/Role/WorkspaceImages-Images'],
  ['the id of an access key', 'ASIAIOSFODNN7EXAMPLE'],
  ['a page token', new NextTokens(randomBytes(32)).page(['a', 'b'], 'q', { limit: 1 }).NextToken ?? ''],
])('%s is found, whatever its value', (name, text) => {
  expect(secretsIn(`"${text}"`)).toContain(name);
});

test('what is no secret is not found', () => {
  expect(
    secretsIn('Images-WorkspaceImagesProviderHandler06A5E80F wsi-0123456789 assumed-role/Role/…'),
  ).toEqual([]);
});

describe('each line of the console is noted', () => {
  const line = () => {
    console.info({ nested: { in: [{ an: { object: SECRETS.sessionToken } }] } }, SECRETS.externalId);
    return takeLeaks().map((leak) => leak.replace(/: .*/s, ''));
  };
  const leaks = ['console.info holds sessionToken', 'console.info holds externalId'];

  test('also where a mock has its place, which sees it too', () => {
    const info = jest.spyOn(console, 'info').mockImplementation();
    expect(line()).toStrictEqual(leaks);
    expect(info).toHaveBeenCalledTimes(1);
    expect(console.info).toHaveBeenCalledTimes(1);
    info.mockRestore();
  });
});

test('an output that is noted says where it was, and what got out', () => {
  noteOutput('the response', `at ${responseUrl('1')}`);
  expect(takeLeaks()).toStrictEqual([
    expect.stringMatching(/^the response holds responseSignature: at https:/),
    expect.stringMatching(/^the response holds the address of a response: at https:/),
  ]);
  expect(takeLeaks()).toStrictEqual([]);
});

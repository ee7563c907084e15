import { redactor } from '../../../dev/check-live/redact';
import { responseUrl, SECRETS, secretsIn } from '../../secrets';

const CALLER = {
  AccessKeyId: SECRETS.accessKeyId,
  SecretAccessKey: SECRETS.secretAccessKey,
  SessionToken: SECRETS.sessionToken,
  NextToken: SECRETS.pageToken,
  ExternalId: SECRETS.externalId,
  ResponseURL: responseUrl('1'),
};
const LOGGED = JSON.stringify(CALLER, undefined, 2);

test.each([
  ['members', CALLER],
  ['texts of JSON', { message: LOGGED, nested: JSON.stringify({ LOGGED }) }],
  [
    'addresses',
    {
      message: `PUT ${responseUrl('1')}`,
      url: `https://s3.example/key?x=1&X-Amz-Signature=${'a'.repeat(9)}`,
    },
  ],
  [
    'assumed credentials',
    { key: SECRETS.assumedAccessKeyId, 'x-amz-security-token': SECRETS.assumedSessionToken },
  ],
])('secrets are left out of %s', (_, value) => {
  const { json, text } = redactor();
  expect(secretsIn(json(value))).toStrictEqual([]);
  expect(secretsIn(text(LOGGED))).toStrictEqual([]);
});

test('accounts get numbers, and ids of images, bundles and requests stay', () => {
  const { text } = redactor();
  expect(text('arn:aws:iam::123456789012:role/cdk-deploy-role-123456789012 210987654321')).toBe(
    'arn:aws:iam::<account 1>:role/cdk-deploy-role-<account 1> <account 2>',
  );
  expect(text('arn%3A123456789012%3Astack AROAABCDEFGHIJKLMNOP:somebody@example.com')).toBe(
    'arn%3A<account 1>%3Astack …',
  );
  const ids = 'wsi-123456789012 wsb-123456789012 wsi-000000001 1764600000000 "RequestId": "12345678-abcd"';
  expect(text(ids)).toBe(ids);
});

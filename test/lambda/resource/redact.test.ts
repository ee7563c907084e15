import { redact, redactTexts } from '../../../lambda/resource/redact';

/** What services say, with what they repeat of a call. */
const TOKEN = `IQoJb3JpZ2luX2VjE${'Ab1+/'.repeat(100)}==`;

test.each([
  [
    'of whom is denied, the role stays, and the name of its session goes',
    'User: arn:aws:sts::123456789012:assumed-role/Images-Role+=,.@-1/WorkspaceImages-Images is not authorized',
    'User: arn:aws:sts::123456789012:assumed-role/Images-Role+=,.@-1/… is not authorized',
  ],
  [
    'each of two sessions goes, in any partition',
    'arn:aws-cn:sts::1:assumed-role/A/one-session, arn:aws:sts::1:assumed-role/B/another@example.com: no',
    'arn:aws-cn:sts::1:assumed-role/A/… arn:aws:sts::1:assumed-role/B/…: no',
  ],
  [
    'of the request that a service would have taken, the session token goes',
    `should have been 'POST / host:x x-amz-date:20260701T120000Z x-amz-security-token:${TOKEN} content-type'`,
    "should have been 'POST / host:x x-amz-date:20260701T120000Z x-amz-security-token:… content-type'",
  ],
  ['also as a header that is printed', `'X-Amz-Security-Token': '${TOKEN}',`, "'X-Amz-Security-Token': '…',"],
  [
    'of a header of authorization, the key and the signature go',
    'AWS4-HMAC-SHA256 Credential=ASIAIOSFODNN7EXAMPLE/20260701/eu-west-1/workspaces/aws4_request, Signature=fe5f80',
    'AWS4-HMAC-SHA256 Credential=…, Signature=…',
  ],
  [
    'of an address that is signed, what makes it work goes',
    'https://b.example/k?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F&X-Amz-Signature=fe5f80&X-Amz-Expires=7200',
    'https://b.example/k?X-Amz-Credential=…&X-Amz-Signature=…&X-Amz-Expires=7200',
  ],
  [
    'the id of a key goes, wherever it stands',
    'the key AKIAIOSFODNN7EXAMPLE is inactive',
    'the key … is inactive',
  ],
  [
    'what is no secret stays',
    'arn:aws:iam::123456789012:role/assumed-role/x may not act as arn:aws:iam::123456789012:user/ASIA',
    'arn:aws:iam::123456789012:role/assumed-role/x may not act as arn:aws:iam::123456789012:user/ASIA',
  ],
])('%s', (_, text, expected) => {
  expect(redact(text)).toBe(expected);
});

test('in JSON, each text is redacted for itself', () => {
  const error = `"x-amz-security-token":"${TOKEN}"`;
  expect(JSON.stringify({ error, count: 2, in: [{ who: 'a:assumed-role/R/s"' }] }, redactTexts)).toBe(
    JSON.stringify({ error: '"x-amz-security-token":"…"', count: 2, in: [{ who: 'a:assumed-role/R/…"' }] }),
  );
});

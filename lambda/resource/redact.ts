/** What a service may repeat of a call in its message, by what stands before it. */
const SECRETS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Who was denied: the role is needed to mend it, the name of its session is not.
  [/(:assumed-role\/[\w+=,.@-]{1,64}\/)[\w+=,.@-]+/g, '$1…'],

  // The request that a service would have taken, where the signature is another: it holds the session token.
  [/(x-amz-security-token["']?[:=]\s{0,2}["']?)[^\s"'&]+/gi, '$1…'],
  [/((?:Credential|Signature|AWSAccessKeyId)=)[^\s"'&,]+/gi, '$1…'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16,}/g, '…'],
];

/**
 * Leave out of a text that is read by people what the calls of a function are signed with, and the name of its session.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
export function redact(text: string): string {
  return SECRETS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}

/** Redact each text of what becomes JSON. */
export function redactTexts(_: string, value: unknown): unknown {
  return typeof value === 'string' ? redact(value) : value;
}

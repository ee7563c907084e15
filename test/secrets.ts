/** Secrets that tests put where real ones are. None of them may be in a log, in a reason or in the output of a preview. */
export const SECRETS = {
  responseSignature: 'CanarySignatureOfTheResponseURL',
  accessKeyId: 'AKIACANARYOFTHECALLER',
  secretAccessKey: 'CanarySecretKeyOfTheCaller',
  sessionToken: 'CanarySessionTokenOfTheCaller==',
  assumedAccessKeyId: 'ASIACANARYOFTHEROLE00',
  assumedSecretAccessKey: 'CanarySecretKeyOfTheRole',
  assumedSessionToken: 'CanarySessionTokenOfTheRole==',
  externalId: 'canary-external-id',
  pageToken: 'CanaryTokenOfAPage',
} as const;

/** Where CloudFormation waits for the response of an event. Anyone who has it can answer. */
export const responseUrl = (requestId: string): string =>
  `https://cloudformation-custom-resource-response.example/${requestId}?X-Amz-Signature=${SECRETS.responseSignature}`;

/** The form of other secrets: whatever their values are, they may be nowhere. */
const FORMS: Readonly<Record<string, RegExp>> = {
  'the address of a response': /X-Amz-Signature=[^…]/,
  'the name of a session': /WorkspaceImages-[A-Z]/,
  'the id of an access key': /\b(?:AKIA|ASIA)[A-Z0-9]{16}/,
};

/** A page token of the local endpoint, in base64. */
const BASE64 = /[A-Za-z0-9+/]{120,}={0,2}/g;
const PAGE_TOKEN = /^[A-Za-z0-9+/=]{44}\|\d+\|[0-9a-f]{64}\|[0-9a-f-]*$/;

/** The secrets that a text holds. */
export function secretsIn(text: string): string[] {
  return [
    ...Object.entries(SECRETS).flatMap(([name, value]) => (text.includes(value) ? [name] : [])),
    ...Object.entries(FORMS).flatMap(([name, form]) => (form.test(text) ? [name] : [])),
    ...(text.match(BASE64) ?? []).flatMap((word) =>
      PAGE_TOKEN.test(Buffer.from(word, 'base64').toString()) ? ['a page token'] : [],
    ),
  ];
}

const leaks: string[] = [];

/** Note what gets out. A test in which a secret gets out fails at its end, wherever its code catches errors. */
export function noteOutput(where: string, text: string): void {
  leaks.push(...secretsIn(text).map((secret) => `${where} holds ${secret}: ${text.slice(0, 1_000)}`));
}

/** What got out since the last call. */
export function takeLeaks(): string[] {
  return leaks.splice(0);
}

/**
 * Where a run goes on: the service's token of a page, and how many of its images were had before.
 *
 * Its text is botocore's, byte for byte, so that each side can go on where the other was cut.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/paginate.py
 */
export interface ResumePoint {
  /** The service's token of the page; none for the first page. */
  readonly token: string | undefined;

  /** How many of the page's images come before; undefined at the page's begin. */
  readonly skip: number | undefined;
}

const TOKEN = 'NextToken';
const AMOUNT = 'boto_truncate_amount';
const NO_TOKEN = 'None';
const OLD_SEPARATOR = '___';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export function encodeResumePoint({ token, skip }: ResumePoint): string {
  const amount = skip === undefined ? '' : `, "${AMOUNT}": ${skip}`;
  const json = `{"${TOKEN}": ${pythonJson(token ?? null)}${amount}}`;
  return Buffer.from(json).toString('base64');
}

/**
 * Reads a resume token, its old form `token___n`, or else takes the text for the service's own token.
 *
 * @throws Error where it is a resume token, and no run could have ended with it
 */
export function decodeResumePoint(text: string): ResumePoint {
  if (text === '') {
    throw new Error('`startingToken` must not be empty, got: ""');
  }
  const members = membersOf(text);
  return TOKEN in members || AMOUNT in members ? pointOf(members, text) : oldPointOf(text);
}

/** What of a point is sent to the service. */
export function serviceToken({ token }: ResumePoint): string | undefined {
  return token === NO_TOKEN ? undefined : token;
}

function pointOf(members: Readonly<Record<string, unknown>>, text: string): ResumePoint {
  const { [TOKEN]: token, [AMOUNT]: skip, ...others } = members;
  const isToken = token === null || (typeof token === 'string' && token !== '');
  const isSkip = skip === undefined || (typeof skip === 'number' && Number.isInteger(skip) && skip >= 0);
  if (!isToken || !isSkip || Object.keys(others).length > 0) {
    throw damaged(text, JSON.stringify(members));
  }
  return { token: token ?? undefined, skip };
}

function oldPointOf(text: string): ResumePoint {
  const [token = '', amount = '', ...others] = text.split(OLD_SEPARATOR);
  if (others.length > 0) {
    throw damaged(text, `more than one ${OLD_SEPARATOR}`);
  }
  if (!/^[+-]?\d+$/.test(amount)) {
    return { token: text === NO_TOKEN ? undefined : text, skip: undefined };
  }
  if (amount.startsWith('-') || token === '') {
    throw damaged(text, `the number ${amount} and the token "${token}"`);
  }
  return { token: token === NO_TOKEN ? undefined : token, skip: Number(amount) };
}

function damaged(text: string, found: string): Error {
  return new Error(
    `\`startingToken\` must be one that a run ended with, or the service's own, got: ${text}, which holds ${found}`,
  );
}

/** The members of a JSON object in base64. Of another text, there are none that a resume token has. */
function membersOf(text: string): Readonly<Record<string, unknown>> {
  if (!BASE64.test(text)) {
    return {};
  }
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'));
    const value: unknown = JSON.parse(json);
    return { ...(value ?? {}) };
  } catch {
    return {};
  }
}

/** JSON as Python writes it: ASCII only. */
function pythonJson(value: string | null): string {
  return JSON.stringify(value).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

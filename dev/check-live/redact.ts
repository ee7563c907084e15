import { redact } from '../../lambda/resource/redact';

const SECRET_NAME =
  'secret_?(?:access_?)?key|access_?key_?id|(?:session|security|next|page)[_-]?token|external_?id|response_?url|authorization';
const SECRET_MEMBER = new RegExp(`^(?:x-amz-)?(?:${SECRET_NAME})$`, 'i');

/** Also in JSON that is a text of JSON, where quotes are escaped. */
const SECRET_IN_TEXT = new RegExp(
  `((?:${SECRET_NAME})\\\\*["']?\\s*[:=]\\s*\\\\*["']?)[^\\s"'\\\\&,}]+`,
  'gi',
);

/** That of a signed address is as good as a credential. */
const QUERY = /(https?:\/\/[^\s"'?\\]+)\?[^\s"'\\]+/g;

/** The id of a principal, and the name of its session. */
const PRINCIPAL_ID = /\b(?:AROA|AIDA)[A-Z0-9]{12,}(?::[\w+=,.@-]+)?/g;

/** Ids of images and bundles stay, and may be of digits alone. */
const ACCOUNT_ID = /(?<!\d|ws[ib]-)\d{12}(?!\d)/g;

/** Makes what others may read. */
export interface Redactor {
  readonly text: (text: string) => string;
  readonly json: (value: unknown) => string;
}

/**
 * Leaves out credentials, tokens and the queries of addresses, and puts `<account 1>` and so on for ids of accounts. Ids
 * of images, bundles and requests stay, and so do names.
 */
export function redactor(): Redactor {
  const accounts = new Map<string, string>();
  const accountName = (id: string) => {
    const name = accounts.get(id) ?? `<account ${accounts.size + 1}>`;
    accounts.set(id, name);
    return name;
  };
  const text = (plain: string) =>
    redact(plain)
      .replace(QUERY, '$1?…')
      .replace(SECRET_IN_TEXT, '$1…')
      .replace(PRINCIPAL_ID, '…')
      .replace(ACCOUNT_ID, accountName);
  const member = (name: string, value: unknown) => {
    if (typeof value !== 'string') {
      return value;
    }
    return SECRET_MEMBER.test(name) ? '…' : text(value);
  };
  return { text, json: (value) => JSON.stringify(value, member, 2) };
}

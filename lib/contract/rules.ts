import { parseInstant } from './instant';

/** What the text of a property may be. `expected` completes the sentence "must be …". */
export interface Rule<Text extends string = string> {
  readonly expected: string;
  readonly allows: (text: string) => text is Text;
}

export function matching(expected: string, pattern: RegExp): Rule {
  return rule(expected, (text) => pattern.test(text));
}

export function oneOf<Text extends string>(values: readonly Text[]): Rule<Text> {
  return {
    expected: `one of ${values.join(', ')}`,
    allows: (text): text is Text => values.some((value) => value === text),
  };
}

export function integerBetween(least: number, most: number, unit: string): Rule {
  return rule(
    `${least} to ${most} ${unit}`,
    (text) => /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most,
  );
}

/** A list of values in one text, or `nothing` for an empty list. */
export function joined(item: Rule, separator: string, nothing: string): Rule {
  return rule(
    `${nothing}, or a list joined by "${separator}" of: ${item.expected}`,
    (text) => text === nothing || text.split(separator).every((part) => item.allows(part)),
  );
}

export const POSITIVE_INTEGER = matching('a positive integer', /^[1-9]\d{0,14}$/);
export const NATURAL_NUMBER = matching('0 or a positive integer', /^(0|[1-9]\d{0,14})$/);
export const AT_LEAST_ONE_SECOND = matching('a duration of at least one second', /^[1-9]\d{0,14}$/);
export const NOT_EMPTY = matching('a text that is not empty', /./su);
export const ACCOUNT_ID = matching('an account id of 12 digits', /^\d{12}$/);
export const REGION = matching('the name of a Region', /^[a-z]{2,4}(-[a-z]+)+-\d+$/);
export const ROLE_ARN = matching('the ARN of a role', /^arn:[^:]+:iam::\d{12}:role\/.+$/);
export const EXTERNAL_ID = matching('2 to 1,224 of A-Z a-z 0-9 _ + = , . @ : / -', /^[\w+=,.@:/-]{2,1224}$/);
export const BUCKET_NAME = matching('the name of a bucket', /^[a-z0-9.-]{3,63}$/);
export const EXPORT_PREFIX = matching('1 to 240 of A-Z a-z 0-9 - :', /^[A-Za-z0-9:-]{1,240}$/);
export const INSTANT = rule(
  'an ISO 8601 date that exists, or one with its time and offset: 2026-01-31, 2026-01-31T12:00:00Z',
  (text) => parseInstant(text) !== undefined,
);

/** @see https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeWorkspaceImages.html */
export const IMAGE_ID = matching('an image id: wsi- and 9 to 63 of 0-9 a-z', /^wsi-[0-9a-z]{9,63}$/);
export const IMAGE_NAME_PATTERN = rule(
  'an image name: 1 to 64 of a-z A-Z 0-9 _ . / ( ) - and the wildcards * and ?',
  (text) => /^[\w./()*?-]+$/.test(text) && text.replaceAll('*', '').length <= 64,
);

export const BUNDLE_ID = matching('a bundle id: wsb- and 8 to 63 of 0-9 a-z', /^wsb-[0-9a-z]{8,63}$/);

/**
 * The documented pattern also has a backslash, which stands before its hyphen.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_CreateWorkspaceBundle.html
 */
export const BUNDLE_NAME = matching('1 to 64 of a-z A-Z 0-9 _ . / ( ) -', /^[\w./()-]{1,64}$/);
export const BUNDLE_DESCRIPTION = matching(
  '1 to 255 of a-z A-Z 0-9 _ . / ( ) - and blanks',
  /^[\w./() -]{1,255}$/,
);

/** Open to values that the service adds later. */
export const SERVICE_ENUM = matching('a service value: letters, digits and _', /^\w+$/);

function rule(expected: string, allows: (text: string) => boolean): Rule {
  return { expected, allows: (text): text is string => allows(text) };
}

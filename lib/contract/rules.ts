import { parseInstant } from './instant';
import { FIELDS, GATES, IMAGE_TYPES, LIST_SEPARATOR, LONGEST_WAIT, NOTHING, SHORTEST_WAIT } from './names';
import {
  type IsToken,
  LISTS,
  type List,
  type QueryText,
  SCALARS,
  type Scalar,
  defaultText,
  trustsAnyOwner,
} from './query';

interface Rule {
  readonly expected: string;
  readonly allows: (text: string) => boolean;
}

const like = (expected: string, pattern: RegExp): Rule => ({
  expected,
  allows: (text) => pattern.test(text),
});
const oneOf = (values: readonly string[]): Rule => ({
  expected: `one of ${values.join(', ')}`,
  allows: (text) => values.includes(text),
});

const POSITIVE = like('a positive integer', /^[1-9]\d{0,14}$/);
const IMAGE_ID = like('an image id: wsi- and 9 to 63 of 0-9 a-z', /^wsi-[0-9a-z]{9,63}$/);
const SERVICE_VALUE = like('a value such as the service gives: letters, digits and _', /^\w+$/);
const INSTANT: Rule = {
  expected: 'an ISO 8601 date that exists, or one with its time and offset: 2026-01-31, 2026-01-31T12:00:00Z',
  allows: (text) => parseInstant(text) !== undefined,
};

const RULES: Readonly<Record<Scalar | List, Rule>> = {
  imageType: oneOf(IMAGE_TYPES),
  imageIds: IMAGE_ID,
  excludeImageIds: IMAGE_ID,
  imageNames: {
    expected: 'an image name: 1 to 64 of a-z A-Z 0-9 _ . / ( ) - and the wildcards * and ?',
    allows: (text) => /^[\w./()*?-]+$/.test(text) && text.replaceAll('*', '').length <= 64,
  },
  states: SERVICE_VALUE,
  operatingSystems: SERVICE_VALUE,
  requiredTenancies: SERVICE_VALUE,
  ownerAccountIds: like('an account id of 12 digits', /^\d{12}$/),
  createdAfter: INSTANT,
  createdBefore: INSTANT,
  maximumAge: like('a duration of at least one second', /^[1-9]\d{0,14}$/),
  updateAvailable: oneOf(['true', 'false']),
  mostRecent: POSITIVE,
  minimumCount: like('0 or a positive integer', /^(0|[1-9]\d{0,14})$/),
  maximumCount: POSITIVE,
  fields: oneOf(FIELDS),
  refreshKey: like('a text that is not empty', /./su),
  gate: oneOf(GATES),
  gateTimeout: {
    expected: `${SHORTEST_WAIT} to ${LONGEST_WAIT} seconds`,
    allows: (text) => /^\d+$/.test(text) && Number(text) >= SHORTEST_WAIT && Number(text) <= LONGEST_WAIT,
  },
  exportPrefix: like('1 to 240 of A-Z a-z 0-9 - :', /^[A-Za-z0-9:-]{1,240}$/),
  manifestBucket: like('the name of a bucket', /^[a-z0-9.-]{3,63}$/),
  manifestOnly: oneOf(['true']),
  region: like('the name of a Region', /^[a-z]{2,3}(-[a-z]+)+-\d+$/),
  roleArn: like('the ARN of a role', /^arn:[^:]+:iam::\d{12}:role\/.+$/),
  externalId: like('2 to 1,224 of A-Z a-z 0-9 _ + = , . @ : / -', /^[\w+=,.@:/-]{2,1224}$/),
  handOverAfter: POSITIVE,
  deadline: INSTANT,
  frozenImageIds: {
    expected: 'image ids, joined by commas, or -',
    allows: (text) => text === NOTHING || text.split(LIST_SEPARATOR).every(IMAGE_ID.allows),
  },
};

/**
 * Refuses what the service could not mean; tokens pass, and are checked when they have become values.
 *
 * @throws Error naming the property, what was expected and what was got
 */
export function check(query: QueryText, isToken: IsToken): void {
  for (const key of SCALARS) {
    checkText(key, query[key], isToken);
  }
  for (const key of LISTS) {
    checkList(key, query[key], isToken);
  }
  checkOrder(query, isToken);
  checkGate(query);
  checkSharing(query);
  checkAccess(query);
  if (query.mostRecent !== undefined && trustsAnyOwner(query)) {
    throw new Error(
      `\`mostRecent\` with \`imageType\` ${String(query.imageType)} must come with \`ownerAccountIds\` or \`imageIds\`:` +
        ' anyone can share a newer image under any name with this account, and it would be taken',
    );
  }
}

function checkAccess({ roleArn, externalId }: QueryText): void {
  if (externalId !== undefined && roleArn === undefined) {
    throw new Error('`externalId` must come with a `role`, which asks for it');
  }
}

function checkSharing({ exportPrefix, manifestBucket, manifestOnly, minimumCount }: QueryText): void {
  if (exportPrefix !== undefined && minimumCount === '0') {
    throw new Error(
      '`exportPrefix` must come with a `minimumCount` of at least 1: consumers would import -, got: 0',
    );
  }
  if (manifestOnly !== undefined && manifestBucket === undefined) {
    throw new Error('`manifestOnly` must come with `manifestBucket`');
  }
}

function checkGate({ gate, gateTimeout, states }: QueryText): void {
  if (gate !== undefined && states !== undefined) {
    throw new Error('`states` must be left out with a `gate`, since it would hide what the gate must see');
  }
  if ((gate === 'WAIT_UNTIL_AVAILABLE') !== (gateTimeout !== undefined)) {
    throw new Error('`gateTimeout` must come with a gate that waits, and with no other');
  }
}

function checkText(key: Scalar | List, text: string | undefined, isToken: IsToken): void {
  const { allows, expected } = RULES[key];
  if (text !== undefined && !isToken(text) && !allows(text)) {
    throw new Error(`\`${key}\` must be ${expected}, got: ${text === '' ? '""' : text}`);
  }
}

function checkList(key: List, list: readonly string[] | undefined, isToken: IsToken): void {
  if (list === undefined || isToken(list)) {
    return;
  }
  if (list.length === 0) {
    throw new Error(`\`${key}\` must be left out or hold at least one element, got: an empty list`);
  }
  for (const text of list) {
    checkText(key, text, isToken);
  }
  const twice = list.find((text, index) => list.indexOf(text) !== index);
  if (twice !== undefined) {
    throw new Error(`\`${key}\` must hold each element once, got twice: ${twice}`);
  }
}

function checkOrder(query: QueryText, isToken: IsToken): void {
  const known = (text: string | undefined) => (text === undefined || isToken(text) ? undefined : text);
  const after = parseInstant(known(query.createdAfter) ?? '');
  const before = parseInstant(known(query.createdBefore) ?? '');
  if (after !== undefined && before !== undefined && after >= before) {
    throw new Error(
      `\`createdBefore\` must be later than \`createdAfter\` (${after.toISOString()}), got: ${before.toISOString()}`,
    );
  }
  const minimum = known(query.minimumCount) ?? defaultText('minimumCount', query, isToken);
  const maximum = known(query.maximumCount);
  if (minimum !== undefined && maximum !== undefined && Number(maximum) < Number(minimum)) {
    throw new Error(`\`maximumCount\` must not be less than \`minimumCount\` (${minimum}), got: ${maximum}`);
  }
}

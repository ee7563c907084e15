import { INSTANT, matching, NOT_EMPTY, oneOf, POSITIVE_INTEGER } from '../../../lib/contract/rules';
import {
  decode,
  defaultByLength,
  defaultByPresence,
  encode,
  hashedProperties,
  instant,
  integer,
  readTexts,
  text,
  texts,
  unhashed,
} from '../../../lib/contract/schema';

/** The table of another resource than ours: the schema knows none. */
const TABLE = {
  colours: texts(matching('a colour', /^[a-z]+$/)),
  kind: defaultByPresence({ ...text(oneOf(['ONE', 'MANY'])) }, 'colours', (isMany) =>
    isMany ? 'MANY' : 'ONE',
  ),
  least: defaultByLength(integer(POSITIVE_INTEGER), 'colours', 7),
  since: instant(),
  note: unhashed(text(NOT_EMPTY)),
};

const literal = () => false;

test('a property is written under its own name, with a capital letter', () => {
  expect(encode(TABLE, { note: 'x' }, literal)).toStrictEqual({ Note: 'x' });
});

test('properties of a resource are read and decoded, with their defaults', () => {
  expect(decode(TABLE, readTexts(TABLE, {}, 'refuse'))).toStrictEqual({
    colours: [],
    kind: 'ONE',
    least: 7,
    since: undefined,
    note: undefined,
  });
  const properties = { Colours: ['red', 'blue'], Since: '2026-01-01T00:00:00.000Z', ServiceToken: 'arn' };
  expect(decode(TABLE, readTexts(TABLE, properties, 'refuse'))).toStrictEqual({
    colours: ['red', 'blue'],
    kind: 'MANY',
    least: 2,
    since: new Date('2026-01-01'),
    note: undefined,
  });
});

test('what is hashed leaves out the service timeout and the rows that say so, and keeps the service token', () => {
  expect(
    hashedProperties(TABLE, { ServiceTimeout: '900', ServiceToken: 'arn', Note: 'x', Kind: 'ONE' }),
  ).toStrictEqual({ ServiceToken: 'arn', Kind: 'ONE' });
});

test('a date is written in UTC', () => {
  expect(INSTANT.allows('2026-01-01T01:00:00+01:00')).toBe(true);
  expect(encode(TABLE, { since: '2026-01-01T01:00:00+01:00' }, literal)).toStrictEqual({
    Since: '2026-01-01T00:00:00.000Z',
  });
});

import { INSTANT, matching, NOT_EMPTY, oneOf, POSITIVE_INTEGER } from '../../../lib/contract/rules';
import {
  decode,
  defaultByLength,
  defaultByPresence,
  defaultTo,
  encode,
  hashedProperties,
  instant,
  integer,
  mayBeEmpty,
  readTexts,
  required,
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
  without: mayBeEmpty(texts(matching('a colour', /^[a-z]+$/))),
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
    without: [],
  });
  const properties = { Colours: ['red', 'blue'], Since: '2026-01-01T00:00:00.000Z', ServiceToken: 'arn' };
  expect(decode(TABLE, readTexts(TABLE, properties, 'refuse'))).toStrictEqual({
    colours: ['red', 'blue'],
    kind: 'MANY',
    least: 2,
    since: new Date('2026-01-01'),
    note: undefined,
    without: [],
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

describe('a list that arrives', () => {
  const read = (properties: object) => decode(TABLE, readTexts(TABLE, properties, 'refuse'));

  test('split from a text loses the blanks around its items', () => {
    expect(read({ Colours: ['red', ' blue', 'light', 'green \n'] }).colours).toStrictEqual([
      'red',
      'blue',
      'light',
      'green',
    ]);
    expect(() => read({ Colours: ['red', ' '] })).toThrow('`colours` must be a colour, got: ""');
    expect(() => read({ Colours: ['light green'] })).toThrow('`colours` must be a colour, got: light green');
  });

  test('with an item twice keeps the first of them, and is as long as it has different items', () => {
    expect(read({ Colours: ['red', 'blue', 'red', ' blue'] })).toMatchObject({
      colours: ['red', 'blue'],
      least: 2,
    });
  });

  test('from an empty lookup has no items, where the row says that it may be empty', () => {
    expect(read({ Without: ['-'] }).without).toStrictEqual([]);
    expect(read({ Without: ['-', 'red', ' -', 'blue'] }).without).toStrictEqual(['red', 'blue']);
  });

  test('from an empty lookup is refused by any other row, and what that means is said', () => {
    expect(() => read({ Colours: ['-'] })).toThrow(
      '`colours` must be a colour, got: -, which a lookup gives for an empty list or a missing value',
    );
    expect(() => read({ Colours: ['red', '-'] })).toThrow(
      'got: -, which a lookup gives for an empty list or a missing value',
    );
  });

  test('without an item is refused by every row', () => {
    for (const name of ['Colours', 'Without']) {
      expect(() => read({ [name]: [] })).toThrow('must be left out or hold at least one element');
    }
  });
});

test('a literal list is taken as it is: with blanks, with an item twice, or from an empty lookup it is refused', () => {
  const writing = (given: Parameters<typeof encode>[1]) => () => encode(TABLE, given, literal);
  expect(writing({ colours: ['red', ' blue'] })).toThrow('`colours` must be a colour, got: " blue"');
  expect(writing({ colours: ['red', 'red'] })).toThrow(
    '`colours` must hold each element once, got twice: red',
  );
  expect(writing({ without: ['-'] })).toThrow('`without` must be a colour, got: -');
});

test.each([' one', 'one ', '\tone', 'one\n'])(
  'a refused text that begins or ends with a blank is quoted: %j',
  (kind) => {
    expect(() => encode(TABLE, { kind }, literal)).toThrow(
      `\`kind\` must be one of ONE, MANY, got: ${JSON.stringify(kind)}`,
    );
  },
);

test('a row that is required is refused without a value, and is decoded to one', () => {
  const table = { kind: required(text(NOT_EMPTY)) };
  expect(() => encode(table, {}, literal)).toThrow('`kind` must be a text that is not empty, got: nothing');
  expect(() => readTexts(table, {}, 'refuse')).toThrow(
    '`kind` must be a text that is not empty, got: nothing',
  );
  expect(() => decode(table, {})).toThrow('must be a text that is not empty');
  expect(decode(table, readTexts(table, { Kind: 'x' }, 'refuse'))).toStrictEqual({ kind: 'x' });
});

test('a default of its own is left out, and decoded', () => {
  const table = { least: defaultTo(integer(POSITIVE_INTEGER), 7) };
  const isToken = (value: unknown) => value === '${token}';
  expect(encode(table, { least: '7' }, literal)).toStrictEqual({});
  expect(encode(table, { least: '8' }, literal)).toStrictEqual({ Least: '8' });
  expect(encode(table, { least: '${token}' }, isToken)).toStrictEqual({ Least: '${token}' });
  expect(decode(table, {})).toStrictEqual({ least: 7 });
});

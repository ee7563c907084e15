import fc from 'fast-check';
import { BUNDLE_PROPERTIES, decodeBundle, decodeFormer } from '../../../lib/contract/bundle';
import { canonicalJson } from '../../../lib/contract/canonical-json';
import { decodeQuery, LOOKUP_PROPERTIES } from '../../../lib/contract/images';
import {
  defaultByLength,
  defaultByPresence,
  defaultTo,
  instant,
  integer,
  mayBeEmpty,
  required,
  type Table,
  text,
  type Texts,
  texts,
  unhashed,
  type WireType,
  type Written,
} from '../../../lib/contract/row';
import { INSTANT, matching, NOT_EMPTY, oneOf, POSITIVE_INTEGER } from '../../../lib/contract/rules';
import { decode, encode, hashedProperties, readTexts, wireName } from '../../../lib/contract/schema';
import { textsOf, throughCloudFormation, writtenOf } from './arbitraries';

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

/** What a bundle cannot be without. A lookup is never without a property, and passes over these. */
const BASE_TEXTS: Texts = {
  computeType: 'STANDARD',
  rootVolumeSize: '80',
  userVolumeSize: '50',
  imageId: 'wsi-0123456789',
};

/** Values that no template of ours holds. */
const HOSTILE: readonly unknown[] = [
  'x'.repeat(100_000),
  JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`),
  JSON.parse('{ "__proto__": { "polluted": true }, "constructor": { "prototype": { "polluted": true } } }'),
  [{ Key: '__proto__', Value: 'x' }],
  ['__proto__'],
  [],
  null,
];

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

describe.each<[string, Table]>([
  ['Custom::WorkspaceImages', LOOKUP_PROPERTIES],
  ['Custom::WorkspaceBundle', BUNDLE_PROPERTIES],
])('the table of %s', (_, table) => {
  const anyTexts = textsOf(table);
  const received = (texts: Texts) =>
    throughCloudFormation({ ServiceToken: 'arn', ServiceTimeout: 900, ...encode(table, texts, literal) });
  const hashOf = (texts: Texts) => canonicalJson(hashedProperties(table, encode(table, texts, literal)));

  /** What a value means, said without the table. */
  function meaning(wireType: WireType, written: Written | undefined): unknown {
    if (typeof written === 'object') {
      return [...written].sort();
    }
    switch (wireType) {
      case 'integer':
      case 'seconds':
        return Number(written);
      case 'instant':
        return new Date(String(written));
      case 'flag':
        return written === 'true';
      case 'text':
      case 'texts':
      case 'choice':
      case 'choices':
        return written;
    }
  }

  const sorted = (value: unknown): unknown => (Array.isArray(value) ? value.map(String).sort() : value);

  test('is decoded to what was encoded, through what CloudFormation makes of it', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        const decoded = new Map(Object.entries(decode(table, readTexts(table, received(texts), 'refuse'))));
        const direct = new Map(Object.entries(decode(table, texts)));
        expect([...decoded.keys()]).toEqual(Object.keys(table));
        for (const [key, row] of Object.entries(table)) {
          const value = decoded.get(key);
          expect(sorted(value)).toEqual(sorted(direct.get(key)));
          // A list that travels as one text means what `direct` says.
          if (texts[key] !== undefined && !Array.isArray(value) === (typeof texts[key] === 'string')) {
            expect(value).toEqual(meaning(row.wireType, texts[key]));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('is encoded alike whatever the order of properties and of lists, and alike again when it is encoded anew', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        const reversed = Object.fromEntries(
          Object.entries(texts)
            .reverse()
            .map(([key, value]) => [key, typeof value === 'object' ? [...value].reverse() : value]),
        );
        expect(hashOf(reversed)).toBe(hashOf(texts));
        const encoded = encode(table, texts, literal);
        expect(canonicalJson(encode(table, reversed, literal))).toBe(canonicalJson(encoded));
        expect(encode(table, readTexts(table, received(texts), 'refuse'), literal)).toStrictEqual(encoded);
      }),
      { numRuns: 40 },
    );
  });

  test.each(Object.entries(table))(
    'has another hash for another %s, unless that is not hashed',
    (key, row) => {
      const without = { ...BASE_TEXTS, [key]: undefined };
      const may = writtenOf(key, row);
      const means = (texts: Texts) => JSON.stringify(sorted(decode(table, texts)[key]));
      fc.assert(
        fc.property(may, may, (one, other) => {
          const [a, b] = [
            { ...without, [key]: one },
            { ...without, [key]: other },
          ];
          expect(hashOf(a) === hashOf(b)).toBe(!row.isHashed || means(a) === means(b));
          if (!row.isRequired) {
            expect(hashOf(a) === hashOf(without)).toBe(!row.isHashed || means(a) === means(without));
          }
        }),
        { numRuns: 20 },
      );
    },
  );
});

test('whatever arrives, decoding throws nothing but its own error, and changes no object', () => {
  const names = [
    ...Object.keys({ ...LOOKUP_PROPERTIES, ...BUNDLE_PROPERTIES }).map(wireName),
    'ServiceToken',
    'Tags',
    '__proto__',
    'constructor',
    'toString',
  ];
  const member = fc.tuple(
    fc.constantFrom(...names),
    fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(...HOSTILE)),
  );
  const anyProperties = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.array(member, { maxLength: 4 }).map((members) => Object.fromEntries(members)),
    },
    {
      weight: 1,
      arbitrary: fc.anything({
        withBigInt: false,
        withNullPrototype: true,
        key: fc.constantFrom(...names),
      }),
    },
  );
  const inherited = Object.getOwnPropertyNames(Object.prototype);
  fc.assert(
    fc.property(
      anyProperties,
      fc.constantFrom('refuse' as const, 'pass over' as const),
      (properties, unknown) => {
        for (const read of [
          () => decodeQuery(properties, unknown),
          () => decodeBundle(properties, unknown),
        ]) {
          try {
            expect(typeof read()).toBe('object');
          } catch (error) {
            expect(error).toMatchObject({
              name: 'Error',
              message: expect.stringMatching(/^(`\w+`|resource properties) (must|is not|with)/) as unknown,
            });
          }
        }
        expect(decodeFormer(properties).deleteTimeout).toBeGreaterThanOrEqual(0);
        expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(inherited);
      },
    ),
    { numRuns: 150 },
  );
});

test('what is not hashed is what the service can change, or what a link hands over, and nothing else', () => {
  const unhashedOf = (table: Table) =>
    Object.entries(table).flatMap(([key, { isHashed }]) => (isHashed ? [] : [key]));
  expect(unhashedOf(LOOKUP_PROPERTIES)).toEqual(['handOverAfter', 'deadline', 'frozenImageIds']);
  expect(unhashedOf(BUNDLE_PROPERTIES)).toEqual(['imageId', 'deleteTimeout']);
});

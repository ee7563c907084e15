import fc from 'fast-check';
import { FIELDS, GATES } from '../../../lib/contract/images';
import type { Row, Table, Texts, WireType, Written } from '../../../lib/contract/row';

const id = fc.stringMatching(/^wsi-[0-9a-z]{9,63}$/);

/** Texts of every kind that a rule may ask for. A row that none of them fits needs another one here. */
const SAMPLES: readonly fc.Arbitrary<string>[] = [
  id,
  fc.constantFrom('OWNED', 'SHARED', 'ALL'),
  fc.constantFrom(...FIELDS),
  fc.constantFrom(...GATES),
  fc.constantFrom('true', 'false'),
  fc.constantFrom('AVAILABLE', 'PENDING', 'constructor', '__proto__', 'NEW_1'),
  fc.stringMatching(/^[\w./()*?-]{1,64}$/),
  fc.stringMatching(/^[\w./() -]{1,255}$/),
  fc.stringMatching(/^\d{12}$/),
  fc.constantFrom('eu-west-1', 'us-gov-east-1', 'cn-north-1'),
  fc.stringMatching(/^arn:aws(-cn)?:iam::\d{12}:role\/[\w/]{1,20}$/),
  fc.stringMatching(/^[a-z0-9.-]{3,63}$/),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.uniqueArray(id, { maxLength: 5 }).map((ids) => ids.join(',') || '-'),
];

const NUMBERS = fc.oneof(fc.nat(99), fc.integer({ min: 80, max: 2_000 }), fc.nat(1e15 - 1)).map(String);

/** Dates and times, in UTC or with an offset, up to the first and the last of four digits. */
const INSTANTS = fc
  .record({
    instant: fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    }),
    form: fc.constantFrom(
      (iso: string) => iso,
      (iso: string) => iso.slice(0, 10),
      (iso: string) => `${iso.slice(0, 16)}Z`,
      (iso: string) => iso.replace('Z', '+05:30'),
      (iso: string) => iso.replace('Z', '456789-12:00'),
    ),
  })
  .map(({ instant, form }) => form(instant.toISOString()));

/** Texts that a scalar, or an item of a list, may be. */
function textOf(key: string, { wireType, rule }: Row<unknown>): fc.Arbitrary<string> {
  const samples: Readonly<Partial<Record<WireType, readonly fc.Arbitrary<string>[]>>> = {
    integer: [NUMBERS],
    seconds: [NUMBERS],
    instant: [INSTANTS],
  };
  const fitting = (samples[wireType] ?? SAMPLES).filter((sample) =>
    fc.sample(sample, 50).some((text) => rule.allows(text)),
  );
  if (fitting.length === 0) {
    throw new Error(`no sample is ${rule.expected}, as ${key} must be`);
  }
  return fc.oneof(...fitting).filter((text) => rule.allows(text));
}

/** Values of a row as they may be written. */
export function writtenOf(key: string, row: Row<unknown>): fc.Arbitrary<Written> {
  const text = textOf(key, row);
  return row.wireType === 'texts' || row.wireType === 'choices'
    ? fc.uniqueArray(text, { minLength: 1, maxLength: 4 })
    : text;
}

/** Valid properties of a resource, each of which may be left out unless it is required. */
export function textsOf(table: Table): fc.Arbitrary<Texts> {
  const rows = Object.entries(table);
  return fc.record(Object.fromEntries(rows.map(([key, row]) => [key, writtenOf(key, row)])), {
    requiredKeys: rows.flatMap(([key, { isRequired }]) => (isRequired ? [key] : [])),
  });
}

/** What CloudFormation makes of the properties of a template: JSON, in any order, with every scalar as a text. */
export function throughCloudFormation(properties: Readonly<Record<string, unknown>>): unknown {
  return JSON.parse(
    JSON.stringify(Object.fromEntries(Object.entries(properties).reverse()), (_, value: unknown) =>
      typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
    ),
  );
}

import fc from 'fast-check';

/**
 * A text of any characters, without half surrogates. fast-check has this as the unit `binary`, whose table takes two
 * seconds to build.
 */
export const anyText = fc
  .array(fc.oneof(fc.integer({ max: 0xd7ff, min: 0 }), fc.integer({ max: 0x10ffff, min: 0xe000 })))
  .map((points) => String.fromCodePoint(...points));

import fc from 'fast-check';

const FAMILY = '👩\u200d👩\u200d👧';
const ACCENTED = 'e\u0301';

/** Text of characters whose widths are known. */
export const anyText = fc.string({ unit: fc.constantFrom('a', '-', ' ', ACCENTED, '画', '😀', FAMILY) });

/** The columns that such a text takes. */
export function knownWidth(text: string): number {
  return text
    .replaceAll(FAMILY, '12')
    .replaceAll(/[画😀]/gu, '12')
    .replaceAll(ACCENTED, '1').length;
}

import { textOf } from '../../../dev/local-aws/text-of';

const TEXT = '{"Name": "größer"}';
const UTF16LE = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');
const UTF16BE = Buffer.from(UTF16LE).swap16();

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['UTF-16 LE, as Windows PowerShell writes it', UTF16LE],
  ['UTF-16 BE', UTF16BE],
])('decodes %s, and leaves the mark out', (_, bytes) => {
  expect(textOf(bytes)).toBe(TEXT);
});

test('an empty file is an empty text', () => {
  expect(textOf(Buffer.of())).toBe('');
});

test.each([
  ['Windows-1252', Buffer.from(TEXT, 'latin1')],
  ['UTF-16 LE without a mark', Buffer.from('{"Name": "golden"}', 'utf16le')],
  ['half a character of UTF-16 LE', UTF16LE.subarray(0, -1)],
  ['half a character of UTF-16 BE', UTF16BE.subarray(0, -1)],
])('refuses %s', (_, bytes) => {
  expect(textOf(bytes)).toBeUndefined();
});

/**
 * Decodes a file as its byte order mark says, and as UTF-8 without one. Windows PowerShell writes UTF-16. Without a mark,
 * that looks like UTF-8 with characters of no width, which no text has.
 *
 * @returns undefined if the bytes are not in that encoding
 */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) {
    return 'utf-16le';
  }
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

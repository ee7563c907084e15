/** Makes text stand out where it can. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly red: (text: string) => string;
}

const CODES = { bold: 1, green: 32, yellow: 33, red: 31 } as const;
const RESET = '\u001b[0m';

const styled = (code: number) => (text: string) => `\u001b[${code}m${text}${RESET}`;
const plainly = (text: string) => text;

const PLAIN: Style = { bold: plainly, green: plainly, yellow: plainly, red: plainly };

const COLOUR: Style = {
  bold: styled(CODES.bold),
  green: styled(CODES.green),
  yellow: styled(CODES.yellow),
  red: styled(CODES.red),
};

/**
 * Colour on a terminal only, and only if nobody asks for none.
 *
 * @see https://no-color.org
 */
export function styleFor(
  { isTTY }: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Style {
  return isTTY === true && (environment['NO_COLOR'] ?? '') === '' ? COLOUR : PLAIN;
}

import type { Finding } from './finding';

/** In the manner of `terraform plan -detailed-exitcode`, with one more for failures. */
export const EXIT_CODES = { nothing: 0, error: 1, change: 2, fail: 3 } as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/**
 * The exit code for all findings: an error counts before a failure, and that before a change.
 *
 * @param countsNewer Whether a newer match for a pinned lookup counts as a change
 */
export function exitCodeOf(findings: readonly Finding[], countsNewer: boolean): ExitCode {
  const codes = findings.map((finding) => codeOf(finding, countsNewer));
  const { error, fail, change, nothing } = EXIT_CODES;
  return [error, fail, change].find((code) => codes.includes(code)) ?? nothing;
}

function codeOf({ result, newer = [] }: Finding, countsNewer: boolean): ExitCode {
  switch (result) {
    case 'error':
      return EXIT_CODES.error;
    case 'fail':
      return EXIT_CODES.fail;
    case 'new':
    case 'change':
    case 'not-known':
      return EXIT_CODES.change;
    case 'pinned':
      return countsNewer && newer.length > 0 ? EXIT_CODES.change : EXIT_CODES.nothing;
    case 'same':
      return EXIT_CODES.nothing;
  }
}

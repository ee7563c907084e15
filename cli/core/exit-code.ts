import type { Finding } from './finding';
import type { BundlePreview, LookupPreview } from './lookup-preview';

/** In the manner of `terraform plan -detailed-exitcode`, with one more for failures. */
export const EXIT_CODES = { nothing: 0, error: 1, change: 2, fail: 3 } as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/**
 * The exit code of a preview: an error counts before a failure, and that before a change.
 *
 * @param countsNewer Whether a newer match for a pinned lookup counts as a change
 */
export function exitCodeOf(
  previews: readonly Pick<LookupPreview, 'finding' | 'bundles'>[],
  countsNewer: boolean,
): ExitCode {
  const codes = previews.flatMap(({ finding, bundles }) => [
    codeOf(finding, countsNewer),
    ...bundles.map(codeOfBundle),
  ]);
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

function codeOfBundle({ result }: BundlePreview): ExitCode {
  switch (result) {
    case 'error':
      return EXIT_CODES.error;
    case 'refuse':
      return EXIT_CODES.fail;
    case 'swap':
    case 'may-swap':
    case 'make':
    case 'not-known':
      return EXIT_CODES.change;
  }
}

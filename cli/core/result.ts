/** In the manner of `terraform plan -detailed-exitcode`, with one more for failures. */
export const EXIT_CODES = { nothing: 0, error: 1, change: 2, fail: 3 } as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

interface Row {
  readonly exitCode: ExitCode;
  readonly words: string;
}

interface LookupRow extends Row {
  readonly colour: 'green' | 'yellow' | 'red';
}

/** What a deployment would do with a lookup. */
export const RESULTS = {
  /** It would look for the first time. */
  new: { exitCode: EXIT_CODES.change, colour: 'yellow', words: 'new' },
  /** It would look again, and the answer would be another, or may be. */
  change: { exitCode: EXIT_CODES.change, colour: 'yellow', words: 'would change' },
  /** It would look again, and find the same images in the same states. */
  same: { exitCode: EXIT_CODES.nothing, colour: 'green', words: 'would stay the same' },
  /** It would not look. */
  pinned: { exitCode: EXIT_CODES.nothing, colour: 'green', words: 'pinned' },
  /** It would look, and fail. */
  fail: { exitCode: EXIT_CODES.fail, colour: 'red', words: 'would fail' },
  /** It would look, and what it finds is not known before. */
  'not-known': { exitCode: EXIT_CODES.change, colour: 'yellow', words: 'not known before the deployment' },
  /** AWS did not tell. */
  error: { exitCode: EXIT_CODES.error, colour: 'red', words: 'could not be previewed' },
} as const satisfies Readonly<Record<string, LookupRow>>;

export type Result = keyof typeof RESULTS;

/** What a deployment would do with a bundle that takes its image from a lookup. */
export const BUNDLE_RESULTS = {
  /** It exists, and would get another image. */
  swap: { exitCode: EXIT_CODES.change, words: 'would get the new image in place' },
  /** It exists. The image that it has is not readable, so it may be the same. */
  'may-swap': {
    exitCode: EXIT_CODES.change,
    words: 'would get the new image in place, if it is another',
  },
  /** It would be made. */
  make: { exitCode: EXIT_CODES.change, words: 'would be made of it' },
  /** It exists, and imports the image by an export, which CloudFormation refuses to change. */
  refuse: {
    exitCode: EXIT_CODES.fail,
    words: 'imports the image by an export, so CloudFormation would refuse the change',
  },
  /** Its stack is none of those to preview, and was not told. So whether the bundle exists is not known. */
  'not-known': { exitCode: EXIT_CODES.change, words: 'would take the image, if it exists' },
  /** Whether it exists was not told. */
  error: {
    exitCode: EXIT_CODES.error,
    words: 'would take the image; its own stack could not be read',
  },
} as const satisfies Readonly<Record<string, Row>>;

export type BundleResult = keyof typeof BUNDLE_RESULTS;

interface Previewed {
  readonly finding: {
    readonly result: Result;

    /** What is newer than a pin, if that is known. */
    readonly newer?: readonly unknown[] | undefined;
  };
  readonly bundles: readonly { readonly result: BundleResult }[];
}

/**
 * The exit code of a preview: an error counts before a failure, and that before a change.
 *
 * @param countsNewer Whether a newer match for a pinned lookup counts as a change
 */
export function exitCodeOf(previews: readonly Previewed[], countsNewer: boolean): ExitCode {
  const codes = previews.flatMap(({ finding: { result, newer = [] }, bundles }) => [
    countsNewer && newer.length > 0 ? EXIT_CODES.change : RESULTS[result].exitCode,
    ...bundles.map((bundle) => BUNDLE_RESULTS[bundle.result].exitCode),
  ]);
  const { error, fail, change, nothing } = EXIT_CODES;
  return [error, fail, change].find((code) => codes.includes(code)) ?? nothing;
}

import type { TemplateBundle } from './bundles';
import type { Finding } from './finding';
import type { TemplateLookup } from './lookups';
import type { Place } from './place';

/** A lookup, and what a deployment would do with it. */
export interface LookupPreview {
  readonly lookup: TemplateLookup;

  /** Undefined if AWS did not tell it. */
  readonly place: Place | undefined;
  readonly finding: Finding;
  readonly bundles: readonly BundlePreview[];
}

/** What a deployment would do with a bundle that takes the newest image of a lookup. */
export interface BundlePreview {
  readonly bundle: TemplateBundle;
  readonly result: BundleResult;

  /** Why its stack was not told. */
  readonly reason?: string;
}

export type BundleResult =
  /** It exists, and would get another image. */
  | 'swap'
  /** It exists. Whether the image is another is not known, since the deployed one is not readable. */
  | 'may-swap'
  /** It would be made. */
  | 'make'
  /** It exists, and imports the image by an export, which CloudFormation refuses to change. */
  | 'refuse'
  /** Whether it exists is not known, since its stack is none of those to preview, and was not told. */
  | 'not-known'
  /** Whether it exists was not told. */
  | 'error';

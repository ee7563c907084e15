import type { TemplateBundle } from './bundles';
import type { Finding } from './finding';
import type { TemplateLookup } from './lookups';
import type { BundleResult } from './result';
import type { Place } from './stack';

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

import type { TemplateBundle } from './bundles';
import type { Finding } from './finding';
import type { TemplateLookup } from './lookups';

/** Where a stack is deployed. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** A lookup, and what a deployment would do with it. */
export interface LookupPreview {
  readonly lookup: TemplateLookup;

  /** Undefined if AWS did not tell it. */
  readonly place: Place | undefined;
  readonly finding: Finding;
  readonly bundles: readonly BundlePreview[];
}

/** A bundle that would get the newest image of a lookup. */
export interface BundlePreview {
  readonly bundle: TemplateBundle;

  /** It exists and would get another image; the same, if what is deployed is not readable; or it would be made. */
  readonly result: 'swap' | 'may swap' | 'make';
}

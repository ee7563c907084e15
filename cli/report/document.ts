import type { Image } from '../../lambda/images/core/image';
import type { Deployed } from '../core/deployed';
import type { Finding } from '../core/finding';
import type { BundlePreview, LookupPreview } from '../core/lookup-preview';
import type { BundleResult, ExitCode, Result } from '../core/result';

/** Goes up when a member is renamed or removed, or means something else. New members may come at any time. */
const FORMAT_VERSION = 1;

/** What `--json` prints. docs/preview.md describes each member. What is not known, or was not told, is null. */
export interface PreviewDocument {
  readonly formatVersion: number;
  readonly exitCode: ExitCode;
  readonly lookups: readonly LookupDocument[];
}

interface LookupDocument {
  readonly path: string;
  readonly stack: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly logicalId: string;
  readonly conditions: readonly string[];
  readonly result: Result;
  readonly reason: string | null;
  readonly isPinned: boolean | null;
  readonly newLookup: NonNullable<Finding['newLookup']> | null;
  readonly newer: readonly string[] | null;
  readonly tokens: readonly string[];
  readonly examined: number | null;
  readonly matching: number | null;
  readonly now: readonly ImageDocument[] | null;
  readonly waitsFor: readonly string[] | null;
  readonly mayPass: boolean | null;
  readonly isDeployed: boolean | null;
  readonly deployed: readonly ImageDocument[] | null;
  readonly bundles: readonly BundleDocument[];
}

interface ImageDocument {
  readonly imageId: string;
  readonly name: string | null;
  readonly state: string | null;
  readonly created: string | null;
}

interface BundleDocument {
  readonly path: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly result: BundleResult;
  readonly reason: string | null;
}

export function previewDocument(previews: readonly LookupPreview[], exitCode: ExitCode): PreviewDocument {
  return { formatVersion: FORMAT_VERSION, exitCode, lookups: previews.map(lookupDocument) };
}

function lookupDocument({ lookup, place, finding, bundles }: LookupPreview): LookupDocument {
  const { path, stack, logicalId, conditions } = lookup;
  const { result, reason, newLookup, newer, tokens, now, deployed } = finding;
  return {
    path,
    stack: stack.stackName,
    account: place?.account ?? stack.account ?? null,
    region: place?.region ?? stack.region ?? null,
    logicalId,
    conditions,
    result,
    reason: reason ?? null,
    isPinned: deployed?.isPinned ?? null,
    newLookup: newLookup ?? null,
    newer: newer?.map(({ ImageId }) => ImageId) ?? null,
    tokens,
    examined: now?.match.examined ?? null,
    matching: now?.match.matching.length ?? null,
    now: now?.selected.map(imageDocument) ?? null,
    waitsFor: now?.pending.map(({ ImageId }) => ImageId) ?? null,
    mayPass: now?.mayPass ?? null,
    isDeployed: isDeployed(deployed),
    deployed: deployedDocument(deployed, now),
    bundles: bundles.map(bundleDocument),
  };
}

/** Whether this lookup, or an earlier one of the same construct, is deployed. */
function isDeployed(deployed: Deployed | undefined): boolean | null {
  if (deployed === undefined || (deployed.images === 'not readable' && !deployed.isPinned)) {
    return null;
  }
  return deployed.images !== 'nothing';
}

function deployedDocument(
  deployed: Deployed | undefined,
  now: Finding['now'],
): readonly ImageDocument[] | null {
  if (deployed === undefined || deployed.images === 'not readable') {
    return null;
  }
  const images = deployed.images === 'nothing' ? [] : deployed.images;
  return images.map(({ imageId, state }) => {
    const listed = now?.listed.find(({ ImageId }) => ImageId === imageId);
    return { ...imageDocument(listed ?? { ImageId: imageId }), state: state ?? null };
  });
}

function imageDocument({ ImageId, Name, State, Created }: Image): ImageDocument {
  return {
    imageId: ImageId,
    name: Name ?? null,
    state: State ?? null,
    created: Created?.toISOString() ?? null,
  };
}

function bundleDocument({ bundle, result, reason }: BundlePreview): BundleDocument {
  return {
    path: bundle.path,
    stack: bundle.stack.stackName,
    logicalId: bundle.logicalId,
    result,
    reason: reason ?? null,
  };
}

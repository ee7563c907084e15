import type { Image } from '../../lambda/images/core/image';
import type { Deployed, DeployedImage } from '../core/deployed';
import { areSame, type Finding } from '../core/finding';
import { deployedTitles, titlesOf } from './titles';

const NOT_READABLE = 'deployed ids not readable';

/** What a deployment would do with a lookup, in one line. */
export function difference(finding: Finding): string {
  const { result, reason = '' } = finding;
  switch (result) {
    case 'new':
    case 'change':
      return change(finding);
    case 'same':
      return `${titlesOf(selectedOf(finding))}: looks again, and finds the same`;
    case 'pinned':
      return pinned(finding);
    case 'fail':
      return `would fail: ${reason}`;
    case 'not-known':
      return `not known before the deployment: ${reason}`;
    case 'error':
      return `could not be previewed: ${reason}`;
  }
}

/** What is deployed, as far as the outputs tell. */
export function deployedText({ images }: Deployed, now: Finding['now']): string {
  switch (images) {
    case 'nothing':
      return 'nothing';
    case 'not readable':
      return `${NOT_READABLE}, since no output of the template tells them`;
    default:
      return deployedTitles(images, now);
  }
}

function change(finding: Finding): string {
  const { deployed, now } = finding;
  const selected = selectedOf(finding);
  const images = deployed?.images ?? 'not readable';
  if (typeof images === 'string') {
    return `(${images === 'nothing' ? 'nothing deployed' : NOT_READABLE}) → ${titlesOf(selected)}`;
  }
  if (images.length <= 1 && selected.length <= 1) {
    return `${deployedTitles(images, now)} → ${titlesOf(selected)}`;
  }
  const { added, removed } = changes(images, selected);
  const parts = [
    ...(removed.length === 0 ? [] : [`− ${deployedTitles(removed, now)}`]),
    ...(added.length === 0 ? [] : [`+ ${titlesOf(added)}`]),
  ];
  return parts.join('  ') || 'the same images, in other states or in another order';
}

function pinned(finding: Finding): string {
  const { deployed, now, newer = [], newLookup, reason = '' } = finding;
  const images = deployed?.images ?? 'not readable';
  if (newLookup === 'fail') {
    return `pinned; a new lookup would fail: ${reason}`;
  }
  if (newLookup === 'not-known') {
    return `pinned; what matches now is not known before the deployment: ${reason}`;
  }
  if (newer.length > 0) {
    return `pinned; newer: ${titlesOf(newer)}; change refreshKey to take it`;
  }
  if (typeof images === 'string') {
    return `pinned; ${NOT_READABLE}; matches now: ${titlesOf(selectedOf(finding))}`;
  }
  return areSame(images, selectedOf(finding))
    ? `pinned: ${deployedTitles(images, now)}`
    : `pinned; others match now: ${titlesOf(selectedOf(finding))}`;
}

/** Lists are told by what comes and what goes. */
function changes(deployed: readonly DeployedImage[], selected: readonly Image[]) {
  const before = new Set(deployed.map(({ imageId }) => imageId));
  const after = new Set(selected.map(({ ImageId }) => ImageId));
  return {
    added: selected.filter(({ ImageId }) => !before.has(ImageId)),
    removed: deployed.filter(({ imageId }) => !after.has(imageId)),
  };
}

function selectedOf({ now }: Finding): readonly Image[] {
  return now?.selected ?? [];
}

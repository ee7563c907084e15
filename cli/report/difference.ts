import { type Image, title } from '../../lambda/images/core/image';
import { enumerate, oneLine } from '../../lambda/resource/sentence';
import type { Deployed, DeployedImage } from '../core/deployed';
import { areSame, type Finding, type Now } from '../core/finding';
import { RESULTS } from '../core/result';

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
    case 'not-known':
    case 'error':
      return `${RESULTS[result].words}: ${reason}`;
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

/** `golden-a (wsi-…), golden-b (wsi-…) PENDING`: a state that is not AVAILABLE is told. */
export function titlesOf(images: readonly Image[]): string {
  return told(images.map((image) => withState(title(image), image.State ?? 'in no state')));
}

/** With the names of those that are still listed, and the states that they had when they were looked up. */
export function deployedTitles(images: readonly DeployedImage[], now: Now | undefined): string {
  return told(
    images.map(({ imageId, state }) => {
      const listed = now?.listed.find(({ ImageId }) => ImageId === imageId);
      return withState(title(listed ?? { ImageId: imageId }), state);
    }),
  );
}

function withState(name: string, state: string | undefined): string {
  return state === undefined || state === 'AVAILABLE' ? name : `${name} ${state}`;
}

function told(titles: readonly string[]): string {
  return enumerate(titles.map(oneLine)) || 'no image';
}

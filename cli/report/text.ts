import { type Image, title } from '../../lambda/images/core/image';
import { count, enumerate } from '../../lambda/resource/sentence';
import { table } from '../../local/table';
import type { DeployedImage } from '../core/deployed';
import type { Finding, Now } from '../core/finding';
import type { BundlePreview, LookupPreview } from '../core/lookup-preview';
import type { Style } from './style';

/** Images that a table shows. A pull request has room for 65,536 characters. */
const MOST_ROWS = 20;

const BUNDLE_TEXTS: Readonly<Record<BundlePreview['result'], string>> = {
  swap: 'would get the new image in place',
  'may swap': 'would get the new image in place, if it is another',
  make: 'would be made of it',
};

/** What a person reads: a block for each lookup, and how many there are of which kind. */
export function previewText(previews: readonly LookupPreview[], style: Style): string {
  const blocks = previews.map((preview) => block(preview, style));
  return [...blocks, summary(previews)].join('\n\n');
}

function block({ lookup, finding, bundles }: LookupPreview, style: Style): string {
  const details = [
    ...deployedLines(finding),
    ...tokenLines(finding),
    ...nowLines(finding.now),
    ...bundles.map(({ bundle, result }) => `bundle ${bundle.path} ${BUNDLE_TEXTS[result]}`),
  ];
  return [
    `${style.bold(lookup.path)}  ${difference(finding, style)}`,
    ...details.map((line) => indented(line)),
  ].join('\n');
}

function difference(finding: Finding, style: Style): string {
  const { result, reason = '' } = finding;
  switch (result) {
    case 'new':
    case 'change':
      return style.yellow(change(finding));
    case 'same':
      return style.green(`${titles(selectedOf(finding))}: looks again, and finds the same`);
    case 'pinned':
      return pinned(finding, style);
    case 'fail':
      return style.red(`would fail: ${reason}`);
    case 'not known':
      return style.yellow(`not known before the deployment: ${reason}`);
    case 'error':
      return style.red(`could not be previewed: ${reason}`);
  }
}

/** Lists of several images are told by what comes and what goes. */
function change({ deployed, now }: Finding): string {
  const selected = now?.selected ?? [];
  const images = deployed?.images ?? 'not readable';
  if (typeof images === 'string') {
    return `${images === 'nothing' ? '(nothing deployed)' : '(deployed ids not readable)'} → ${titles(selected)}`;
  }
  if (images.length <= 1 && selected.length <= 1) {
    return `${deployedTitles(images, now)} → ${titles(selected)}`;
  }
  const { added, removed } = changes(images, selected);
  const parts = [
    ...(removed.length === 0 ? [] : [`− ${deployedTitles(removed, now)}`]),
    ...(added.length === 0 ? [] : [`+ ${titles(added)}`]),
  ];
  return parts.join('  ') || 'the same images, in other states or in another order';
}

function pinned({ deployed, now, hasNewer, reason }: Finding, style: Style): string {
  const images = deployed?.images ?? 'not readable';
  const known = typeof images === 'string' ? [] : images;
  if (reason !== undefined) {
    return style.yellow(`pinned; a new lookup would fail: ${reason}`);
  }
  if (typeof images === 'string') {
    return `pinned; deployed ids not readable; matches now: ${titles(now?.selected ?? [])}`;
  }
  if (!hasNewer) {
    return style.green(`pinned: ${deployedTitles(known, now)}`);
  }
  const { added, removed } = changes(known, now?.selected ?? []);
  const what =
    added.length > 0
      ? `newer: ${titles(added)}`
      : removed.length > 0
        ? `no longer matching: ${deployedTitles(removed, now)}`
        : 'in another order now';
  return style.yellow(`pinned; ${what}; change refreshKey to take it`);
}

function changes(deployed: readonly DeployedImage[], selected: readonly Image[]) {
  const before = new Set(deployed.map(({ imageId }) => imageId));
  const after = new Set(selected.map(({ ImageId }) => ImageId));
  return {
    added: selected.filter(({ ImageId }) => !before.has(ImageId)),
    removed: deployed.filter(({ imageId }) => !after.has(imageId)),
  };
}

function deployedLines({ deployed, now }: Finding): readonly string[] {
  if (deployed === undefined) {
    return [];
  }
  const { images } = deployed;
  return [
    images === 'nothing'
      ? 'deployed now: nothing'
      : images === 'not readable'
        ? 'deployed now: deployed ids not readable, since the stack has no output of them'
        : `deployed now: ${deployedTitles(images, now)}`,
  ];
}

function tokenLines({ tokens, deployed }: Finding): readonly string[] {
  return tokens.length > 0 && deployed?.isPinned === true
    ? [`looks again if a value changes that is not known here: ${tokens.join(', ')}`]
    : [];
}

function nowLines(now: Now | undefined): readonly string[] {
  if (now === undefined) {
    return [];
  }
  const { match, selected, pending } = now;
  const shown = selected.slice(0, MOST_ROWS);
  const rest = selected.length - shown.length;
  return [
    `matches now: ${match.matching.length} of ${count(match.examined, 'image')}` +
      (selected.length < match.matching.length ? `, of which the newest ${selected.length}` : ''),
    ...(shown.length === 0 ? [] : [indented(imageTable(shown))]),
    ...(rest === 0 ? [] : [indented(`… and ${rest} more, which --json has`)]),
    ...(pending.length === 0 ? [] : [`would wait for: ${titles(pending)}`]),
  ];
}

function imageTable(images: readonly Image[]): string {
  return table(
    ['image id', 'name', 'state', 'created'],
    images.map(({ ImageId, Name = '-', State = '-', Created }) => [
      ImageId,
      Name,
      State,
      Created?.toISOString() ?? '-',
    ]),
  );
}

const SUMMARY_TEXTS: Readonly<Record<Finding['result'], string>> = {
  new: 'new',
  change: 'would change',
  same: 'would stay the same',
  pinned: 'pinned',
  fail: 'would fail',
  'not known': 'not known before the deployment',
  error: 'could not be previewed',
};

function summary(previews: readonly LookupPreview[]): string {
  const counts = Object.entries(SUMMARY_TEXTS).flatMap(([result, text]) => {
    const number = previews.filter(({ finding }) => finding.result === result).length;
    return number === 0 ? [] : [`${number} ${text}`];
  });
  return previews.length === 0
    ? 'The app has no lookup.'
    : `${count(previews.length, 'lookup')}: ${counts.join(', ')}.`;
}

function selectedOf({ now }: Finding): readonly Image[] {
  return now?.selected ?? [];
}

/** An image in a state other than AVAILABLE is told with it. */
function titles(images: readonly Image[]): string {
  const told = images.map((image) =>
    image.State === 'AVAILABLE' ? title(image) : `${title(image)} ${image.State ?? 'in no state'}`,
  );
  return enumerate(told) || 'no image';
}

/** The names of deployed images, as far as they are still listed. */
function deployedTitles(images: readonly DeployedImage[], now: Now | undefined): string {
  return titles(
    images.map(({ imageId, state }) => ({
      ImageId: imageId,
      Name: now?.listed.find(({ ImageId }) => ImageId === imageId)?.Name,
      State: state ?? 'AVAILABLE',
    })),
  );
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

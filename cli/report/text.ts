import type { Image } from '../../lambda/images/core/image';
import { count, oneLine } from '../../lambda/resource/sentence';
import type { Finding, Now } from '../core/finding';
import type { BundlePreview, LookupPreview } from '../core/lookup-preview';
import { BUNDLE_RESULTS, RESULTS } from '../core/result';
import type { Style } from '../terminal/style';
import { table } from '../terminal/table';
import { deployedText, deployedTitles, difference, titlesOf } from './difference';

/** Images that a table shows. A comment on a pull request has room for 65,536 characters. */
const MOST_ROWS = 20;

/** What a person reads: a block for each lookup, and how many there are of which kind. */
export function previewText(previews: readonly LookupPreview[], style: Style): string {
  return [...previews.map((preview) => block(preview, style)), summary(previews)].join('\n\n');
}

function block({ lookup, finding, bundles }: LookupPreview, style: Style): string {
  const { now, deployed } = finding;
  const paint = style[hasNews(finding) ? 'yellow' : RESULTS[finding.result].colour];
  const details = [
    ...lookup.conditions.map((condition) => `made only if the condition ${condition} holds`),
    ...(deployed === undefined ? [] : [`deployed now: ${deployedText(deployed, now)}`]),
    ...pinLines(finding),
    ...(now === undefined ? [] : nowLines(now)),
    ...bundles.map(bundleLine),
  ];
  return [`${style.bold(lookup.path)}  ${paint(difference(finding))}`, ...details.map(indented)].join('\n');
}

/** Whether a pin is not what a new lookup would answer. */
function hasNews({ newLookup, newer = [] }: Finding): boolean {
  return (newLookup !== undefined && newLookup !== 'succeed') || newer.length > 0;
}

/** What may end a pin, or has made it stale. */
function pinLines({ deployed, now, tokens }: Finding): readonly string[] {
  if (deployed?.isPinned !== true) {
    return [];
  }
  const images = typeof deployed.images === 'string' ? [] : deployed.images;
  const gone =
    now === undefined
      ? []
      : images.filter(({ imageId }) => !now.listed.some(({ ImageId }) => ImageId === imageId));
  return [
    ...(gone.length === 0 ? [] : [`no longer listed: ${deployedTitles(gone, now)}`]),
    ...(tokens.length === 0 ? [] : [`looks again if one of these gets another value: ${tokens.join(', ')}`]),
  ];
}

function nowLines({ match, selected, pending, mayPass }: Now): readonly string[] {
  const shown = selected.slice(0, MOST_ROWS);
  const rest = selected.length - shown.length;
  return [
    `matches now: ${match.matching.length} of ${count(match.examined, 'image')}` +
      (selected.length < match.matching.length ? `, of which the newest ${selected.length}` : ''),
    ...(shown.length === 0 ? [] : [indented(imageTable(shown))]),
    ...(rest === 0 ? [] : [indented(`… and ${rest} more, which --json has`)]),
    ...(pending.length === 0 ? [] : [`would wait for: ${titlesOf(pending)}`]),
    ...(mayPass ? ['would look again for some minutes before it fails'] : []),
  ];
}

function imageTable(images: readonly Image[]): string {
  return table(
    ['image id', 'name', 'state', 'created'],
    images.map(({ ImageId, Name = '-', State = '-', Created }) =>
      [ImageId, Name, State, Created?.toISOString() ?? '-'].map(oneLine),
    ),
  );
}

function bundleLine({ bundle, result, reason }: BundlePreview): string {
  return `bundle ${bundle.path} ${BUNDLE_RESULTS[result].words}${reason === undefined ? '' : `: ${reason}`}`;
}

function summary(previews: readonly LookupPreview[]): string {
  const counts = Object.entries(RESULTS).flatMap(([result, { words }]) => {
    const number = previews.filter(({ finding }) => finding.result === result).length;
    return number === 0 ? [] : [`${number} ${words}`];
  });
  return previews.length === 0
    ? 'No lookup found.'
    : `${count(previews.length, 'lookup')}: ${counts.join(', ')}.`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

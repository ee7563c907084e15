import type { Deployed } from '../../../cli/core/deployed';
import type { Finding } from '../../../cli/core/finding';
import { deployedText, deployedTitles, difference, titlesOf } from '../../../cli/report/difference';
import type { Image } from '../../../lambda/images/core/image';
import { anImage, imageId } from '../../lambda/builders';

const [a, b, c] = [
  anImage({ ImageId: imageId(0), Name: 'golden-a' }),
  anImage({ ImageId: imageId(1), Name: 'golden-b' }),
  anImage({ ImageId: imageId(2), Name: 'golden-c' }),
];
const [A, B, C] = ['golden-a (wsi-000000000)', 'golden-b (wsi-000000001)', 'golden-c (wsi-000000002)'];

const nowOf = (selected: readonly Image[]) => ({
  match: { examined: 3, matching: selected, trail: [] },
  selected,
  listed: [a, b, c],
  pending: [],
  mayPass: false,
});

const answered = (all: readonly Image[]) =>
  all.map(({ ImageId }) => ({ imageId: ImageId, state: 'AVAILABLE' }));

/** The finding of a lookup that has answered with some images, and would now with others. */
const findingOf = (
  result: Finding['result'],
  before: readonly Image[] | 'nothing' | 'not readable',
  after: readonly Image[],
  more: Partial<Finding> = {},
): Finding => ({
  result,
  tokens: [],
  deployed: { isPinned: false, images: typeof before === 'string' ? before : answered(before) },
  now: nowOf(after),
  ...more,
});

const bare = (result: Finding['result'], more: Partial<Finding> = {}): Finding => ({
  result,
  tokens: [],
  ...more,
});

test.each<[string, Finding]>([
  [`(nothing deployed) → ${A}`, findingOf('new', 'nothing', [a])],
  [`(deployed ids not readable) → ${A}, ${B}`, findingOf('change', 'not readable', [a, b])],
  ['(deployed ids not readable) → no image', bare('change')],
  [`${A} → ${B}`, findingOf('change', [a], [b])],
  [`no image → ${B}`, findingOf('change', [], [b])],
  [`${A} → no image`, findingOf('change', [a], [])],
  [`− ${A}  + ${C}`, findingOf('change', [a, b], [b, c])],
  [`− ${A}, ${B}`, findingOf('change', [a, b], [])],
  [`+ ${B}, ${C}`, findingOf('change', [a], [a, b, c])],
  ['the same images, in other states or in another order', findingOf('change', [a, b], [b, a])],
  [`${A}: looks again, and finds the same`, findingOf('same', [a], [a])],
  [`pinned: ${A}`, findingOf('pinned', [a], [a])],
  [`pinned; others match now: ${B}`, findingOf('pinned', [a], [b], { newer: [] })],
  [`pinned; newer: ${B}; change refreshKey to take it`, findingOf('pinned', [a], [a, b], { newer: [b] })],
  [`pinned; deployed ids not readable; matches now: ${A}`, findingOf('pinned', 'not readable', [a])],
  ['pinned; deployed ids not readable; matches now: no image', bare('pinned')],
  [
    'pinned; a new lookup would fail: too few',
    findingOf('pinned', [a], [], { newLookup: 'fail', reason: 'too few' }),
  ],
  ['pinned; a new lookup would fail: ', bare('pinned', { newLookup: 'fail' })],
  [
    'pinned; what matches now is not known before the deployment: a token',
    bare('pinned', { newLookup: 'not-known', reason: 'a token' }),
  ],
  ['would fail: too few', bare('fail', { reason: 'too few' })],
  ['would fail: ', bare('fail')],
  ['not known before the deployment: a token', bare('not-known', { reason: 'a token' })],
  ['could not be previewed: no credentials', bare('error', { reason: 'no credentials' })],
])('a finding is told in one line: %s', (expected, finding) => {
  expect(difference(finding)).toBe(expected);
});

test.each<[string, Deployed['images']]>([
  ['nothing', 'nothing'],
  ['deployed ids not readable, since no output of the template tells them', 'not readable'],
  [`${B} PENDING`, [{ imageId: imageId(1), state: 'PENDING' }]],
  ['wsi-000000009', [{ imageId: imageId(9), state: undefined }]],
  ['no image', []],
])('what is deployed is told: %s', (expected, images) => {
  expect(deployedText({ isPinned: false, images }, nowOf([a]))).toBe(expected);
});

test('an image is told by what there is of it', () => {
  expect(titlesOf([anImage({ Name: undefined, State: undefined })])).toBe('wsi-000000001 in no state');
  expect(deployedTitles([{ imageId: imageId(1), state: 'ERROR' }], undefined)).toBe('wsi-000000001 ERROR');
});

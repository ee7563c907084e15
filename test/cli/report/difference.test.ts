import type { Deployed } from '../../../cli/core/deployed';
import type { Finding, Now } from '../../../cli/core/finding';
import { deployedText, difference } from '../../../cli/report/difference';
import { deployedTitles, titlesOf } from '../../../cli/report/titles';
import type { Image } from '../../../lambda/images/core/image';
import { anImage, imageId } from '../../lambda/builders';

test.each([
  ['change', '(deployed ids not readable) → no image'],
  ['same', 'no image: looks again, and finds the same'],
  ['pinned', 'pinned; deployed ids not readable; matches now: no image'],
  ['fail', 'would fail: '],
  ['not-known', 'not known before the deployment: '],
  ['error', 'could not be previewed: '],
] as const)('a finding that tells nothing more is told: %s', (result, expected) => {
  expect(difference({ result, tokens: [] })).toBe(expected);
});

test.each([
  ['fail', 'pinned; a new lookup would fail: '],
  ['not-known', 'pinned; what matches now is not known before the deployment: '],
] as const)('so is a pin: %s', (newLookup, expected) => {
  expect(difference({ result: 'pinned', newLookup, tokens: [] })).toBe(expected);
});

test('an image is told by what there is of it', () => {
  expect(titlesOf([anImage({ Name: undefined, State: undefined })])).toBe('wsi-000000001 in no state');
  expect(deployedTitles([{ imageId: imageId(1), state: 'ERROR' }], undefined)).toBe('wsi-000000001 ERROR');
});

describe('a finding is told in one line', () => {
  const first = anImage({ ImageId: imageId(0), Name: 'golden-a' });
  const second = anImage({ ImageId: imageId(1), Name: 'golden-b' });
  const third = anImage({ ImageId: imageId(2), Name: 'golden-c' });

  const nowOf = (...selected: Image[]): Now => ({
    match: { examined: 3, matching: selected, trail: [] },
    selected,
    listed: [first, second, third],
    pending: [],
    mayPass: false,
  });
  const deployed = (images: Deployed['images']): Deployed => ({ isPinned: false, images });
  const answered = (...all: Image[]) =>
    deployed(all.map(({ ImageId }) => ({ imageId: ImageId, state: 'AVAILABLE' })));

  test.each<[string, Omit<Finding, 'tokens'>]>([
    [
      '(nothing deployed) → golden-a (wsi-000000000)',
      { result: 'new', deployed: deployed('nothing'), now: nowOf(first) },
    ],
    [
      '(deployed ids not readable) → golden-a (wsi-000000000), golden-b (wsi-000000001)',
      { result: 'change', deployed: deployed('not readable'), now: nowOf(first, second) },
    ],
    [
      'golden-a (wsi-000000000) → golden-b (wsi-000000001)',
      { result: 'change', deployed: answered(first), now: nowOf(second) },
    ],
    ['no image → golden-b (wsi-000000001)', { result: 'change', deployed: answered(), now: nowOf(second) }],
    ['golden-a (wsi-000000000) → no image', { result: 'change', deployed: answered(first), now: nowOf() }],
    [
      '− golden-a (wsi-000000000)  + golden-c (wsi-000000002)',
      { result: 'change', deployed: answered(first, second), now: nowOf(second, third) },
    ],
    [
      '− golden-a (wsi-000000000), golden-b (wsi-000000001)',
      { result: 'change', deployed: answered(first, second), now: nowOf() },
    ],
    [
      '+ golden-b (wsi-000000001), golden-c (wsi-000000002)',
      { result: 'change', deployed: answered(first), now: nowOf(first, second, third) },
    ],
    [
      'the same images, in other states or in another order',
      { result: 'change', deployed: answered(first, second), now: nowOf(second, first) },
    ],
    [
      'golden-a (wsi-000000000): looks again, and finds the same',
      { result: 'same', deployed: answered(first), now: nowOf(first) },
    ],
    ['pinned: golden-a (wsi-000000000)', { result: 'pinned', deployed: answered(first), now: nowOf(first) }],
    [
      'pinned; others match now: golden-b (wsi-000000001)',
      { result: 'pinned', deployed: answered(first), now: nowOf(second), newer: [] },
    ],
    [
      'pinned; newer: golden-b (wsi-000000001); change refreshKey to take it',
      { result: 'pinned', deployed: answered(first), now: nowOf(first, second), newer: [second] },
    ],
    [
      'pinned; deployed ids not readable; matches now: golden-a (wsi-000000000)',
      { result: 'pinned', deployed: deployed('not readable'), now: nowOf(first) },
    ],
    [
      'pinned; a new lookup would fail: too few',
      { result: 'pinned', newLookup: 'fail', reason: 'too few', deployed: answered(first), now: nowOf() },
    ],
    [
      'pinned; what matches now is not known before the deployment: a token',
      { result: 'pinned', newLookup: 'not-known', reason: 'a token', deployed: answered(first) },
    ],
    ['would fail: too few', { result: 'fail', reason: 'too few' }],
    ['not known before the deployment: a token', { result: 'not-known', reason: 'a token' }],
    ['could not be previewed: no credentials', { result: 'error', reason: 'no credentials' }],
  ])('%s', (expected, finding) => {
    expect(difference({ ...finding, tokens: [] })).toBe(expected);
  });

  test.each([
    ['nothing', 'nothing'],
    ['not readable', 'deployed ids not readable, since no output of the template tells them'],
    [[{ imageId: imageId(1), state: 'PENDING' }], 'golden-b (wsi-000000001) PENDING'],
    [[{ imageId: imageId(9), state: undefined }], 'wsi-000000009'],
    [[], 'no image'],
  ] as const)('and of what is deployed, %j is told: %s', (images, expected) => {
    expect(deployedText(deployed(images), nowOf(first))).toBe(expected);
  });
});

import { difference } from '../../../cli/report/difference';
import { deployedTitles, titlesOf } from '../../../cli/report/titles';
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

import type { Finding, Now } from '../../../cli/core/finding';
import type { LookupPreview } from '../../../cli/core/lookup-preview';
import { lookupsOf } from '../../../cli/core/lookups';
import { type BundleResult, type Result, RESULTS } from '../../../cli/core/result';
import { previewText } from '../../../cli/report/text';
import { styleFor } from '../../../cli/terminal/style';
import type { Image } from '../../../lambda/images/core/image';
import { anImage, imageId, images } from '../../lambda/builders';
import { aStack, only } from '../apps';

const PLAIN = styleFor({}, {});

const stack = aStack({ Resources: { Golden: { Type: 'Custom::WorkspaceImages', Properties: {} } } });

const nowOf = (selected: readonly Image[], more: Partial<Now> = {}): Now => ({
  match: { examined: selected.length, matching: selected, trail: [] },
  selected,
  listed: selected,
  pending: [],
  mayPass: false,
  ...more,
});

const previewOf = (finding: Partial<Finding>, more: Partial<LookupPreview> = {}): LookupPreview => ({
  lookup: only(lookupsOf(stack)),
  place: undefined,
  finding: { result: 'new', tokens: [], deployed: { isPinned: false, images: 'nothing' }, ...finding },
  bundles: [],
  ...more,
});

/** The lines of the block of a lookup. */
const blockOf = (finding: Partial<Finding>, more: Partial<LookupPreview> = {}) =>
  previewText([previewOf(finding, more)], PLAIN)
    .split('\n\n')[0]
    ?.split('\n');

const bundleOf = (result: BundleResult, reason?: string) => ({
  bundle: { stack, path: 'Images/Desktop', logicalId: 'Desktop', index: 0 },
  result,
  ...(reason === undefined ? {} : { reason }),
});

const october = anImage({ ImageId: imageId(10), Name: 'golden-10' });
const november = anImage({
  ImageId: imageId(11),
  Name: 'golden-11',
  Created: new Date('2026-11-01T00:00:00Z'),
});

test('a block has the conditions, what is deployed, what matches, and what becomes of bundles', () => {
  const match = { examined: 3, matching: [november, october], trail: [] };
  const lookup = { ...only(lookupsOf(stack)), conditions: ['IsProd'] };
  const bundles = [bundleOf('make'), bundleOf('not-known', 'you must be allowed')];
  expect(previewText([previewOf({ now: nowOf([november], { match }) }, { lookup, bundles })], PLAIN)).toBe(
    [
      'Images/Golden  (nothing deployed) → golden-11 (wsi-000000011)',
      '  made only if the condition IsProd holds',
      '  deployed now: nothing',
      '  matches now: 2 of 3 images, of which the newest 1',
      '    image id       name       state      created',
      '    -------------  ---------  ---------  ------------------------',
      '    wsi-000000011  golden-11  AVAILABLE  2026-11-01T00:00:00.000Z',
      '  bundle Images/Desktop would be made of it',
      '  bundle Images/Desktop would take the image, if it exists: you must be allowed',
      '',
      '1 lookup: 1 new.',
    ].join('\n'),
  );
});

test('a block leaves out what there is not, and what is not known', () => {
  expect(blockOf({ now: nowOf([]) })).toEqual([
    'Images/Golden  (nothing deployed) → no image',
    '  deployed now: nothing',
    '  matches now: 0 of 0 images',
  ]);
  expect(blockOf({ result: 'error', reason: 'no', deployed: undefined })).toEqual([
    'Images/Golden  could not be previewed: no',
  ]);
});

test('what makes a pin stale, and what may end it, is told of a pin alone', () => {
  const images = [october, november].map(({ ImageId }) => ({ imageId: ImageId, state: 'AVAILABLE' }));
  const finding: Partial<Finding> = {
    result: 'pinned',
    newLookup: 'not-known',
    reason: 'two tokens',
    deployed: { isPinned: true, images },
    tokens: ['ImageNames', 'ImageIds'],
  };
  const ends = '  looks again if one of these gets another value: ImageNames, ImageIds';
  expect(blockOf(finding)).toEqual([
    'Images/Golden  pinned; what matches now is not known before the deployment: two tokens',
    '  deployed now: wsi-000000010, wsi-000000011',
    ends,
  ]);
  const gone = '  no longer listed: wsi-000000010';
  expect(blockOf({ ...finding, now: nowOf([november]) })).toEqual(expect.arrayContaining([gone, ends]));
  expect(blockOf({ ...finding, now: nowOf([november, october]) })).not.toContainEqual(
    expect.stringContaining('no longer'),
  );
  const unread = { isPinned: true, images: 'not readable' } as const;
  const withoutTokens = blockOf({ ...finding, deployed: unread, now: nowOf([november]), tokens: [] });
  expect(withoutTokens?.[2]).toBe('  matches now: 1 of 1 image');
  const unpinned = blockOf({ ...finding, deployed: { isPinned: false, images }, now: nowOf([november]) });
  expect(unpinned).not.toContain(gone);
  expect(unpinned).not.toContain(ends);
});

test('what a gate does meanwhile is told', () => {
  const pending = [{ ...november, State: 'PENDING' }];
  const waits = '  would wait for: golden-11 (wsi-000000011) PENDING';
  const settles = '  would look again for some minutes before it fails';
  expect(blockOf({ now: nowOf(pending, { pending }) })?.at(-1)).toBe(waits);
  expect(blockOf({ now: nowOf(pending, { mayPass: true }) })?.at(-1)).toBe(settles);
});

test('a long list is told as far as it can be read, and how many more there are', () => {
  const block = blockOf({ now: nowOf(images(100)) });
  expect(block?.filter((line) => line.startsWith('    wsi-'))).toHaveLength(20);
  expect(block?.at(-1)).toBe('    … and 80 more, which --json has');
  expect(blockOf({ now: nowOf(images(20)) })?.at(-1)).toMatch(/^ {4}wsi-000000019/);
});

test('a table has a dash for what an image lacks, and one line for each, whatever an image is called', () => {
  const bare = { ImageId: imageId(1) };
  expect(blockOf({ now: nowOf([bare]) })?.at(-1)).toBe('    wsi-000000001  -     -      -');
  const moving = { ...november, Name: 'gold\u001b[2J\n\u009ben' };
  expect(blockOf({ now: nowOf([moving]) })?.at(-1)).toMatch(/^ {4}wsi-000000011 {2}gold \[2J en {2}AVAIL/);
});

test.each<[colour: string, Partial<Finding>]>([
  ['yellow', { result: 'new' }],
  ['green', { result: 'pinned', newLookup: 'succeed', newer: [] }],
  ['yellow', { result: 'pinned', newLookup: 'succeed', newer: [november] }],
  ['yellow', { result: 'pinned', newLookup: 'fail' }],
  ['red', { result: 'fail' }],
])('the difference is %s: %j', (colour, finding) => {
  const named = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
  const style = { bold: named('bold'), green: named('green'), yellow: named('yellow'), red: named('red') };
  expect(previewText([previewOf(finding)], style)).toMatch(
    new RegExp(`^<bold>Images/Golden</bold> {2}<${colour}>.*</${colour}>$`, 'm'),
  );
});

test('the last line counts the lookups of each kind', () => {
  const results: Result[] = ['error', 'error', 'not-known', 'fail', 'pinned', 'same', 'change', 'new'];
  expect(new Set(results).size).toBe(Object.keys(RESULTS).length);
  const text = previewText(
    results.map((result) => previewOf({ result })),
    PLAIN,
  );
  expect(text.split('\n').at(-1)).toBe(
    '8 lookups: 1 new, 1 would change, 1 would stay the same, 1 pinned, 1 would fail, ' +
      '1 not known before the deployment, 2 could not be previewed.',
  );
  expect(previewText([], PLAIN)).toBe('No lookup found.');
});

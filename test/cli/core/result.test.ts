import {
  BUNDLE_RESULTS,
  type BundleResult,
  exitCodeOf,
  type Result,
  RESULTS,
} from '../../../cli/core/result';
import { images } from '../../lambda/builders';

test('each result of a lookup has an exit code, a colour and words', () => {
  expect(Object.entries(RESULTS).map(([name, row]) => [name, ...Object.values(row)])).toEqual([
    ['new', 2, 'yellow', 'new'],
    ['change', 2, 'yellow', 'would change'],
    ['same', 0, 'green', 'would stay the same'],
    ['pinned', 0, 'green', 'pinned'],
    ['fail', 3, 'red', 'would fail'],
    ['not-known', 2, 'yellow', 'not known before the deployment'],
    ['error', 1, 'red', 'could not be previewed'],
  ]);
});

test('each result of a bundle has an exit code and words', () => {
  expect(Object.entries(BUNDLE_RESULTS).map(([name, row]) => [name, ...Object.values(row)])).toEqual([
    ['swap', 2, 'would get the new image in place'],
    ['may-swap', 2, 'would get the new image in place, if it is another'],
    ['make', 2, 'would be made of it'],
    ['refuse', 3, 'imports the image by an export, so CloudFormation would refuse the change'],
    ['not-known', 2, 'would take the image, if it exists'],
    ['error', 1, 'would take the image; its own stack could not be read'],
  ]);
});

test.each([
  [1, false, 0],
  [1, true, 2],
  [0, true, 0],
  [undefined, true, 0],
])('%p images that are newer than a pin, which are to count: %p', (newer, countsNewer, expected) => {
  const finding = { result: 'pinned', newer: newer === undefined ? undefined : images(newer) } as const;
  expect(exitCodeOf([{ finding, bundles: [] }], countsNewer)).toBe(expected);
});

test.each<[number, Result[], BundleResult[]]>([
  [0, [], []],
  [0, ['same', 'pinned'], []],
  [2, ['same', 'new', 'pinned'], []],
  [2, ['same'], ['swap']],
  [3, ['change', 'fail', 'new'], ['make']],
  [3, ['change'], ['swap', 'refuse']],
  [1, ['fail', 'error', 'new'], ['refuse']],
  [1, ['fail'], ['refuse', 'error', 'swap']],
])(
  'an error counts before a failure, and that before a change: %i of %j, bundles %j',
  (code, results, more) => {
    const bundles = more.map((result) => ({ result }));
    const previews = results.map((result) => ({ finding: { result }, bundles }));
    expect(exitCodeOf(previews, false)).toBe(code);
  },
);

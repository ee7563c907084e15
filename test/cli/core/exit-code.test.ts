import { Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { exitCodeOf } from '../../../cli/core/exit-code';
import type { Finding, Result } from '../../../cli/core/finding';
import type { BundleResult } from '../../../cli/core/lookup-preview';
import { images } from '../../lambda/builders';
import { only, stacksOf } from '../apps';

const RESULTS: readonly Result[] = ['new', 'change', 'same', 'pinned', 'fail', 'not-known', 'error'];

const finding = (result: Result): Finding => ({ result, tokens: [] });

const exitCode = (findings: readonly Finding[], countsNewer = false) =>
  exitCodeOf(
    findings.map((one) => ({ finding: one, bundles: [] })),
    countsNewer,
  );

/** A pin, and how many images are newer. */
const pin = (newer?: number): Finding => ({
  ...finding('pinned'),
  newer: newer === undefined ? undefined : images(newer),
});

test.each([
  ['nothing at all', [], 0],
  ['the same', [finding('same')], 0],
  ['a pin', [pin(0)], 0],
  ['a pin with something newer', [pin(1)], 0],
  ['something new', [finding('new')], 2],
  ['a change', [finding('same'), finding('change')], 2],
  ['a lookup that is not known', [finding('not-known')], 2],
  ['a failure', [finding('fail')], 3],
  ['an error', [finding('error')], 1],
])('%s', (_, findings, expected) => {
  expect(exitCode(findings)).toBe(expected);
});

test('something newer than a pin counts if it is to count, and is known', () => {
  expect(exitCode([pin(0), pin(1)], true)).toBe(2);
  expect(exitCode([pin(0)], true)).toBe(0);
  expect(exitCode([pin()], true)).toBe(0);
});

test.each<[BundleResult, number]>([
  ['swap', 2],
  ['make', 2],
  ['may-swap', 2],
  ['not-known', 2],
  ['refuse', 3],
  ['error', 1],
])('a bundle counts too: %s', (result, expected) => {
  const stack = only(
    stacksOf((app) => {
      new Stack(app, 'Images');
    }),
  );
  const bundle = { stack, path: 'Images/Desktop', logicalId: 'Desktop', way: 'reference', index: 0 } as const;
  expect(exitCodeOf([{ finding: finding('change'), bundles: [{ bundle, result }] }], false)).toBe(expected);
});

test('an error counts before a failure, and that before a change', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...RESULTS)), (results) => {
      const code = exitCode(results.map((result) => finding(result)));
      const expected = results.includes('error')
        ? 1
        : results.includes('fail')
          ? 3
          : results.some((result) => ['new', 'change', 'not-known'].includes(result))
            ? 2
            : 0;
      expect(code).toBe(expected);
    }),
  );
});

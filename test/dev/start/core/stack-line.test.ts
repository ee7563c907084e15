import { endText, liveText } from '../../../../dev/start/core/stack-line';
import { begin, type StackProgress } from '../../../../dev/start/core/stack-progress';

const BEGUN = begin('Images', 1_000);
const NOW = 13_400;

test.each<[string, Partial<StackProgress>, string, string]>([
  ['nothing is known', {}, '', 'Images  12 s'],
  ['the resources are counted', { total: 3 }, '', 'Images  12 s, 0 of 3 resources'],
  ['one resource is counted', { total: 1, done: new Set('A') }, '', 'Images  12 s, 1 of 1 resource'],
  ['more are done than were counted', { total: 1, done: new Set('AB') }, '', 'Images  12 s, 2 resources'],
  [
    'resources are under way',
    {
      total: 3,
      running: new Map([
        ['CREATE A', 'First'],
        ['CREATE B', 'Last'],
      ]),
    },
    'sees 1 PENDING',
    'Images  12 s, 0 of 3 resources, Last: sees 1 PENDING',
  ],
  [
    'it rolls back',
    { total: 3, running: new Map([['DELETE A', 'A']]), isRollingBack: true },
    '',
    'Images  12 s, rolling back',
  ],
])('while %s', (_, members, note, expected) => {
  expect(liveText({ ...BEGUN, ...members }, NOW, note)).toBe(expected);
});

test.each([
  ['deployed', NOW, 'Images  deployed in 12 s'],
  ['deployed', 1_999, 'Images  deployed in under 1 s'],
  ['unchanged', NOW, 'Images  no changes'],
  ['failed', NOW, 'Images  failed after 12 s'],
] as const)('%s at %i', (how, now, expected) => {
  expect(endText(BEGUN, how, now)).toBe(expected);
});

import fc from 'fast-check';
import type { StackEvent } from '../../../../dev/start/core/cdk-output';
import { begin, progressAfter } from '../../../../dev/start/core/stack-progress';

const event = (status: string, logicalId: string, members: Partial<StackEvent> = {}): StackEvent => ({
  kind: 'event',
  stack: 'Images',
  total: 4,
  status,
  logicalId,
  name: `the ${logicalId}`,
  reason: '',
  isOfStack: false,
  ...members,
});

const after = (...events: readonly StackEvent[]) => {
  const { total, done, running, isRollingBack } = events.reduce(progressAfter, begin('Images', 0));
  return { total, done: [...done], running: [...running.values()], isRollingBack };
};

const NOTHING = { total: 3, done: [], running: [], isRollingBack: false };

test.each([
  ['a stack that begins', [event('CREATE_IN_PROGRESS', 'Images', { isOfStack: true })], NOTHING],
  [
    'one whose resources are not counted',
    [event('CREATE_COMPLETE', 'Images', { isOfStack: true, total: undefined })],
    { ...NOTHING, total: undefined },
  ],
  ['a resource that begins', [event('CREATE_IN_PROGRESS', 'A')], { ...NOTHING, running: ['the A'] }],
  [
    'the last of those that begin',
    [event('CREATE_IN_PROGRESS', 'A'), event('CREATE_IN_PROGRESS', 'B'), event('CREATE_IN_PROGRESS', 'A')],
    { ...NOTHING, running: ['the B', 'the A'] },
  ],
  [
    'a resource that has ended',
    [event('CREATE_IN_PROGRESS', 'A'), event('CREATE_COMPLETE', 'A')],
    { ...NOTHING, done: ['A'] },
  ],
  [
    'one whose end is told before its beginning',
    [event('UPDATE_COMPLETE', 'A'), event('UPDATE_IN_PROGRESS', 'A')],
    { ...NOTHING, done: ['A'] },
  ],
  [
    'one that is deleted after it was made',
    [event('CREATE_COMPLETE', 'A'), event('DELETE_IN_PROGRESS', 'A')],
    { ...NOTHING, done: ['A'], running: ['the A'] },
  ],
  [
    'a deletion that it goes on without',
    [event('DELETE_IN_PROGRESS', 'A'), event('DELETE_SKIPPED', 'A')],
    NOTHING,
  ],
  ['a deletion, which is nothing made', [event('DELETE_COMPLETE', 'A')], NOTHING],
  ['a resource that fails', [event('CREATE_FAILED', 'A')], { ...NOTHING, isRollingBack: true }],
  [
    'a rollback, which does not end',
    [
      event('UPDATE_ROLLBACK_IN_PROGRESS', 'Images', { isOfStack: true }),
      event('UPDATE_COMPLETE', 'Images', { isOfStack: true }),
    ],
    { ...NOTHING, isRollingBack: true },
  ],
  ['a state that is not known', [event('REVIEW', 'A')], NOTHING],
])('%s', (_, events, expected) => {
  expect(after(...events)).toEqual(expected);
});

test('the order of events does not matter for what is done, and nothing that has ended is under way', () => {
  const events = ['A', 'B', 'C'].flatMap((id) => [
    event('CREATE_IN_PROGRESS', id),
    event('CREATE_COMPLETE', id),
  ]);
  fc.assert(
    fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (jumbled) => {
      const { done, running } = after(...jumbled);
      expect(done.sort()).toEqual(['A', 'B', 'C']);
      expect(running).toEqual([]);
    }),
  );
});

import { waitTimes } from '../../../lambda/images/wait';
import type { Change } from '../../../lambda/resource/custom-resource';
import type { Query } from '../../../lib/contract/images';
import { aLookup, MINUTE, NOW, someIds } from '../builders';

const change: Change = {
  requestType: 'Create',
  properties: {},
  previousProperties: undefined,
  ids: someIds(),
  previousId: undefined,
  arrivedAt: NOW,
  endsAt: NOW + 585_000,
};

const timesOf = (query: Partial<Query>) => waitTimes(aLookup({ gateTimeout: 3 * 3_600, ...query }), change);

test('a wait of one custom resource counts from the arrival of its event, and hands nothing over', () => {
  expect(timesOf({})).toEqual({ startedAt: NOW, deadline: NOW + 180 * MINUTE, handOverAt: undefined });
});

test('the first link hands over so long after the arrival of its event', () => {
  expect(timesOf({ handOverAfter: 3_000 })).toEqual({
    startedAt: NOW,
    deadline: NOW + 180 * MINUTE,
    handOverAt: NOW + 50 * MINUTE,
  });
});

test('a later link keeps the deadline of the first, and knows when that began', () => {
  expect(timesOf({ handOverAfter: 3_000, deadline: new Date(NOW + 129 * MINUTE) })).toEqual({
    startedAt: NOW - 51 * MINUTE,
    deadline: NOW + 129 * MINUTE,
    handOverAt: NOW + 50 * MINUTE,
  });
});

test('the last link ends at the deadline, and hands nothing over', () => {
  expect(timesOf({ deadline: new Date(NOW + 29 * MINUTE) })).toEqual({
    startedAt: NOW - 151 * MINUTE,
    deadline: NOW + 29 * MINUTE,
    handOverAt: undefined,
  });
});

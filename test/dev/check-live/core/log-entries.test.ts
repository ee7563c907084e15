import { entriesAbout, logEntries } from '../../../../dev/check-live/core/log-entries';

const ENTRY = { event: 'looked up', resource: 'LookupABC', examined: 3 };

test.each([
  ['a line of JSON', JSON.stringify(ENTRY)],
  [
    "Lambda's own JSON",
    JSON.stringify({ timestamp: '2026-07-01T12:00:00Z', level: 'INFO', requestId: 'a', message: ENTRY }),
  ],
  ['a line of text', `2026-07-01T12:00:00Z\tid\tINFO\t${JSON.stringify(ENTRY)}\n`],
])('reads an entry from %s', (_, message) => {
  expect(logEntries([{ timestamp: 5, message }])).toStrictEqual([
    { time: 5, event: 'looked up', resource: 'LookupABC' },
  ]);
});

test.each([
  undefined,
  '',
  'START RequestId: a Version: $LATEST',
  '{"time":"2026-07-01T12:00:00Z","type":"platform.start","record":{}}',
  '{"level":"INFO","message":"submit response to cloudformation"}',
  '{"event":5}',
  '{not JSON}',
])('passes over %j, which the handler has not written', (message) => {
  expect(logEntries([{ timestamp: 5, message }])).toStrictEqual([]);
});

test('an event without a time has the earliest', () => {
  expect(logEntries([{ message: '{"event":"retry","error":"AccessDenied: no"}' }])).toStrictEqual([
    { time: 0, event: 'retry', error: 'AccessDenied: no' },
  ]);
});

test('finds the entries about a resource by the beginning of its logical id', () => {
  const entries = ['LookupABC', 'OtherLookup', undefined].map((resource, time) => ({
    time,
    event: 'looked up',
    resource,
  }));
  expect(entriesAbout(entries, 'Lookup')).toStrictEqual([entries[0]]);
});

/** Functions that look up at the same time, each in a process of its own, against the limit of one account. */
import {
  ACCOUNT,
  availableCatalogue,
  countsOf,
  lookup,
  neighborOf,
  PAGE_SIZE,
} from '../../dev/bench/listing';
import { type Ready, type Result, start, type Subject } from '../../dev/bench/subject';
import { startWorkspacesEndpoint } from '../../dev/local-aws/workspaces-endpoint';

/** A program of somebody else that makes one call after another, and repeats what is refused as the SDK does. */
const STRANGER = neighborOf({ everyMs: 0 });

/** One that calls again at once, and so takes each call that the account is given. */
const GREEDY_STRANGER = neighborOf({ everyMs: 0, maxAttempts: 1 });

interface Crowd {
  readonly images: number;
  readonly subject: Subject;
  readonly functions: number;
  readonly strangers?: readonly Subject[];
}

/** Start all functions together once all have loaded, and wait for what they answer. */
async function lookUpAtOnce({ images, subject, functions, strangers = [] }: Crowd) {
  const catalogue = availableCatalogue(images);
  const endpoint = await startWorkspacesEndpoint({ catalogue, throttle: ACCOUNT });
  const started: Ready[] = [];
  const startOne = async (one: Subject) => {
    const ready = await start(one, endpoint.url);
    started.push(ready);
    return ready;
  };
  try {
    const beside = await Promise.all(strangers.map(startOne));
    const ready = await Promise.all(Array.from({ length: functions }, () => startOne(subject)));
    const strangersAtWork = beside.map((stranger) => stranger.go());
    const results = await Promise.all(ready.map((one) => one.go()));
    await Promise.all(beside.map((stranger) => stranger.stop()));
    await Promise.all(strangersAtWork);
    const expected = catalogue.images.map(({ ImageId }) => ImageId).sort();
    return { results, expected, ...countsOf(endpoint.calls) };
  } finally {
    await Promise.all(started.map((one) => one.stop()));
    await endpoint.close();
  }
}

/** The ids that each lookup has answered with. */
const idsOf = (results: readonly Result[]) =>
  results.flatMap(({ answers = [] }) => answers.map(({ ImageIds = '' }) => ImageIds.split(',').sort()));

const errorsOf = (results: readonly Result[]) => results.flatMap(({ error }) => error ?? []);

const lookups = (number: number) => lookup({ lookups: number, properties: {} });

test.concurrent.each<[string, Omit<Crowd, 'subject'> & { readonly lookups: number }]>([
  ['ten functions look up 100 images', { functions: 10, lookups: 1, images: 100 }],
  ['fifty functions look up 25 images', { functions: 50, lookups: 1, images: 25 }],
  [
    'the functions of two stacks make five lookups each of 100 images',
    { functions: 2, lookups: 5, images: 100 },
  ],
  [
    'two functions look up 100 images while a stranger makes call after call',
    { functions: 2, lookups: 1, images: 100, strangers: [STRANGER] },
  ],
])('%s: all succeed, and each answers every image', async (_, { lookups: perFunction, ...crowd }) => {
  const { results, expected, answered } = await lookUpAtOnce({ ...crowd, subject: lookups(perFunction) });
  expect(errorsOf(results)).toStrictEqual([]);
  expect(idsOf(results)).toStrictEqual(Array(crowd.functions * perFunction).fill(expected));
  expect(answered).toBeGreaterThanOrEqual((crowd.functions * perFunction * crowd.images) / PAGE_SIZE);
});

test.concurrent(
  'where a stranger takes every call, a lookup says so before its function is ended',
  async () => {
    const timeoutMs = 27_000;
    const subject = lookup({ properties: {}, timeoutMs });
    const { results, refused } = await lookUpAtOnce({
      images: 1_000,
      subject,
      functions: 1,
      strangers: [GREEDY_STRANGER, GREEDY_STRANGER],
    });
    expect(refused).toBeGreaterThan(0);
    expect(results[0]?.error).toMatch(
      /ThrottlingException.*; the account's limit for this call, 2 a second unless AWS has raised it, is used up: deploy again when other callers are done/,
    );
    expect(results[0]?.seconds).toBeLessThan(timeoutMs / 1_000);
  },
);

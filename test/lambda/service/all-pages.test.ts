import { allByToken, allPages } from '../../../lambda/service/all-pages';
import { denied, serviceError, throttled } from '../builders';

interface Item {
  readonly id: string;
  readonly state?: string;
}

const idOf = ({ id }: Item) => id;
const expired = () => serviceError('InvalidParameterValuesException', 'The NextToken has expired.');

/** A list whose runs are given page by page. An error is thrown where a page would be. */
function aList(...runs: readonly (readonly (readonly Item[] | Error)[])[]) {
  let started = 0;
  const list = () =>
    allPages(async function* () {
      for (const page of runs[started++] ?? []) {
        if (page instanceof Error) {
          throw await Promise.resolve(page);
        }
        yield page;
      }
    }, idOf);
  return { list, started: () => started };
}

const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];

test('items come in order, and each once, as it came first', async () => {
  const { list } = aList([[a], [], [{ id: 'a', state: 'later' }, b]]);
  await expect(list()).resolves.toStrictEqual([a, b]);
});

test('a list starts again where a later page is refused, and forgets what it has read', async () => {
  const { list } = aList([[a, b], expired()], [[b], [c]]);
  await expect(list()).resolves.toStrictEqual([b, c]);
});

test.each([
  ['it has done so once', [[a], expired()], 2],
  ['the first page is refused', [expired()], 1],
  ['a later page is denied', [[a], denied()], 1],
  ['a later page is throttled to the end', [[a], throttled()], 1],
  ['a later page fails in another way', [[a], new Error('no time was left')], 1],
])('a list does not start again where %s', async (_, run, times) => {
  const { list, started } = aList(run, run, [[a]]);
  await expect(list()).rejects.toBe(run.at(-1));
  expect(started()).toBe(times);
});

describe('pages with tokens', () => {
  const list = (nextOf: Readonly<Record<string, string>>) =>
    allByToken(
      'DescribeThings',
      (token = 'first') => Promise.resolve({ items: [{ id: token }], next: nextOf[token] }),
      idOf,
    );

  test.each([
    ['has none', { first: 'second', second: 'third' }],
    ['has an empty one', { first: 'second', second: 'third', third: '' }],
  ])('are read until one %s', async (_, nextOf) => {
    const ids = ['first', 'second', 'third'];
    await expect(list(nextOf)).resolves.toStrictEqual(ids.map((id) => ({ id })));
  });

  test.each([
    ['at once', { first: 'x', x: 'x' }],
    ['after three pages', { first: 'x', x: 'y', y: 'z', z: 'x' }],
  ])('end with an error where a token comes again %s', async (_, nextOf) => {
    await expect(list(nextOf)).rejects.toThrow(
      'DescribeThings gave the same token twice, so its pages never end',
    );
  });
});

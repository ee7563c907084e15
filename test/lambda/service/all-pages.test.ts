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

test('a list starts again only once', async () => {
  const { list, started } = aList([[a], expired()], [[a], expired()], [[a]]);
  await expect(list()).rejects.toThrow('The NextToken has expired.');
  expect(started()).toBe(2);
});

test.each([
  ['the first page is refused', [expired()]],
  ['a later page is denied', [[a], denied()]],
  ['a later page is throttled to the end', [[a], throttled()]],
  ['a later page fails in another way', [[a], new Error('no time was left')]],
])('a list does not start again where %s', async (_, run) => {
  const { list, started } = aList(run, [[a]]);
  await expect(list()).rejects.toBeInstanceOf(Error);
  expect(started()).toBe(1);
});

describe('pages with tokens', () => {
  const list = (nextOf: Readonly<Record<string, string>>) =>
    allByToken(
      'DescribeThings',
      (token = 'first') => Promise.resolve({ items: [{ id: token }], next: nextOf[token] }),
      idOf,
    );

  test('are read until one has none', async () => {
    await expect(list({ first: 'second', second: 'third' })).resolves.toStrictEqual([
      { id: 'first' },
      { id: 'second' },
      { id: 'third' },
    ]);
  });

  test.each([
    ['at once', { first: 'x', x: 'x' }],
    ['after two pages', { first: 'x', x: 'y', y: 'x' }],
    ['after three pages', { first: 'x', x: 'y', y: 'z', z: 'x' }],
  ])('end with an error where a token comes again %s', async (_, nextOf) => {
    await expect(list(nextOf)).rejects.toThrow(
      'DescribeThings gave the same token twice, so its pages never end',
    );
  });
});

import { isRefused } from './error-kinds';

/**
 * Read a list to its end. A token may expire between two pages, so a list whose later page is refused starts again, once.
 *
 * @param pages Starts the list
 * @returns each item once, since pages may overlap
 */
export async function allPages<Item>(
  pages: () => AsyncIterable<readonly Item[]>,
  idOf: (item: Item) => string,
): Promise<Item[]> {
  let pagesRead = 0;
  const read = async () => {
    const byId = new Map<string, Item>();
    for await (const page of pages()) {
      pagesRead++;
      for (const item of page) {
        byId.set(idOf(item), byId.get(idOf(item)) ?? item);
      }
    }
    return [...byId.values()];
  };
  try {
    return await read();
  } catch (error) {
    if (pagesRead === 0 || !isRefused(error)) {
      throw error;
    }
    return read();
  }
}

/** A page, and the token of the next one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/**
 * Read a list whose pages have tokens to its end.
 *
 * @param name The call, as a reason names it
 * @throws Error if a token comes twice: its pages would never end
 */
export function allByToken<Item>(
  name: string,
  read: (token: string | undefined) => Promise<Page<Item>>,
  idOf: (item: Item) => string,
): Promise<Item[]> {
  return allPages(async function* () {
    const seen = new Set<string | undefined>();
    let token: string | undefined;
    do {
      if (seen.has(token)) {
        throw new Error(`${name} gave the same token twice, so its pages never end`);
      }
      seen.add(token);
      const page = await read(token);
      yield page.items;
      token = page.next;
    } while (token !== undefined && token !== '');
  }, idOf);
}

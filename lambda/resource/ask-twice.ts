import { RETRY_MS } from './time-budget';

/** Ask once more for what is missing: a listing may leave it out by mistake. */
export async function askTwice<Item>(
  ask: (found: readonly Item[]) => Promise<readonly Item[]>,
  isComplete: (found: readonly Item[]) => boolean,
  { sleep }: { readonly sleep: (milliseconds: number) => Promise<unknown> },
): Promise<readonly Item[]> {
  const found = await ask([]);
  if (isComplete(found)) {
    return found;
  }
  await sleep(RETRY_MS);
  return [...found, ...(await ask(found))];
}

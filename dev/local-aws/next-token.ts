import { createHash, createHmac, randomUUID } from 'node:crypto';
import { AwsError } from './awsjson';

const SEPARATOR = '|';

/** What each call of the service returns at most. */
const PAGE_SIZE = 25;

/** Where a page starts, and how many items it has. */
export interface PageInput {
  readonly NextToken?: string | undefined;
  readonly limit?: number | undefined;
  readonly fault?: PageFault | undefined;
}

/** What goes wrong with a page: it is empty, repeats the last item of the page before, or leads back to the second page. */
export const PAGE_FAULTS = ['empty-page', 'overlapping-page', 'first-token'] as const;
export type PageFault = (typeof PAGE_FAULTS)[number];

export function isPageFault(fault: string): fault is PageFault {
  return PAGE_FAULTS.some((name) => name === fault);
}

/** Issues and redeems page tokens. A token is valid only for the query it was issued for. */
export class NextTokens {
  constructor(private readonly key: Buffer) {}

  /**
   * One page of all items that a query means.
   *
   * @throws AwsError for a token that was issued for another query
   */
  public page<Item>(all: readonly Item[], query: string, { NextToken, limit = PAGE_SIZE, fault }: PageInput) {
    const start = NextToken === undefined ? 0 : this.redeem(NextToken, query);
    if (start === undefined) {
      throw new AwsError('InvalidParameterValuesException', 'NextToken was not issued for this query');
    }
    const end = start + limit;
    if (fault === 'empty-page') {
      return { items: [], NextToken: this.issue(start, query, randomUUID()) };
    }
    return {
      items: all.slice(fault === 'overlapping-page' ? Math.max(0, start - 1) : start, end),
      NextToken:
        fault === 'first-token'
          ? this.issue(limit, query)
          : end < all.length
            ? this.issue(end, query)
            : undefined,
    };
  }

  /** @param mark What tells the token from others of the same place */
  private issue(offset: number, query: string, mark = ''): string {
    const place = [offset, createHash('sha256').update(query).digest('hex'), mark].join(SEPARATOR);
    return Buffer.from(`${this.sign(place)}${SEPARATOR}${place}`).toString('base64');
  }

  /** @returns the offset of the next page, or undefined if the token was not issued for this query */
  private redeem(token: string, query: string): number | undefined {
    const [, offset, , mark] = Buffer.from(token, 'base64').toString().split(SEPARATOR);
    return token === this.issue(Number(offset), query, mark) ? Number(offset) : undefined;
  }

  private sign(place: string): string {
    return createHmac('sha256', this.key).update(place).digest('base64');
  }
}

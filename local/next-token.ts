import { createHash, createHmac } from 'node:crypto';
import { AwsError } from './awsjson';

const SEPARATOR = '|';

/** What each call of the service returns at most. */
const PAGE_SIZE = 25;

/** Where a page starts, and how many items it has. */
export interface PageInput {
  readonly NextToken?: string | undefined;
  readonly limit?: number | undefined;
}

/** Issues and redeems page tokens. A token is valid only for the query it was issued for. */
export class NextTokens {
  constructor(private readonly key: Buffer) {}

  /**
   * One page of all items that a query means.
   *
   * @throws AwsError for a token that was issued for another query
   */
  public page<Item>(all: readonly Item[], query: string, { NextToken, limit = PAGE_SIZE }: PageInput) {
    const start = NextToken === undefined ? 0 : this.redeem(NextToken, query);
    if (start === undefined) {
      throw new AwsError('InvalidParameterValuesException', 'NextToken was not issued for this query');
    }
    const end = start + limit;
    return {
      items: all.slice(start, end),
      NextToken: end < all.length ? this.issue(end, query) : undefined,
    };
  }

  private issue(offset: number, query: string): string {
    const place = `${offset}${SEPARATOR}${createHash('sha256').update(query).digest('hex')}`;
    return Buffer.from(`${this.mark(place)}${SEPARATOR}${place}`).toString('base64');
  }

  /** @returns the offset of the next page, or undefined if the token was not issued for this query */
  private redeem(token: string, query: string): number | undefined {
    const [, offset] = Buffer.from(token, 'base64').toString().split(SEPARATOR);
    return token === this.issue(Number(offset), query) ? Number(offset) : undefined;
  }

  private mark(place: string): string {
    return createHmac('sha256', this.key).update(place).digest('base64');
  }
}

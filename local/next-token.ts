import { createHash, createHmac } from 'node:crypto';

const SEPARATOR = '|';

/** Issues and redeems page tokens. A token is valid only for the query it was issued for. */
export class NextTokens {
  constructor(private readonly key: Buffer) {}

  public issue(offset: number, query: string): string {
    const place = `${offset}${SEPARATOR}${createHash('sha256').update(query).digest('hex')}`;
    return Buffer.from(`${this.mark(place)}${SEPARATOR}${place}`).toString('base64');
  }

  /** @returns the offset of the next page, or undefined if the token was not issued for this query */
  public redeem(token: string, query: string): number | undefined {
    const [, offset] = Buffer.from(token, 'base64').toString().split(SEPARATOR);
    return token === this.issue(Number(offset), query) ? Number(offset) : undefined;
  }

  private mark(place: string): string {
    return createHmac('sha256', this.key).update(place).digest('base64');
  }
}

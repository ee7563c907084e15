import { createHash, createHmac } from 'node:crypto';

const SEPARATOR = '|';

/** Hands out and takes back the places where pages begin, so that only the query that got a token can use it. */
export class NextTokens {
  public constructor(private readonly key: Buffer) {}

  public issue(offset: number, query: string): string {
    const place = `${offset}${SEPARATOR}${createHash('sha256').update(query).digest('hex')}`;
    return Buffer.from(`${this.mark(place)}${SEPARATOR}${place}`).toString('base64');
  }

  /** @returns where to go on, or undefined where the token was not issued, or for another query */
  public redeem(token: string, query: string): number | undefined {
    const [, offset] = Buffer.from(token, 'base64').toString().split(SEPARATOR);
    return token === this.issue(Number(offset), query) ? Number(offset) : undefined;
  }

  private mark(place: string): string {
    return createHmac('sha256', this.key).update(place).digest('base64');
  }
}

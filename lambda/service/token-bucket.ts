import type { Pace } from './limiter';

/**
 * The service's account of our calls: a bucket of tokens, one for each call, that fills at a rate up to a burst.
 *
 * Tokens are reserved, so callers at the same time queue up and none takes another's.
 */
export class TokenBucket implements Pace {
  private tokens: number;
  private filledAt: number | undefined;

  /**
   * @param ratePerSecond Tokens that come back each second
   * @param burst Tokens in a full bucket
   * @param marginMs Milliseconds to wait beyond a token's return. The service counts a call when it arrives, and an earlier
   * one may have arrived late, as the first does, whose connection is made
   */
  constructor(
    private readonly ratePerSecond: number,
    private readonly burst: number,
    private readonly marginMs = 0,
  ) {
    this.tokens = burst;
  }

  /** Reserve a token, and return the milliseconds until it is available. */
  public reserve(now: number): number {
    this.fill(now);
    this.tokens -= 1;
    const waitMs = (-this.tokens / this.ratePerSecond) * 1000;
    return waitMs <= 0 ? 0 : waitMs + this.marginMs;
  }

  /** Note that the bucket is empty, since other callers of the account take from it too, and take a part of a token. */
  public drain(now: number, part: number): void {
    this.fill(now);
    this.tokens = Math.min(this.tokens, 0) - part;
  }

  private fill(now: number): void {
    const elapsed = Math.max(0, now - (this.filledAt ?? now));
    this.tokens = Math.min(this.burst, this.tokens + (elapsed / 1000) * this.ratePerSecond);
    this.filledAt = now;
  }
}

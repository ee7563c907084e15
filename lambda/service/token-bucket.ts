import type { Pace } from './limiter';

/**
 * The service's account of our calls: a bucket of tokens, one for each call, that fills at a rate up to a burst.
 *
 * Tokens are reserved, so callers at the same time queue up and none takes another's.
 */
export class TokenBucket implements Pace {
  private tokens: number;

  /** Time from here on has not become tokens yet. May be in the future. */
  private fillsFrom = Infinity;

  /**
   * @param ratePerSecond Tokens that come back each second
   * @param burst Tokens in a full bucket
   * @param marginMs Milliseconds after which a bucket that was full, or is drained, begins to fill. The service counts a
   * call when it arrives, and the first arrives late, since its connection is made
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
    if (this.tokens === this.burst) {
      this.fillsFrom = now + this.marginMs;
    }
    this.tokens -= 1;
    return this.tokens >= 0 ? 0 : this.fillsFrom - now + (-this.tokens / this.ratePerSecond) * 1000;
  }

  /** Note that the bucket is empty, since other callers of the account take from it too, and take a part of a token. */
  public drain(now: number, part: number): void {
    this.fill(now);
    this.tokens = Math.min(this.tokens, 0) - part;
    this.fillsFrom = now + this.marginMs;
  }

  private fill(now: number): void {
    const elapsed = Math.max(0, now - this.fillsFrom);
    this.tokens = Math.min(this.burst, this.tokens + (elapsed / 1000) * this.ratePerSecond);
    // Not later than the margin, in case the clock was set back.
    this.fillsFrom = Math.min(Math.max(this.fillsFrom, now), now + this.marginMs);
  }
}

export interface Throttle {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** Lets `burst` calls through at once, and `ratePerSecond` from then on; `now` counts in milliseconds. */
export class TokenBucket {
  private readonly interval: number;
  /** Kept instead of a count of tokens, whose fractions would add up to less than one. */
  private fullAt = -Infinity;

  public constructor(
    private readonly throttle: Throttle,
    private readonly now: () => number,
  ) {
    this.interval = 1000 / throttle.ratePerSecond;
  }

  public take(): boolean {
    const now = this.now();
    const fullAt = Math.max(this.fullAt, now) + this.interval;
    if (fullAt - now > this.throttle.burst * this.interval) return false;
    this.fullAt = fullAt;
    return true;
  }
}

export interface Throttle {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** Allows `burst` calls at once, then `ratePerSecond`. `now` returns milliseconds. */
export class TokenBucket {
  private readonly interval: number;
  /** When the bucket is full again. A count of tokens would lose time to rounding. */
  private fullAt = -Infinity;

  constructor(
    private readonly throttle: Throttle,
    private readonly now: () => number,
  ) {
    this.interval = 1000 / throttle.ratePerSecond;
  }

  public take(): boolean {
    const now = this.now();
    const fullAt = Math.max(this.fullAt, now) + this.interval;
    if (fullAt - now > this.throttle.burst * this.interval) {
      return false;
    }
    this.fullAt = fullAt;
    return true;
  }
}

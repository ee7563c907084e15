import { setImmediate } from 'node:timers/promises';

/** Lambda in an account that may run so many executions at once. */
export class Lambda {
  private running = 0;
  private readonly queued: (() => void)[] = [];

  constructor(private readonly limit = Infinity) {}

  /** A synchronous invocation: runs now, or is refused as the SDK reports it after its tries. */
  public async invoke<Result>(execution: () => Promise<Result>): Promise<Result> {
    if (this.isFull()) {
      throw new TooManyRequestsException('Rate Exceeded.');
    }
    this.running++;
    try {
      // A function takes a while to start, so what is invoked at once overlaps.
      await setImmediate();
      return await execution();
    } finally {
      this.running--;
      this.queued.shift()?.();
    }
  }

  /** An asynchronous invocation: runs as soon as there is room. */
  public async queue<Result>(execution: () => Promise<Result>): Promise<Result> {
    while (this.isFull()) {
      await new Promise<void>((resolve) => this.queued.push(resolve));
    }
    return this.invoke(execution);
  }

  private isFull(): boolean {
    return this.running >= this.limit;
  }
}

class TooManyRequestsException extends Error {
  static {
    // An error's stack begins with the name that it is made with.
    this.prototype.name = 'TooManyRequestsException';
  }
}

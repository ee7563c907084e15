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

/** What Lambda tells of a function that ended without an answer. It has no trace. */
export class FunctionCrash extends Error {
  static {
    this.prototype.name = 'Runtime.ExitError';
  }

  constructor() {
    super('RequestId: 8f5a2c1e-1d7b-4d5e-9c56-0a1b2c3d4e5f Error: Runtime exited with error: signal: killed');
  }
}

class TooManyRequestsException extends Error {
  static {
    // An error's stack begins with the name that it is made with.
    this.prototype.name = 'TooManyRequestsException';
  }
}

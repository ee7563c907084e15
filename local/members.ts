import { isList, isRecord, isText, shown } from './json';

/** What a file should hold, and what it holds in its place. */
export class Mismatch extends Error {
  public constructor(
    public readonly expected: string,
    public readonly found: string,
  ) {
    super(`expected ${expected}, found ${found}`);
  }
}

/** The members of one object of the file; null counts as absent, as it does for the service. */
export class Members {
  private readonly members: Record<string, unknown>;

  public constructor(
    value: unknown,
    private readonly at: string,
  ) {
    if (!isRecord(value)) throw new Mismatch(`${at} to be an object`, shown(value));
    this.members = value;
  }

  public text(name: string): string | undefined {
    return this.member(name, 'a string', isText);
  }

  public flag(name: string): boolean | undefined {
    return this.member(name, 'true or false', (value) => typeof value === 'boolean');
  }

  public duration(name: string): number | undefined {
    return this.member(name, 'seconds, 0 or more', isDuration);
  }

  public object(name: string): Members | undefined {
    const value = this.member(name, 'an object', isRecord);
    return value && new Members(value, `${this.at}.${name}`);
  }

  public list(name: string): Members[] | undefined {
    const values = this.member(name, 'a list', isList);
    return values?.map((value, index) => new Members(value, `${this.at}.${name}[${index}]`));
  }

  public seconds(name: string): number | undefined {
    const value = this.members[name];
    if (value === undefined || value === null) return undefined;
    const seconds = typeof value === 'string' ? secondsOf(value) : value;
    if (typeof seconds === 'number' && seconds >= 0 && seconds < YEAR_10000) return seconds;
    throw new Mismatch(
      `${this.at}.${name} to be a date such as "2026-03-01T09:30:00+00:00", or epoch seconds`,
      shown(value),
    );
  }

  private member<T>(name: string, expected: string, is: (value: unknown) => value is T): T | undefined {
    const value = this.members[name];
    if (value === undefined || value === null) return undefined;
    if (!is(value)) throw new Mismatch(`${this.at}.${name} to be ${expected}`, shown(value));
    return value;
  }
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}

/** A number past it is a date in milliseconds. */
const YEAR_10000 = 253_402_300_800;

// Date.parse alone would take a date without an offset for one of this machine's own time zone.
const ISO_WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function secondsOf(text: string): number {
  return ISO_WITH_OFFSET.test(text) ? Date.parse(text) / 1000 : Number.NaN;
}

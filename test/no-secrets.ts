import { inspect } from 'node:util';
import { noteOutput, takeLeaks } from './secrets';

/**
 * The console, each of whose lines is noted, also where a test has put a mock in the place of a method: the mock is what
 * a test gets and sets, in a proxy that notes what it is called with.
 */
globalThis.console = new Proxy(console, {
  get(target, name, receiver): unknown {
    const member: unknown = Reflect.get(target, name, receiver);
    return typeof member === 'function'
      ? new Proxy(member, {
          apply(method, self, values: unknown[]): unknown {
            noteOutput(`console.${String(name)}`, values.map(asText).join(' '));
            return Reflect.apply(method, self, values);
          },
        })
      : member;
  },
});

function asText(value: unknown): string {
  return typeof value === 'string'
    ? value
    : inspect(value, { depth: Infinity, breakLength: Infinity, maxStringLength: Infinity });
}

afterEach(() => {
  expect(takeLeaks()).toStrictEqual([]);
});

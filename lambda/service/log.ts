import type { Log } from '../resource/log';

/**
 * Write entries to the console.
 *
 * @param isJsonRuntime Whether Lambda makes a line of JSON of an object by itself
 */
export function consoleLog(isJsonRuntime: boolean): Log {
  const format = (entry: Readonly<Record<string, unknown>>) =>
    isJsonRuntime ? entry : JSON.stringify(entry);
  return {
    info: (entry) => {
      console.info(format(entry));
    },
    error: (entry) => {
      console.error(format(entry));
    },
  };
}

import type { Log } from '../resource/log';
import { redactTexts } from '../resource/redact';

/**
 * Write entries to the console.
 *
 * @param isJsonRuntime Whether Lambda makes a line of JSON of an object by itself
 */
export function consoleLog(isJsonRuntime: boolean): Log {
  const format = (entry: Readonly<Record<string, unknown>>): unknown => {
    const line = JSON.stringify(entry, redactTexts);
    return isJsonRuntime ? JSON.parse(line) : line;
  };
  return {
    info: (entry) => {
      console.info(format(entry));
    },
    error: (entry) => {
      console.error(format(entry));
    },
  };
}

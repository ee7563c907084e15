import type { Log } from '../ports';

/** Lambda makes a line of JSON of what it is given as an object, where it is told to; elsewhere it is made here. */
const format = (entry: Readonly<Record<string, unknown>>) =>
  process.env['AWS_LAMBDA_LOG_FORMAT'] === 'JSON' ? entry : JSON.stringify(entry);

export const consoleLog: Log = {
  info: (entry) => {
    console.info(format(entry));
  },
  error: (entry) => {
    console.error(format(entry));
  },
};

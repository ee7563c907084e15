import { resolve } from 'node:path';
import { parseArguments, usageError } from '../../cli/terminal/arguments';

export const USAGE = `npm start                      deploy the example app with the sample catalogue
npm start -- --gate            deploy an example app that waits for a PENDING image
npm start -- --images FILE     use your own catalogue, saved with:
                               aws workspaces describe-workspace-images --output json > FILE
npm start -- --keep            leave the local AWS running, for an app of your own
npm start -- --verbose         print all that the CDK says
npm start -- --help (or -h)    print this

Options stand after the "--". npm takes those before it for its own.`;

const OPTIONS = {
  images: { type: 'string' },
  gate: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export type Options = ReturnType<typeof readOptions>;

/**
 * Read the options. `catalogueFile` is absolute, and undefined if none was named.
 *
 * @param directory Where npm was called
 * @throws UserError with the usage if the arguments are not as it says
 */
export function readOptions(args: readonly string[], directory: string) {
  const { images, ...flags } = parseArguments({ args: [...args], options: OPTIONS }, USAGE).values;
  if (images === '') {
    throw usageError("Option '--images <value>' argument missing", USAGE);
  }
  return { ...flags, catalogueFile: images === undefined ? undefined : resolve(directory, images) };
}

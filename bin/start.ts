/** `npm start`: deploys the example app to a local AWS and prints the images it found. */
import { parseArgs } from 'node:util';
import { UserError } from '../local/user-error';
import { demonstrate } from './demonstrate';

const USAGE = `npm start                      deploy the example app with the sample catalogue
npm start -- --gate            deploy an example app that waits for a PENDING image
npm start -- --images FILE     use your own catalogue, saved with:
                               aws workspaces describe-workspace-images > FILE`;

async function main(): Promise<void> {
  const { images, gate, help } = options();
  if (help) {
    console.log(USAGE);
    return;
  }
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interrupted.abort(new UserError(`Stopped by ${signal}.`));
    });
  }
  await demonstrate({ catalogueFile: images, gate, signal: interrupted.signal });
}

function options() {
  try {
    return parseArgs({
      options: {
        images: { type: 'string' },
        gate: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});

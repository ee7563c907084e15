/** `npm start`: deploys the example app to a local AWS and prints the images it found. */
import { UserError } from '../terminal/user-error';
import { demonstrate } from './demonstrate';
import { readOptions, USAGE } from './options';

async function main(): Promise<void> {
  const { help, gate, catalogueFile } = readOptions(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
  });
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
  await demonstrate({ catalogueFile, gate, signal: interrupted.signal });
}

main().catch((error: unknown) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});

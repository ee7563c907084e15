/** `npm start`: deploys the example app to a local AWS, and shows what it found. */
import { UserError } from '../terminal/user-error';
import { demonstrate } from './demonstrate';
import { readOptions, USAGE } from './options';
import { outputOn } from './output';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), { env: process.env, cwd: process.cwd() });
  if (options.help) {
    console.log(USAGE);
    return;
  }
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // More than once: npm forwards the signal that a terminal sends to this process too.
    process.on(signal, () => {
      interrupted.abort(new UserError(`Stopped by ${signal}.`));
    });
  }
  const output = outputOn(process.stdout, process.env, options.verbose);
  await demonstrate(options, output, interrupted.signal);
}

main().catch((error: unknown) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});

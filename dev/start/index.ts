/** `npm start`: deploys the example app to a local AWS, and shows what it found. */
import { interruption } from '../../cli/terminal/interruption';
import { UserError } from '../../cli/terminal/user-error';
import { demonstrate } from './demonstrate';
import { readOptions, USAGE } from './options';
import { outputOn } from './output';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? '');
  if (options.help) {
    console.log(USAGE);
    return;
  }
  const output = outputOn(process.stdout, process.env, options.verbose);
  await demonstrate(options, output, interruption(process));
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof UserError ? error.message : error);
    // A deployment that was stopped is still under way in this process.
    process.exit(1);
  },
);

/** `npm run check:live`: records what only a real account can answer. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { z } from 'zod';
import { AccessError } from '../../cli/core/access-error';
import { callerIn, defaultRegion } from '../../cli/service/caller';
import { interruption } from '../../cli/terminal/interruption';
import { UserError } from '../../cli/terminal/user-error';
import { textOf } from '../../lambda/resource/errors';
import { useOwnTemporaryFolder } from '../local-aws/temporary-folder';
import { Lab } from './lab';
import { readOptions, usage } from './options';
import { outcomeLines, type ScenarioRecord, type Step, stepLine, summary } from './recording';
import { redactor } from './redact';
import { type Scenario, SCENARIOS } from './scenarios';

const PACKAGES = ['cdk-workspace-images', 'aws-cdk-lib', 'aws-cdk'];
const MANIFEST = z.object({ version: z.string() });
const redacted = redactor();

async function main(): Promise<boolean> {
  const { argv, env } = process;
  // The SDK's hint at later versions of Node.js is for who writes the command, not for who runs it.
  env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const names = SCENARIOS.map(({ name }) => name);
  const { help, scenarios, imageIds } = readOptions(argv.slice(2), names);
  if (help) {
    console.log(usage(names));
    return true;
  }
  // The CDK leaves files there.
  useOwnTemporaryFolder('check-live-');
  const region = await defaultRegion(env).catch((cause: unknown) => {
    throw new UserError('No Region is set: set AWS_REGION, or name one in your profile.', { cause });
  });
  const { account } = await callerIn(region);
  say(`Account ${account} in ${region}`);
  const chosen = SCENARIOS.filter(({ name }) => scenarios.includes(name));
  return recordAll(chosen, imageIds, region);
}

/** Runs one scenario after another, and returns whether all came to their end, and nothing is left. */
async function recordAll(scenarios: readonly Scenario[], imageIds: readonly string[], region: string) {
  const signal = interruption(process);
  // Tells what this run makes from what others do.
  const run = randomBytes(3).toString('hex');
  const file = `check-live-${run}`;
  const recording = { date: new Date().toISOString(), region, versions: versions() };
  const records: ScenarioRecord[] = [];
  say(`What is made has a name that begins with ${file}, and is deleted when its scenario is over.`);
  for (const scenario of scenarios) {
    if (signal.aborted) {
      break;
    }
    say(`\n${scenario.name}: ${scenario.question}`);
    const onStep = (step: Step) => {
      say(`  ${stepLine(step)}`);
    };
    const lab = new Lab({ region, run, scenario: scenario.name, signal, onStep });
    const record = await recordOf(scenario, lab, imageIds);
    say(outcomeLines(record).join('\n'));
    records.push(record);
    writeFileSync(`${file}.json`, redacted.json({ ...recording, scenarios: records }));
    writeFileSync(`${file}.md`, redacted.text(summary({ ...recording, scenarios: records })));
  }
  say(`\nRecorded in ${file}.json and ${file}.md.`);
  signal.throwIfAborted();
  return records.every(({ outcome, left }) => outcome !== 'failed' && left.length === 0);
}

/** What the scenario has made is deleted in any case. */
async function recordOf(
  { name, question, run, images = 0 }: Scenario,
  lab: Lab,
  imageIds: readonly string[],
): Promise<ScenarioRecord> {
  if (imageIds.length < images) {
    const why = `it needs ${images} AVAILABLE images that the account owns, each named by --image`;
    return { name, question, outcome: 'not run', why, steps: [], left: [] };
  }
  const why = await run(lab, ...imageIds).then(() => undefined, textOf);
  const left = await lab.close();
  return { name, question, outcome: why === undefined ? 'recorded' : 'failed', why, steps: lab.steps, left };
}

function say(text: string): void {
  console.log(redacted.text(text));
}

/** What the answers depend on, as it is installed. */
function versions(): Readonly<Record<string, string>> {
  const versionOf = (name: string) =>
    MANIFEST.parse(JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8'))).version;
  return Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)]));
}

main().then(
  (succeeded) => {
    process.exitCode = succeeded ? 0 : 1;
  },
  (error: unknown) => {
    const isExplained = error instanceof UserError || error instanceof AccessError;
    console.error(redacted.text(isExplained ? error.message : inspect(error)));
    process.exitCode = 1;
  },
);

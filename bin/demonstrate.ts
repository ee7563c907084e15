import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalogue, readCatalogue } from '../local/catalogue';
import { bootstrap, cdk } from '../local/cdk';
import type { DescribeOutput } from '../local/describe-workspace-images';
import { type MiniStack, startMiniStack } from '../local/ministack';
import { projectRoot } from '../local/project';
import { table } from '../local/table';
import { UserError } from '../local/user-error';
import { startWorkspacesEndpoint } from '../local/workspaces-endpoint';
import { summary } from './summary';

const SAMPLE = join(projectRoot, 'local', 'catalogue.json');

/** The outputs by stack name and output name. */
type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Demonstration {
  /** @default - the sample catalogue */
  readonly catalogueFile?: string | undefined;

  /** Whether to deploy the app with a gate. PENDING images then become AVAILABLE after half a minute. */
  readonly gate: boolean;

  /** Stops the demonstration. */
  readonly signal: AbortSignal;
}

const PENDING_SECONDS = 30;
const BUNDLE_SECONDS = 2;

const say = (line: string) => {
  console.log(line);
};

/**
 * Deploys an example app to a local AWS that has the images of a catalogue, and prints the outputs.
 *
 * @throws UserError if the catalogue is not valid or the deployment fails
 */
export async function demonstrate({ catalogueFile = SAMPLE, gate, signal }: Demonstration): Promise<void> {
  const catalogue = readCatalogue(catalogueFile);
  say(summary(catalogue, catalogueFile));
  const endpoint = await startWorkspacesEndpoint({
    catalogue,
    throttle: { ratePerSecond: 2, burst: 5 },
    bundles: { seconds: BUNDLE_SECONDS },
    onPage: gate ? progress() : undefined,
  });
  try {
    const miniStack = await startMiniStack({ workspacesUrl: endpoint.url, onProgress: say });
    try {
      say('Bootstrapping the local AWS');
      await bootstrap(miniStack, { signal });
      if (gate) {
        say(`PENDING images become AVAILABLE in ${PENDING_SECONDS} seconds`);
        endpoint.setCatalogue(withAvailableAfter(endpoint.elapsedSeconds() + PENDING_SECONDS, catalogue));
      }
      show(await deploy(gate ? 'gate-app.js' : 'app.js', miniStack, signal));
    } finally {
      await miniStack.stop();
    }
  } finally {
    await endpoint.close();
  }
  say('Stopped the local AWS.');
}

/** Makes PENDING images AVAILABLE this many seconds after the endpoint has started. */
function withAvailableAfter(AvailableAfterSeconds: number, { images }: Catalogue): Catalogue {
  return {
    images: images.map((image) => (image.State === 'PENDING' ? { ...image, AvailableAfterSeconds } : image)),
  };
}

/** Prints the number of images per state for each page, with the seconds since the first page. */
function progress(): (page: DescribeOutput) => void {
  let start: number | undefined;
  return ({ Images }) => {
    start ??= Date.now();
    const counts = new Map<string, number>();
    for (const { State = 'no state' } of Images) {
      counts.set(State, (counts.get(State) ?? 0) + 1);
    }
    const states = [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
    say(`  … ${Math.round((Date.now() - start) / 1000)} s: the lookup sees ${states || 'no images'}`);
  };
}

async function deploy(app: string, { env, directory }: MiniStack, signal: AbortSignal): Promise<Outputs> {
  say('cdk deploy --all');
  const outputsFile = join(directory, 'outputs.json');
  const { exitCode } = await cdk(
    [
      ...['deploy', '--all', '--app', `node ${join('build', 'dev', 'bin', app)}`],
      ...['--require-approval', 'never', '--progress', 'events'],
      ...['--output', join(directory, 'cdk.out'), '--outputs-file', outputsFile],
    ],
    { env, cwd: projectRoot, onLine: say, signal },
  );
  if (exitCode !== 0) {
    throw new UserError(`cdk deploy failed with exit code ${exitCode}. The reason is above.`);
  }
  return JSON.parse(readFileSync(outputsFile, 'utf8')) as Outputs;
}

function show(outputs: Outputs): void {
  const images = outputs['WorkspaceImagesExample'] ?? {};
  const column = (name: string) => images[name]?.split(',') ?? [];
  const rows = column('NewestImageIds').map((id, index) => [
    id,
    ...['Names', 'NewestImageStates', 'Created'].map((name) => column(name)[index] ?? ''),
  ]);
  say('\nImages, newest first');
  say(table(['image id', 'name', 'state', 'created'], rows));
  for (const [stack, values] of Object.entries(outputs)) {
    say(`\nOutputs of ${stack}`);
    for (const [output, value] of Object.entries(values)) {
      say(`${output} = ${value}`);
    }
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalogue, readCatalogue } from '../local/catalogue';
import { bootstrap, cdk } from '../local/cdk';
import type { DescribeOutput } from '../local/describe-workspace-images';
import { type MiniStack, startMiniStack } from '../local/ministack';
import { runProgram } from '../local/program';
import { projectRoot } from '../local/project';
import { startWorkspacesEndpoint } from '../local/workspaces-endpoint';
import { table } from '../terminal/table';
import { UserError } from '../terminal/user-error';
import { newerImage, withImage } from './newer-image';
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

/** The command that the package brings. */
const COMMAND = join(projectRoot, 'build', 'cli', 'index.js');

/** What the preview ends with where a deployment would change something. */
const WOULD_CHANGE = 2;

const say = (line: string) => {
  console.log(line);
};

/**
 * Deploys an example app to a local AWS that has the images of a catalogue, and prints the outputs. Then a newer image
 * appears: previews what the next build would take, and deploys it.
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
        show(await deploy(await synthesize('gate-app.js', miniStack, signal), miniStack, signal));
      } else {
        show(await deploy(await synthesize('app.js', miniStack, signal), miniStack, signal));
        const image = newerImage(catalogue, Date.now());
        say(
          `\nA newer image appears: ${image.Name ?? ''} (${image.ImageId}). What would the next build take?`,
        );
        endpoint.setCatalogue(withImage(image, catalogue));
        const next = await synthesize('app.js', miniStack, signal, ['--context', 'build=2']);
        await preview(next, miniStack, signal);
        show(await deploy(next, miniStack, signal));
      }
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

/** Synthesizes an app, and returns the directory. */
async function synthesize(
  app: string,
  { env, directory }: MiniStack,
  signal: AbortSignal,
  context: readonly string[] = [],
): Promise<string> {
  const assembly = join(directory, 'cdk.out');
  const { exitCode, output } = await cdk(
    [
      ...['synth', '--quiet', '--app', `node ${join('build', 'dev', 'bin', app)}`],
      ...['--output', assembly, ...context],
    ],
    { env, cwd: projectRoot, signal },
  );
  if (exitCode !== 0) {
    throw new UserError(`cdk synth failed with exit code ${exitCode}:\n${output}`);
  }
  return assembly;
}

async function preview(assembly: string, { env }: MiniStack, signal: AbortSignal): Promise<void> {
  say('\nnpx cdk-workspace-images preview');
  const { exitCode } = await runProgram(COMMAND, ['preview', assembly], { env, onLine: say, signal });
  if (exitCode !== WOULD_CHANGE) {
    throw new UserError(
      `The preview should have found the newer image, and ended with exit code ${exitCode}.`,
    );
  }
  say(`Exit code ${exitCode}: the deployment would change something.\n`);
}

async function deploy(
  assembly: string,
  { env, directory }: MiniStack,
  signal: AbortSignal,
): Promise<Outputs> {
  say('cdk deploy --all');
  const outputsFile = join(directory, 'outputs.json');
  const { exitCode } = await cdk(
    [
      ...['deploy', '--all', '--app', assembly],
      ...['--require-approval', 'never', '--progress', 'events', '--outputs-file', outputsFile],
    ],
    { env, cwd: directory, onLine: say, signal },
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

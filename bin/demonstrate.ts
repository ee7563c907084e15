import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogue } from '../local/catalogue';
import { bootstrap, cdk } from '../local/cdk';
import { type MiniStack, startMiniStack } from '../local/ministack';
import { projectRoot } from '../local/project';
import { UserError } from '../local/user-error';
import { startWorkspacesEndpoint } from '../local/workspaces-endpoint';
import { table } from './table';

/** By stack name, and by output name. */
type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

const say = (line: string) => {
  console.log(line);
};

/**
 * Deploys the example app to a local AWS whose images are those of a catalogue, and shows what came out.
 *
 * @throws UserError where the catalogue is none, or the deployment failed
 */
export async function demonstrate(
  catalogueFile = join(projectRoot, 'local', 'catalogue.json'),
  signal: AbortSignal,
): Promise<void> {
  const catalogue = readCatalogue(catalogueFile);
  say(`Catalogue: ${catalogue.images.length} images in ${catalogueFile}`);
  const endpoint = await startWorkspacesEndpoint({ catalogue, throttle: { ratePerSecond: 2, burst: 5 } });
  try {
    const miniStack = await startMiniStack({ workspacesUrl: endpoint.url, onProgress: say });
    try {
      show(await deploy(miniStack, signal));
    } finally {
      await miniStack.stop();
    }
  } finally {
    await endpoint.close();
  }
  say('Stopped the local AWS.');
}

async function deploy(miniStack: MiniStack, signal: AbortSignal): Promise<Outputs> {
  const { env, directory } = miniStack;
  say('Bootstrapping the local AWS');
  await bootstrap(miniStack, { signal });
  say('cdk deploy --all');
  const outputsFile = join(directory, 'outputs.json');
  const assembly = join(directory, 'cdk.out');
  const { exitCode } = await cdk(
    [
      ...['deploy', '--all', '--require-approval', 'never', '--progress', 'events'],
      ...['--output', assembly, '--outputs-file', outputsFile],
    ],
    { env, cwd: projectRoot, onLine: say, signal },
  );
  if (exitCode !== 0) {
    throw new UserError(`cdk deploy failed with exit code ${exitCode}; its reason is above.`);
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

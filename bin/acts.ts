import type { Catalogue } from '../local/catalogue';
import type { WorkspacesEndpoint } from '../local/workspaces-endpoint';
import { preview, type Session, synthesize } from './commands';
import { gateIntroduction, ownedImages } from './core/catalogue-text';
import type { Outcome } from './core/closing';
import { DESKTOPS, type Example, titleOf } from './core/example';
import { imageTable } from './core/image-table';
import { newerImage, withImage } from './core/newer-image';
import { deploy } from './deploy';
import type { PageWatch } from './page-watch';

/** Where the acts play. */
export interface Stage extends Session {
  readonly endpoint: WorkspacesEndpoint;
  readonly catalogue: Catalogue;
  readonly pages: PageWatch;
}

const PENDING_SECONDS = 30;

/** Deploys the example. Then a newer image appears: previews what the next build would take, and deploys it. */
export async function showPin(stage: Stage): Promise<Outcome> {
  const { output, endpoint, catalogue } = stage;
  const { line } = output;
  head(stage, '1. One stack looks up images, the other pins the newest AVAILABLE one');
  command(stage, 'npx cdk deploy --all');
  const first = await deploy(await synthesize('app.js', stage), stage);
  showImages(first, stage);
  line.say(pinnedText(first, 'pinned'));
  line.say(`Its WorkSpaces get the bundle ${first.bundleId ?? ''}, which has that image.`);

  const image = newerImage(catalogue, Date.now());
  const withNewer = withImage(image, catalogue);
  endpoint.setCatalogue(withNewer);
  head(stage, '2. A newer image appears. What would the next build take?');
  command(stage, 'npx cdk-workspace-images preview');
  const next = await synthesize('app.js', stage, ['--context', 'build=2']);
  await preview(next, stage);

  head(stage, '3. The next build takes it');
  command(stage, 'npx cdk deploy --all');
  const second = await deploy(next, stage);
  line.say('');
  line.say(pinnedText(second, 'now pins'));
  line.say(`The bundle ${second.bundleId ?? ''} has got that image in place.`);
  return { example: second, owned: ownedImages(withNewer).length };
}

/** Deploys an example whose lookup waits for a PENDING image, which becomes AVAILABLE after half a minute. */
export async function showGate(stage: Stage): Promise<Outcome> {
  const { output, endpoint, catalogue, pages } = stage;
  head(stage, 'A deployment that waits for an image');
  for (const sentence of gateIntroduction(catalogue)) {
    output.line.say(sentence);
  }
  command(stage, 'npx cdk deploy --all');
  const assembly = await synthesize('gate-app.js', stage);
  endpoint.setCatalogue(withAvailableAfter(endpoint.elapsedSeconds() + PENDING_SECONDS, catalogue));
  const example = await deploy(assembly, stage, pages);
  showImages(example, stage);
  output.line.say(pinnedText(example, 'pinned'));
  return { example, owned: ownedImages(catalogue).length, waitedMs: pages.waitedMs };
}

function head({ output: { line, style } }: Stage, title: string): void {
  line.say('');
  line.say(style.bold(title));
}

function command({ output: { line } }: Stage, words: string): void {
  line.say(`$ ${words}`);
}

function showImages({ images }: Example, { output: { line, style, columns } }: Stage): void {
  line.say('');
  line.say(imageTable(images, style, columns));
  line.say('');
}

function pinnedText({ pinned }: Example, verb: string): string {
  return `${DESKTOPS} ${verb} ${titleOf(pinned)}, ${pinned.state}.`;
}

/** Makes PENDING images AVAILABLE this many seconds after the endpoint has started. */
function withAvailableAfter(AvailableAfterSeconds: number, { images }: Catalogue): Catalogue {
  return {
    images: images.map((image) => (image.State === 'PENDING' ? { ...image, AvailableAfterSeconds } : image)),
  };
}

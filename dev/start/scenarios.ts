import type { Catalogue, CatalogueImage } from '../local-aws/catalogue';
import type { WorkspacesEndpoint } from '../local-aws/workspaces-endpoint';
import { preview, type Session, synthesize } from './commands';
import { withAvailableAfter, withNewerImage } from './core/changed-catalogue';
import type { Outcome } from './core/closing';
import { DESKTOPS, type Example, readExample, titleOf } from './core/example';
import { gateIntroduction } from './core/gate-introduction';
import { imageTable } from './core/image-table';
import { gateOutputs, pinOutputs } from './core/outputs';
import { ownedImages } from './core/owned-images';
import { deploy } from './deploy';
import type { ImageWatch } from './image-watch';

/** What a scenario needs. */
export interface ScenarioContext extends Session {
  readonly endpoint: WorkspacesEndpoint;
  readonly catalogue: Catalogue;
}

const PENDING_SECONDS = 30;

/** Deploys the example. Then a newer image appears: previews what the next build would take, and deploys it. */
export async function showPin(context: ScenarioContext): Promise<Outcome> {
  const { output, endpoint, catalogue } = context;
  const { line } = output;
  printTitle(context, '1. One stack looks up images, the other pins the newest AVAILABLE one');
  printCommand(context, 'npx cdk deploy --all');
  const first = pinOutputs.parse(await deploy(await synthesize('app.js', context), context));
  const before = readExample(first);
  showImages(before, context);
  line.say(pinnedText(before, 'pinned'));
  line.say(`Its WorkSpaces get the bundle ${first.DesktopsExample.BundleOfWorkspace}, which has that image.`);

  const withNewer = withNewerImage(catalogue, Date.now());
  endpoint.setCatalogue(withNewer);
  printTitle(context, '2. A newer image appears. What would the next build take?');
  printCommand(context, 'npx cdk-workspace-images preview');
  const next = await synthesize('app.js', context, ['--context', 'build=2']);
  await preview(next, context);

  printTitle(context, '3. The next build takes it');
  printCommand(context, 'npx cdk deploy --all');
  const second = pinOutputs.parse(await deploy(next, context));
  const example = readExample(second);
  line.say('');
  line.say(pinnedText(example, 'now pins'));
  line.say(`The bundle ${second.DesktopsExample.BundleOfWorkspace} has got that image in place.`);
  return { example, owned: ownedImages(withNewer).length };
}

/** Deploys an example whose lookup waits for a PENDING image, which becomes AVAILABLE after half a minute. */
export async function showGate(
  context: ScenarioContext,
  newest: CatalogueImage,
  watch: ImageWatch,
): Promise<Outcome> {
  const { output, endpoint, catalogue } = context;
  printTitle(context, 'A deployment that waits for an image');
  for (const sentence of gateIntroduction(newest)) {
    output.line.say(sentence);
  }
  printCommand(context, 'npx cdk deploy --all');
  const assembly = await synthesize('gate-app.js', context);
  endpoint.setCatalogue(withAvailableAfter(catalogue, endpoint.elapsedSeconds() + PENDING_SECONDS));
  const example = readExample(gateOutputs.parse(await deploy(assembly, context, watch)));
  showImages(example, context);
  output.line.say(pinnedText(example, 'pinned'));
  return { example, owned: ownedImages(catalogue).length, waitedMs: watch.waitedMs };
}

function printTitle({ output: { line, style } }: Session, title: string): void {
  line.say('');
  line.say(style.bold(title));
}

function printCommand({ output: { line } }: Session, words: string): void {
  line.say(`$ ${words}`);
}

function showImages({ images }: Example, { output: { line, style, columns } }: Session): void {
  line.say('');
  line.say(imageTable(images, style, columns));
  line.say('');
}

function pinnedText({ pinned }: Example, verb: string): string {
  return `${DESKTOPS} ${verb} ${titleOf(pinned)}, ${pinned.state}.`;
}

import type { Catalogue, CatalogueImage } from '../local-aws/catalogue';
import { preview, synthesize } from './app';
import { ownedImages, withAvailableAfter, withNewerImage } from './core/catalogues';
import { DESKTOPS, type Example, readExample, titleOf } from './core/example';
import { gateIntroduction } from './core/gate-introduction';
import { imageTable } from './core/image-table';
import { deploy } from './deploy';
import type { Session } from './session';

const PENDING_SECONDS = 30;

/** Deploy the example. Then a newer image appears: preview what the next build would take, and deploy it. */
export async function showPin(catalogue: Catalogue, session: Session) {
  const { endpoint, output } = session;
  const { line } = output;
  begin(session, '1. One stack looks up images, the other pins the newest AVAILABLE one', 'cdk deploy --all');
  const before = readExample(await deploy(await synthesize('app', session), output));
  showImages(before, session);
  line.say(`Its WorkSpaces get the bundle ${before.bundleId ?? ''}, which has that image.`);

  const withNewer = withNewerImage(catalogue, Date.now());
  endpoint.setCatalogue(withNewer);
  begin(session, '2. A newer image appears. What would the next build take?', 'cdk-workspace-images preview');
  const next = await synthesize('app', session, { build: '2' });
  await preview(next, session);

  begin(session, '3. The next build takes it', 'cdk deploy --all');
  const example = readExample(await deploy(next, output));
  line.say(`\n${pinnedText(example, 'now pins')}`);
  line.say(`The bundle ${example.bundleId ?? ''} has got that image in place.`);
  return { example, owned: ownedImages(withNewer).length };
}

/** Deploy an example whose lookup waits for a PENDING image, which becomes AVAILABLE after half a minute. */
export async function showGate(catalogue: Catalogue, newest: CatalogueImage, session: Session) {
  const { endpoint, output } = session;
  begin(session, 'A deployment that waits for an image');
  for (const sentence of gateIntroduction(newest)) {
    output.line.say(sentence);
  }
  const assembly = await synthesize('gate-app', session);
  endpoint.setCatalogue(withAvailableAfter(catalogue, endpoint.elapsedSeconds() + PENDING_SECONDS));
  const example = readExample(await deploy(assembly, output));
  showImages(example, session);
  return { example, owned: ownedImages(catalogue).length };
}

/** Tells what comes, and the command that does the same in an app of one's own. */
function begin({ output: { line, style } }: Session, title: string, command?: string): void {
  line.say(`\n${style.bold(title)}`);
  if (command !== undefined) {
    line.say(`$ npx ${command}`);
  }
}

function showImages(example: Example, { output: { line, style, columns } }: Session): void {
  line.say(`\n${imageTable(example.images, style, columns)}\n\n${pinnedText(example, 'pinned')}`);
}

function pinnedText({ pinned }: Example, verb: string): string {
  return `${DESKTOPS} ${verb} ${titleOf(pinned)}, ${pinned.state}.`;
}

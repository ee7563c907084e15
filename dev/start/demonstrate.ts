import { once } from 'node:events';
import { join } from 'node:path';
import { readCatalogue } from '../local-aws/catalogue';
import { projectRoot } from '../local-aws/project';
import { closingLines } from './core/closing';
import { count } from './core/count';
import { keepText } from './core/keep-text';
import { newestOf, ownedImages } from './core/owned-images';
import { ImageWatch } from './image-watch';
import { withLocalAws } from './local-aws';
import type { Options } from './options';
import type { Output } from './output';
import { showGate, showPin } from './scenarios';

/** Relative to the project. */
const SAMPLE = join('dev', 'local-aws', 'catalogue.json');

/**
 * Deploys an example to an AWS on this machine that has the images of a catalogue, and shows what that is good for.
 *
 * @throws UserError if the catalogue does not fit or a deployment fails
 */
export async function demonstrate(options: Options, output: Output, interrupted: AbortSignal): Promise<void> {
  const { catalogueFile, gate, keep } = options;
  const { line, now } = output;
  const fileName = catalogueFile ?? SAMPLE;
  const catalogue = readCatalogue(catalogueFile ?? join(projectRoot, SAMPLE));
  const owned = ownedImages(catalogue);
  const newest = newestOf(owned, gate, fileName);
  line.say(`Catalogue: ${count(catalogue.images.length, 'image')} in ${fileName}`);
  const watch = new ImageWatch(newest.ImageId, now);
  const aws = { catalogue, onPage: watch.see, output, signal: interrupted };
  const closing = await withLocalAws(aws, async ({ endpoint, miniStack }) => {
    const signal = AbortSignal.any([interrupted, miniStack.ended]);
    const context = { miniStack, endpoint, catalogue, output, signal };
    const shown = await (gate ? showGate(context, newest, watch) : showPin(context)).catch(
      (error: unknown) => {
        if (keep && !signal.aborted) {
          line.say('\n--keep keeps the local AWS only if the deployment succeeds.');
        }
        throw error;
      },
    );
    const lines = closingLines(shown, options).join('\n');
    if (keep) {
      line.say(`\n${lines}\n\n${keepText(miniStack)}`);
      await aborted(signal);
      miniStack.ended.throwIfAborted();
    }
    return lines;
  });
  if (!keep) {
    line.say(`\n${closing}`);
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) {
    await once(signal, 'abort');
  }
}

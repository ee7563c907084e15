import { once } from 'node:events';
import { join } from 'node:path';
import { readCatalogue } from '../local-aws/catalogue';
import { projectRoot } from '../local-aws/project';
import { newestOf, ownedImages } from './core/catalogues';
import { closingLines } from './core/closing';
import { count } from './core/count';
import { keepText } from './core/keep-text';
import type { Options } from './options';
import type { Output } from './output';
import { showGate, showPin } from './scenarios';
import { withLocalAws } from './session';

/** Relative to the project. */
const SAMPLE = join('dev', 'local-aws', 'catalogue.json');

/**
 * Deploy an example to an AWS on this machine that has the images of a catalogue, and show what that is good for.
 *
 * @throws UserError if the catalogue does not fit or a deployment fails
 */
export async function demonstrate(options: Options, output: Output, interrupted: AbortSignal): Promise<void> {
  const { catalogueFile, gate, keep } = options;
  const { line } = output;
  const fileName = catalogueFile ?? SAMPLE;
  const catalogue = readCatalogue(catalogueFile ?? join(projectRoot, SAMPLE));
  const newest = newestOf(ownedImages(catalogue), gate, fileName);
  line.say(`Catalogue: ${count(catalogue.images.length, 'image')} in ${fileName}`);
  const closing = await withLocalAws(catalogue, { output, signal: interrupted }, async (session) => {
    const { miniStack, signal } = session;
    const shown = await (gate ? showGate(catalogue, newest, session) : showPin(catalogue, session)).catch(
      (error: unknown) => {
        if (keep && !signal.aborted) {
          line.say('\n--keep keeps the local AWS only if the deployment succeeds.');
        }
        throw error;
      },
    );
    const lines = closingLines(shown.example, shown.owned, options).join('\n');
    if (keep) {
      line.say(`\n${lines}\n\n${keepText(miniStack)}`);
      await once(interrupted, 'abort');
    }
    return lines;
  });
  if (!keep) {
    line.say(`\n${closing}`);
  }
}

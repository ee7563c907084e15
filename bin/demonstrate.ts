import { once } from 'node:events';
import { join } from 'node:path';
import { readCatalogue } from '../local/catalogue';
import type { MiniStack } from '../local/ministack';
import { projectRoot } from '../local/project';
import { UserError } from '../terminal/user-error';
import { showGate, showPin } from './acts';
import { catalogueText } from './core/catalogue-text';
import { closingLines } from './core/closing';
import { keepText } from './core/keep-text';
import { startLocalAws } from './local-aws';
import type { Options } from './options';
import type { Output } from './output';
import { PageWatch } from './page-watch';

/** Relative to the project. */
const SAMPLE = join('local', 'catalogue.json');

/**
 * Deploys an example to an AWS on this machine that has the images of a catalogue, and shows what that is good for.
 *
 * @throws UserError if the catalogue is not valid or a deployment fails
 */
export async function demonstrate(options: Options, output: Output, signal: AbortSignal): Promise<void> {
  const { catalogueFile, gate, keep } = options;
  const { line, now } = output;
  const catalogue = readCatalogue(catalogueFile ?? join(projectRoot, SAMPLE));
  line.say(catalogueText(catalogue, catalogueFile ?? SAMPLE));
  const pages = new PageWatch(now);
  const { endpoint, miniStack, stop } = await startLocalAws({ catalogue, onPage: pages.see, output, signal });
  let closing: string;
  try {
    const stage = { miniStack, endpoint, catalogue, pages, output, signal };
    closing = closingLines(await (gate ? showGate(stage) : showPin(stage)), options).join('\n');
    if (keep) {
      line.say(`\n${closing}\n\n${keepText(miniStack.settings)}`);
      await untilStopped(miniStack, signal);
    }
  } finally {
    await stop();
    line.say('\nStopped the local AWS.');
  }
  if (!keep) {
    line.say(`\n${closing}`);
  }
}

/** @throws UserError if the local AWS ends by itself */
async function untilStopped({ ended }: MiniStack, signal: AbortSignal): Promise<void> {
  if (signal.aborted) {
    return;
  }
  const failed = ended.then((how) => {
    throw new UserError(`The local AWS ended with ${how}.`);
  });
  await Promise.race([once(signal, 'abort'), failed]);
}

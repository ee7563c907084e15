import { once } from 'node:events';
import type { Catalogue } from '../local-aws/catalogue';
import { enterEnvironment } from '../local-aws/environment';
import { type MiniStack, startMiniStack } from '../local-aws/ministack';
import { startWorkspacesEndpoint, type WorkspacesEndpoint } from '../local-aws/workspaces-endpoint';
import { bootstrap } from './deploy';
import { type Output, whileTiming } from './output';

const BUNDLE_SECONDS = 2;

/** An AWS on this machine that is bootstrapped, and whom to tell what happens there. */
export interface Session {
  readonly endpoint: WorkspacesEndpoint;
  readonly miniStack: MiniStack;
  readonly output: Output;

  /** Aborted when somebody has stopped the demonstration, or the local AWS has ended. */
  readonly signal: AbortSignal;
}

/** Run an AWS on this machine that has the images of a catalogue, for as long as it is used. */
export async function withLocalAws<Result>(
  catalogue: Catalogue,
  { output, signal }: Pick<Session, 'output' | 'signal'>,
  use: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { line } = output;
  const onProgress = (text: string) => {
    line.say(text);
  };
  const endpoint = await startWorkspacesEndpoint({
    catalogue,
    throttle: { ratePerSecond: 2, burst: 5 },
    bundles: { seconds: BUNDLE_SECONDS },
  });
  try {
    const start = () => startMiniStack({ workspacesUrl: endpoint.url, onProgress, signal });
    const miniStack = await whileTiming(output, 'Local AWS  starting,', start);
    try {
      enterEnvironment(process.env, miniStack.env);
      const stopped = AbortSignal.any([signal, miniStack.ended]);
      const session = { endpoint, miniStack, output, signal: stopped };
      await whileTiming(output, 'Local AWS  bootstrapping,', () => bootstrap(miniStack));
      // The CDK's library cannot be stopped. What it still does then counts no more.
      return await Promise.race([use(session), untilAborted(stopped)]);
    } finally {
      const hasEnded = miniStack.ended.aborted;
      await miniStack.stop();
      if (!hasEnded) {
        line.say('\nStopped the local AWS.');
      }
    }
  } finally {
    await endpoint.close();
  }
}

async function untilAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) {
    await once(signal, 'abort');
  }
  throw signal.reason;
}

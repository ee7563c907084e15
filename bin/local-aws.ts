import type { Catalogue } from '../local/catalogue';
import { bootstrap } from '../local/cdk';
import type { DescribeOutput } from '../local/describe-workspace-images';
import { type MiniStack, startMiniStack } from '../local/ministack';
import { startWorkspacesEndpoint, type WorkspacesEndpoint } from '../local/workspaces-endpoint';
import { secondsOf } from './core/count';
import { type Output, whileTiming } from './output';

const BUNDLE_SECONDS = 2;

export interface LocalAwsOptions {
  readonly catalogue: Catalogue;

  /** Called with each page of images that is returned. */
  readonly onPage: (page: DescribeOutput) => void;
  readonly output: Output;

  /** Stops the start. */
  readonly signal: AbortSignal;
}

/** An AWS on this machine, ready for CDK deployments. */
export interface LocalAws {
  readonly endpoint: WorkspacesEndpoint;
  readonly miniStack: MiniStack;
  readonly stop: () => Promise<void>;
}

/** Starts an AWS on this machine that has the images of a catalogue. */
export async function startLocalAws({ output, signal, ...options }: LocalAwsOptions): Promise<LocalAws> {
  const { line, now } = output;
  const startedAt = now();
  const endpoint = await startWorkspacesEndpoint({
    ...options,
    throttle: { ratePerSecond: 2, burst: 5 },
    bundles: { seconds: BUNDLE_SECONDS },
  });
  let miniStack: MiniStack | undefined;
  const stop = async () => {
    await miniStack?.stop();
    await endpoint.close();
  };
  const start = async () => {
    miniStack = await startMiniStack({
      workspacesUrl: endpoint.url,
      onProgress: (text) => {
        line.say(text);
      },
    });
    await bootstrap(miniStack, { signal });
    return miniStack;
  };
  try {
    const started = await whileTiming(output, 'Local AWS  starting,', start);
    line.say(`Local AWS  started in ${secondsOf(now() - startedAt)}`);
    return { endpoint, miniStack: started, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

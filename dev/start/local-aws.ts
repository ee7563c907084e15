import type { Catalogue } from '../local-aws/catalogue';
import { bootstrap } from '../local-aws/cdk';
import type { DescribeOutput } from '../local-aws/describe-workspace-images';
import { type MiniStack, startMiniStack } from '../local-aws/ministack';
import { startWorkspacesEndpoint, type WorkspacesEndpoint } from '../local-aws/workspaces-endpoint';
import { secondsOf } from './core/count';
import { type Output, whileTiming } from './output';
import { stopAfter } from './stop-after';

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
}

/** Runs an AWS on this machine that has the images of a catalogue, for as long as it is used. */
export async function withLocalAws<Result>(
  { output, signal, ...options }: LocalAwsOptions,
  use: (aws: LocalAws) => Promise<Result>,
): Promise<Result> {
  const { line, now } = output;
  const startedAt = now();
  const onProgress = (text: string) => {
    line.say(text);
  };
  const endpoint = await startWorkspacesEndpoint({
    ...options,
    throttle: { ratePerSecond: 2, burst: 5 },
    bundles: { seconds: BUNDLE_SECONDS },
  });
  const start = () => startMiniStack({ workspacesUrl: endpoint.url, onProgress, signal });
  return stopAfter(
    () => endpoint.close(),
    async () => {
      const miniStack = await whileTiming(output, 'Local AWS  starting,', start);
      return stopAfter(
        () => stop(miniStack, output),
        async () => {
          await whileTiming(output, 'cdk bootstrap', () => bootstrap(miniStack, { signal }));
          line.say(`Local AWS  started in ${secondsOf(now() - startedAt)}`);
          return use({ endpoint, miniStack });
        },
      );
    },
  );
}

async function stop(miniStack: MiniStack, { line }: Output): Promise<void> {
  const hasEnded = miniStack.ended.aborted;
  await miniStack.stop();
  if (!hasEnded) {
    line.say('\nStopped the local AWS.');
  }
}

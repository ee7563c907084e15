import { type App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { CatalogueImage } from '../../dev/local-aws/catalogue';
import { ImageGate, WorkspaceImages, type WorkspaceImagesProps, WorkspaceImagesProvider } from '../../lib';
import type { LocalAws } from './local-aws';

const POLL_SECONDS = 5;
const SETTLE_SECONDS = 15;

/** How often a gate that settles looks, where no look finds enough. */
export const SETTLING_LOOKS = SETTLE_SECONDS / POLL_SECONDS;

/**
 * How long after a change a gate may still wait: two polls, and what passes besides. These are the framework's own starts,
 * on a machine that is busy with other tests.
 */
export const TWO_POLLS = 2 * POLL_SECONDS + 8;

export const image = (State: string, more: Partial<CatalogueImage> = {}): CatalogueImage => ({
  ImageId: 'wsi-000000001',
  Name: 'golden-win11',
  State,
  Created: 1_750_000_000,
  ...more,
});

export const waitFor = (seconds: number): WorkspaceImagesProps => ({
  gate: ImageGate.waitUntilAvailable({ timeout: Duration.seconds(seconds) }),
  refreshKey: '1',
});

/** An app of one stack with one lookup, polled every five seconds, and a resource that depends on it. */
export const gated =
  (
    stackName: string,
    props: WorkspaceImagesProps | ((stack: Stack) => WorkspaceImagesProps),
    linkSeconds = 3_000,
  ) =>
  (app: App) => {
    const stack = new Stack(app, stackName);
    const provider = new WorkspaceImagesProvider(stack, 'Provider', {
      pollInterval: Duration.seconds(POLL_SECONDS),
      _linkLength: Duration.seconds(linkSeconds),
      _settleTime: Duration.seconds(SETTLE_SECONDS),
    });
    const golden = new WorkspaceImages(stack, 'GoldenImages', {
      ...(typeof props === 'function' ? props(stack) : props),
      provider,
    });
    const consumer = new StringParameter(stack, 'Consumer', {
      stringValue: golden.manifestUrl ?? golden.newestImageState,
    });
    consumer.node.addDependency(golden);
    new CfnOutput(stack, 'Consumed', { value: consumer.stringValue });
  };

/** A deployment, and how many calls the service got in it. */
export async function deployCounted(local: LocalAws, define: (app: App) => void) {
  const before = local.endpoint.calls.length;
  const deployment = await local.deploy(define);
  return { ...deployment, calls: local.endpoint.calls.length - before };
}

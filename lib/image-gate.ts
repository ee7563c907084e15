import type { Duration } from 'aws-cdk-lib';
import { type GateName, LONGEST_WAIT, SHORTEST_WAIT } from './contract/names';

/** How long a gate waits. */
export interface WaitUntilAvailableOptions {
  /**
   * After which time the deployment fails: 1 minute to 12 hours, in whole seconds.
   *
   * An image takes up to 45 minutes to be created; an import with a licence of your own at least 90 minutes, with
   * Office 3 hours. Up to 50 minutes are one custom resource; a longer wait is a chain of them.
   *
   * @see https://docs.aws.amazon.com/workspaces/latest/adminguide/create-custom-bundle.html
   */
  readonly timeout: Duration;
}

/** The condition on the states of the images that are selected. */
export class ImageGate {
  /** Images in any state will do. */
  public static none(): ImageGate {
    return new ImageGate();
  }

  /**
   * Every image must be AVAILABLE, otherwise the deployment fails, at once.
   *
   * An image in a state that this version does not know fails it too.
   */
  public static requireAvailable(): ImageGate {
    return new ImageGate('REQUIRE_AVAILABLE');
  }

  /**
   * The deployment waits while an image is PENDING, and fails at once where one is in ERROR, or in a state that this
   * version does not know.
   *
   * The images are selected once, when the wait begins, so that a newer build does not prolong it. Where too few match
   * at first, they are looked for anew for five minutes.
   *
   * @throws Error where the timeout is out of range or not known at synth
   */
  public static waitUntilAvailable(options: WaitUntilAvailableOptions): ImageGate {
    const { timeout } = options;
    if (timeout.isUnresolved()) {
      throw new Error(
        '`timeout` must be known at synth, since it says how many resources wait, got: a token',
      );
    }
    const seconds = timeout.toSeconds({ integral: false });
    if (!Number.isInteger(seconds) || seconds < SHORTEST_WAIT || seconds > LONGEST_WAIT) {
      throw new Error(`\`timeout\` must be 1 minute to 12 hours, in whole seconds, got: ${seconds} seconds`);
    }
    return new ImageGate('WAIT_UNTIL_AVAILABLE', timeout);
  }

  private constructor(
    /** @internal */
    public readonly _name?: GateName,
    /** @internal */
    public readonly _timeout?: Duration,
  ) {}
}

import type { Duration } from 'aws-cdk-lib';
import { brand } from '../brand';
import { type GATES, LONGEST_WAIT_SECONDS, SHORTEST_WAIT_SECONDS } from '../contract/images';
import { requireKnownProps } from '../provider/known-props';
import { A_DURATION, requireType } from '../provider/prop-types';

/** How long a gate waits. */
export interface WaitUntilAvailableOptions {
  /**
   * Time after which the deployment fails: 1 minute to 12 hours, in whole seconds.
   *
   * Creating an image takes up to 45 minutes, an import with a licence of your own at least 90 minutes, and with Office
   * 3 hours. A wait of up to 50 minutes is one custom resource. A longer wait is a chain of them.
   *
   * @see https://docs.aws.amazon.com/workspaces/latest/adminguide/create-custom-bundle.html
   */
  readonly timeout: Duration;
}

/** The condition on the states of the selected images. */
export class ImageGate {
  /** Accept images in any state. */
  public static none(): ImageGate {
    return new ImageGate('NONE');
  }

  /**
   * Fail the deployment at once unless every image is AVAILABLE.
   *
   * An image in a state that this version of the library does not know fails it too.
   *
   * @example
   * new WorkspaceImages(this, 'GoldenImages', { gate: ImageGate.requireAvailable() });
   */
  public static requireAvailable(): ImageGate {
    return new ImageGate('REQUIRE_AVAILABLE');
  }

  /**
   * Hold the deployment while an image is PENDING. Fail at once if an image is in ERROR, or in a state that this version
   * of the library does not know.
   *
   * The wait settles first: for up to five minutes, it looks until enough images match. Then the selection is frozen,
   * so a newer image neither prolongs nor fails the wait. A wait watches at most 1,000 images.
   *
   * @throws Error if the timeout is out of range or not known at synth
   *
   * @example
   * new WorkspaceImages(this, 'GoldenImages', {
   *   mostRecent: 1,
   *   gate: ImageGate.waitUntilAvailable({ timeout: Duration.hours(3) }),
   * });
   */
  public static waitUntilAvailable(options: WaitUntilAvailableOptions): ImageGate {
    requireKnownProps('WaitUntilAvailableOptions', options, ['timeout']);
    const { timeout } = options;
    requireType('timeout', timeout, A_DURATION);
    if (timeout.isUnresolved()) {
      throw new Error(
        '`timeout` must be known at synth, since it decides how many resources wait, got: a token',
      );
    }
    const seconds = timeout.toSeconds({ integral: false });
    if (!Number.isInteger(seconds) || seconds < SHORTEST_WAIT_SECONDS || seconds > LONGEST_WAIT_SECONDS) {
      throw new Error(`\`timeout\` must be 1 minute to 12 hours, in whole seconds, got: ${seconds} seconds`);
    }
    return new ImageGate('WAIT_UNTIL_AVAILABLE', timeout);
  }

  private constructor(
    private readonly name: 'NONE' | (typeof GATES)[number],
    private readonly wait?: Duration,
  ) {
    brand(this, 'ImageGate');
  }

  /** The name of the condition: NONE, REQUIRE_AVAILABLE or WAIT_UNTIL_AVAILABLE. */
  public get value(): string {
    return this.name;
  }

  /** How long the gate waits, if it waits. */
  public get timeout(): Duration | undefined {
    return this.wait;
  }
}

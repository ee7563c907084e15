import type { Duration } from 'aws-cdk-lib';
import type { FunctionProviderProps } from '../provider/function-provider-props';

/** Settings of the functions behind lookups. */
export interface WorkspaceImagesProviderProps extends FunctionProviderProps {
  /**
   * Time between two looks of a gate that waits: 1 second to 5 minutes, in whole seconds.
   *
   * A look makes one call for each 25 images and image type. The account may make 2 calls a second in the Region.
   *
   * @default Duration.seconds(30)
   */
  readonly pollInterval?: Duration;

  /**
   * Time after which a link of a long wait hands over, for tests.
   *
   * @internal
   */
  readonly _linkLength?: Duration;

  /**
   * Time that a wait settles for, for tests.
   *
   * @internal
   */
  readonly _settleTime?: Duration;
}

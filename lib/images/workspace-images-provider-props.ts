import type { Duration } from 'aws-cdk-lib';
import type { FunctionProviderProps } from '../provider/function-provider-props';

/** Settings of the functions behind lookups. */
export interface WorkspaceImagesProviderProps extends FunctionProviderProps {
  /**
   * Time between two looks of a gate that waits: 1 second to 5 minutes, in whole seconds.
   *
   * A look makes one call for each 25 images, and as many for those that others share. The account may make 2 calls a second in the Region.
   *
   * @default Duration.seconds(30)
   */
  readonly pollInterval?: Duration;

  /**
   * DescribeWorkspaceImages calls a second, after a burst of 5: 0.1 to 100. It counts for each account and Region where the
   * provider's lookups look.
   *
   * The service allows an account 2 calls a second in a Region, and refuses those of all callers beyond. The default
   * leaves a tenth of that to others, such as a console or a script. Set it to 2 to leave them nothing, lower to leave
   * them more, and higher if the account has another quota.
   *
   * @default 1.8
   * @see https://docs.aws.amazon.com/workspaces/latest/adminguide/workspaces-limits.html
   */
  readonly requestRate?: number;
}

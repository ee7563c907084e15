import type { Duration } from 'aws-cdk-lib';
import type { FunctionProviderProps } from '../provider/function-provider-props';

/** Settings of the functions behind bundles. */
export interface WorkspaceBundleProviderProps extends FunctionProviderProps {
  /**
   * Time between two looks at a bundle that is being made, changed or deleted: 1 second to 1 minute, in whole seconds.
   *
   * @default Duration.seconds(10)
   */
  readonly pollInterval?: Duration;

  /**
   * Calls a second, after a burst of 5: 0.1 to 100. All calls of an account to WorkSpaces in a Region share 2 a second,
   * unless AWS has raised it.
   *
   * @default 1.8
   * @see https://docs.aws.amazon.com/workspaces/latest/adminguide/workspaces-limits.html
   */
  readonly requestRate?: number;
}

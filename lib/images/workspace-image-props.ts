import type { ImageQueryProps } from './image-query-props';

/**
 * Which image a lookup matches. The newest is taken.
 *
 * The default gate requires that it is AVAILABLE. With `states`, the default gate is none.
 */
export interface WorkspaceImageProps extends ImageQueryProps {
  /**
   * Fail the deployment unless exactly one image matches.
   *
   * @default false - take the newest of those that match
   */
  readonly unique?: boolean;
}

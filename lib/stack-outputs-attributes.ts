/** Where the outputs of another stack are. */
export interface StackOutputsAttributes {
  /** The name of the stack that looks the images up. */
  readonly stackName: string;

  /** The id of its WorkspaceImages construct, which must have its `outputs`. */
  readonly constructId: string;

  /**
   * The Region of that stack.
   *
   * @default - the Region of the stack that reads
   */
  readonly region?: string;

  /**
   * A role that may describe that stack, for one in another account.
   *
   * @default - the role that deploys
   */
  readonly roleArn?: string;
}

/** The outputs of another stack's lookup. */
export interface StackOutputsAttributes {
  /** Name of the stack that looks the images up. */
  readonly stackName: string;

  /** Id of its WorkspaceImages construct, which must have its `outputs`. */
  readonly constructId: string;

  /**
   * Region of that stack.
   *
   * @default - the Region of the stack that reads
   */
  readonly region?: string;

  /**
   * ARN of a role that may describe that stack, for a stack in another account.
   *
   * @default - the role that deploys
   */
  readonly roleArn?: string;
}

/** Where a stack is deployed. */
export interface Place {
  readonly account: string;
  readonly region: string;

  /** Such as `aws` or `aws-cn`. */
  readonly partition: string;
}

/** A stack that could not be deleted. */
export interface Left {
  readonly stackName: string;
  readonly why: string;
}

/** What is left, and how to remove it. */
export function leftLines(left: readonly Left[], region: string): readonly string[] {
  if (left.length === 0) {
    return ['Nothing is left: all stacks are deleted.'];
  }
  return [
    ...left.map(({ stackName, why }) => `Left: the stack ${stackName} (${why})`),
    'Look what its events say, and delete it:',
    ...left.map(
      ({ stackName }) => `aws cloudformation delete-stack --region ${region} --stack-name ${stackName}`,
    ),
  ];
}

/** Where the constructs of a stack and of those nested in it are, by the metadata of the assembly. */
export interface ConstructId {
  readonly path: string;
  readonly logicalId: string;
}

/** The path of a construct, whose primary resource has the logical id. */
export function pathOf(logicalId: string, constructs: readonly ConstructId[]): string | undefined {
  return constructs.find((construct) => construct.logicalId === logicalId)?.path.replace(/\/Resource$/, '');
}

export function isWithin(path: string, construct: ConstructId): boolean {
  return construct.path.startsWith(`${path}/`);
}

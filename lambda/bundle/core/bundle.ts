/** A bundle as the service describes it, as far as the handler knows it. Every member but the id may be absent. */
export interface Bundle {
  readonly BundleId: string;
  readonly Name?: string | undefined;
  readonly Description?: string | undefined;
  readonly ImageId?: string | undefined;
  readonly State?: string | undefined;
  readonly CreationTime?: Date | undefined;
  readonly ComputeType?: { readonly Name?: string | undefined } | undefined;
  readonly RootStorage?: { readonly Capacity?: string | undefined } | undefined;
  readonly UserStorage?: { readonly Capacity?: string | undefined } | undefined;
}

/** What a reason calls a bundle: `golden (wsb-0123456789)`. */
export function title({ Name = 'a bundle without a name', BundleId }: Bundle): string {
  return `${Name} (${BundleId})`;
}

/** Whether a bundle was made after another. Unknown times count as not. */
export function isYounger({ CreationTime: time }: Bundle, { CreationTime: other }: Bundle): boolean {
  return time !== undefined && other !== undefined && time > other;
}

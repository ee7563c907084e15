/**
 * An image as the service describes it.
 *
 * Enumerations are text, since the service may add to them. Any field but the id may be absent.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_WorkspaceImage.html
 */
export interface Image {
  readonly ImageId: string;
  readonly Name?: string | undefined;
  readonly OperatingSystem?: { readonly Type?: string | undefined } | undefined;
  readonly State?: string | undefined;
  readonly RequiredTenancy?: string | undefined;
  readonly Created?: Date | undefined;
  readonly OwnerAccountId?: string | undefined;
  readonly ErrorCode?: string | undefined;
  readonly ErrorMessage?: string | undefined;
  readonly ErrorDetails?: readonly ImageError[] | undefined;
  readonly Updates?: { readonly UpdateAvailable?: boolean | undefined } | undefined;
}

/** A reason why an image is in ERROR. */
export interface ImageError {
  readonly ErrorCode?: string | undefined;
  readonly ErrorMessage?: string | undefined;
}

/** How a person finds an image: `golden-win11 (wsi-0123456789)`. */
export function title({ ImageId, Name }: Image): string {
  return Name === undefined ? ImageId : `${Name} (${ImageId})`;
}

export function isUpdateAvailable(image: Image): boolean {
  return image.Updates?.UpdateAvailable ?? false;
}

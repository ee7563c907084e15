/**
 * The state of an image.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_WorkspaceImage.html
 */
export class ImageState {
  /** It can be used. */
  public static readonly AVAILABLE = new ImageState('AVAILABLE');

  /** It is still being created, copied or imported. */
  public static readonly PENDING = new ImageState('PENDING');

  /** Its creation failed. */
  public static readonly ERROR = new ImageState('ERROR');

  /**
   * A state that the service knows and this library does not yet.
   *
   * @param value The state as the service spells it
   */
  public static of(value: string): ImageState {
    return new ImageState(value);
  }

  /** @param value The state as the service spells it */
  private constructor(public readonly value: string) {}
}

import { brand } from '../brand';

/**
 * The state of an image.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_WorkspaceImage.html
 */
export class ImageState {
  /** The image can be used. */
  public static readonly AVAILABLE = ImageState.of('AVAILABLE');

  /** The image is being created, copied or imported. */
  public static readonly PENDING = ImageState.of('PENDING');

  /** The creation of the image failed. */
  public static readonly ERROR = ImageState.of('ERROR');

  /**
   * A state that the service knows and this version of the library does not.
   *
   * @example
   * ImageState.of('IMPORTING');
   *
   * @param value State as the service spells it: letters, digits and `_`
   */
  public static of(value: string): ImageState {
    return new ImageState(value);
  }

  private constructor(private readonly name: string) {
    brand(this, 'ImageState');
  }

  /** The state as the service spells it. */
  public get value(): string {
    return this.name;
  }
}

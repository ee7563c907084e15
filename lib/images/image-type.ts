import { brand } from '../brand';

/** Whose images a lookup lists. */
export class ImageType {
  /** Images that the account owns. */
  public static readonly OWNED = new ImageType('OWNED');

  /**
   * Images that other accounts share with the account.
   *
   * Anyone can share an image with any account in the Region, under any name and without consent. Name the owners that
   * you trust with `ownerAccountIds`. The creation date of a shared image is that of the original.
   */
  public static readonly SHARED = new ImageType('SHARED');

  /** Owned and shared images, joined by image id. */
  public static readonly ALL = new ImageType('ALL');

  private constructor(private readonly name: string) {
    brand(this, 'ImageType');
  }

  /** The name of the type. */
  public get value(): string {
    return this.name;
  }
}

/** Whose images a look-up lists. */
export class ImageType {
  /** Images that the account owns. */
  public static readonly OWNED = new ImageType('OWNED');

  /**
   * Images that other accounts share with the account.
   *
   * Anyone can share an image with any account in the Region, under any name and without its consent, so say with
   * `ownerAccountIds` whom you trust. `Created` is the date of the original.
   */
  public static readonly SHARED = new ImageType('SHARED');

  /** Both, joined by image id. */
  public static readonly ALL = new ImageType('ALL');

  /** @param value The name of the type */
  private constructor(public readonly value: string) {}
}

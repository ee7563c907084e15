/**
 * The tenancy that an image needs.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_WorkspaceImage.html
 */
export class RequiredTenancy {
  /** Shared hardware. */
  public static readonly DEFAULT = new RequiredTenancy('DEFAULT');

  /** Dedicated hardware: an image with a licence of your own (BYOL). */
  public static readonly DEDICATED = new RequiredTenancy('DEDICATED');

  /**
   * A tenancy that the service knows and this library does not yet.
   *
   * @param value The tenancy as the service spells it
   */
  public static of(value: string): RequiredTenancy {
    return new RequiredTenancy(value);
  }

  /** @param value The tenancy as the service spells it */
  private constructor(public readonly value: string) {}
}

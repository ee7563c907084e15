import { brand } from '../brand';

/**
 * The tenancy that an image requires.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_WorkspaceImage.html
 */
export class RequiredTenancy {
  /** Shared hardware. */
  public static readonly DEFAULT = RequiredTenancy.of('DEFAULT');

  /** Dedicated hardware, for an image with a licence of your own (BYOL). */
  public static readonly DEDICATED = RequiredTenancy.of('DEDICATED');

  /**
   * A tenancy that the service knows and this version of the library does not.
   *
   * @example
   * RequiredTenancy.of('HOST');
   *
   * @param value Tenancy as the service spells it: letters, digits and `_`
   */
  public static of(value: string): RequiredTenancy {
    return new RequiredTenancy(value);
  }

  private constructor(private readonly name: string) {
    brand(this, 'RequiredTenancy');
  }

  /** The tenancy as the service spells it. */
  public get value(): string {
    return this.name;
  }
}

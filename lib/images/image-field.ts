import { brand } from '../brand';
import type { FieldName } from '../contract/images';

/**
 * A field of an image that a lookup can hand to the stack.
 *
 * Only fields whose values cannot hold a comma are here. Descriptions and error messages can hold one. Find those in the
 * reason of a failed deployment, in the function's log and in a manifest.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_WorkspaceImage.html
 */
export class ImageField {
  /** The name of the image. */
  public static readonly NAME = new ImageField('NAME');

  /** The type of the operating system, such as WINDOWS. */
  public static readonly OPERATING_SYSTEM = new ImageField('OPERATING_SYSTEM');

  /** The required tenancy, such as DEFAULT. DEDICATED means a BYOL image. */
  public static readonly REQUIRED_TENANCY = new ImageField('REQUIRED_TENANCY');

  /** The time of creation in UTC, such as `2026-01-31T12:00:00.000Z`. */
  public static readonly CREATED = new ImageField('CREATED');

  /** The id of the account that owns the image. */
  public static readonly OWNER_ACCOUNT_ID = new ImageField('OWNER_ACCOUNT_ID');

  /** Whether an update is available: `true` or `false`. */
  public static readonly UPDATE_AVAILABLE = new ImageField('UPDATE_AVAILABLE');

  private constructor(private readonly name: FieldName) {
    brand(this, 'ImageField');
  }

  /** The name of the field. */
  public get value(): string {
    return this.name;
  }
}

import { FIELD_ATTRIBUTES, type FieldName } from './contract/names';

/**
 * A field of an image that a look-up can hand to the stack.
 *
 * Only fields whose values cannot hold a comma are here. Descriptions and error messages can, at any length: they are
 * in the reason of a failed deployment and in the function's log.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_WorkspaceImage.html
 */
export class ImageField {
  /** The image's name. */
  public static readonly NAME = new ImageField('NAME');

  /** The type of its operating system, such as WINDOWS. */
  public static readonly OPERATING_SYSTEM = new ImageField('OPERATING_SYSTEM');

  /** The tenancy that it needs, such as DEFAULT. DEDICATED means a BYOL image. */
  public static readonly REQUIRED_TENANCY = new ImageField('REQUIRED_TENANCY');

  /** When it was created, in UTC: `2026-01-31T12:00:00.000Z`. */
  public static readonly CREATED = new ImageField('CREATED');

  /** The account that owns it. */
  public static readonly OWNER_ACCOUNT_ID = new ImageField('OWNER_ACCOUNT_ID');

  /** Whether an update of it is available: `true` or `false`. */
  public static readonly UPDATE_AVAILABLE = new ImageField('UPDATE_AVAILABLE');

  /** The name of the field. */
  public readonly value: string;

  /** @internal */
  public readonly _attribute: string;

  private constructor(name: FieldName) {
    this.value = name;
    this._attribute = FIELD_ATTRIBUTES[name];
  }
}

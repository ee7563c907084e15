import { brand } from '../brand';

/**
 * The hardware of WorkSpaces.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_ComputeType.html
 */
export class ComputeType {
  /** Value. */
  public static readonly VALUE = ComputeType.of('VALUE');

  /** Standard. */
  public static readonly STANDARD = ComputeType.of('STANDARD');

  /** Performance. */
  public static readonly PERFORMANCE = ComputeType.of('PERFORMANCE');

  /** Power. */
  public static readonly POWER = ComputeType.of('POWER');

  /** PowerPro. */
  public static readonly POWERPRO = ComputeType.of('POWERPRO');

  /** GeneralPurpose.4xlarge. */
  public static readonly GENERALPURPOSE_4XLARGE = ComputeType.of('GENERALPURPOSE_4XLARGE');

  /** GeneralPurpose.8xlarge. */
  public static readonly GENERALPURPOSE_8XLARGE = ComputeType.of('GENERALPURPOSE_8XLARGE');

  /** Graphics.g4dn. */
  public static readonly GRAPHICS_G4DN = ComputeType.of('GRAPHICS_G4DN');

  /** GraphicsPro.g4dn. */
  public static readonly GRAPHICSPRO_G4DN = ComputeType.of('GRAPHICSPRO_G4DN');

  /** Graphics.g6.xlarge. */
  public static readonly GRAPHICS_G6_XLARGE = ComputeType.of('GRAPHICS_G6_XLARGE');

  /** Graphics.g6.2xlarge. */
  public static readonly GRAPHICS_G6_2XLARGE = ComputeType.of('GRAPHICS_G6_2XLARGE');

  /** Graphics.g6.4xlarge. */
  public static readonly GRAPHICS_G6_4XLARGE = ComputeType.of('GRAPHICS_G6_4XLARGE');

  /** Graphics.g6.8xlarge. */
  public static readonly GRAPHICS_G6_8XLARGE = ComputeType.of('GRAPHICS_G6_8XLARGE');

  /** Graphics.g6.16xlarge. */
  public static readonly GRAPHICS_G6_16XLARGE = ComputeType.of('GRAPHICS_G6_16XLARGE');

  /** Graphics.gr6.4xlarge. */
  public static readonly GRAPHICS_GR6_4XLARGE = ComputeType.of('GRAPHICS_GR6_4XLARGE');

  /** Graphics.gr6.8xlarge. */
  public static readonly GRAPHICS_GR6_8XLARGE = ComputeType.of('GRAPHICS_GR6_8XLARGE');

  /** Graphics.g6f.large. */
  public static readonly GRAPHICS_G6F_LARGE = ComputeType.of('GRAPHICS_G6F_LARGE');

  /** Graphics.g6f.xlarge. */
  public static readonly GRAPHICS_G6F_XLARGE = ComputeType.of('GRAPHICS_G6F_XLARGE');

  /** Graphics.g6f.2xlarge. */
  public static readonly GRAPHICS_G6F_2XLARGE = ComputeType.of('GRAPHICS_G6F_2XLARGE');

  /** Graphics.g6f.4xlarge. */
  public static readonly GRAPHICS_G6F_4XLARGE = ComputeType.of('GRAPHICS_G6F_4XLARGE');

  /** Graphics.gr6f.4xlarge. */
  public static readonly GRAPHICS_GR6F_4XLARGE = ComputeType.of('GRAPHICS_GR6F_4XLARGE');

  /** Graphics.g7.2xlarge. */
  public static readonly GRAPHICS_G7_2XLARGE = ComputeType.of('GRAPHICS_G7_2XLARGE');

  /** Graphics.g7.4xlarge. */
  public static readonly GRAPHICS_G7_4XLARGE = ComputeType.of('GRAPHICS_G7_4XLARGE');

  /** Graphics.g7.8xlarge. */
  public static readonly GRAPHICS_G7_8XLARGE = ComputeType.of('GRAPHICS_G7_8XLARGE');

  /** Graphics.g7.12xlarge. */
  public static readonly GRAPHICS_G7_12XLARGE = ComputeType.of('GRAPHICS_G7_12XLARGE');

  /**
   * A compute type that the service knows and this version of the library does not.
   *
   * @example
   * ComputeType.of('GRAPHICS_G8_XLARGE');
   *
   * @param value Compute type as the service spells it: letters, digits and `_`
   */
  public static of(value: string): ComputeType {
    return new ComputeType(value);
  }

  private constructor(private readonly name: string) {
    brand(this, 'ComputeType');
  }

  /** The compute type as the service spells it. */
  public get value(): string {
    return this.name;
  }
}

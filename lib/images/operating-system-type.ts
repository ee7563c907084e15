import { brand } from '../brand';

/**
 * The type of an image's operating system.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_OperatingSystem.html
 */
export class OperatingSystemType {
  /** Windows. */
  public static readonly WINDOWS = OperatingSystemType.of('WINDOWS');

  /** Linux. */
  public static readonly LINUX = OperatingSystemType.of('LINUX');

  /**
   * A type that the service knows and this version of the library does not.
   *
   * @example
   * OperatingSystemType.of('MACOS');
   *
   * @param value Type as the service spells it: letters, digits and `_`
   */
  public static of(value: string): OperatingSystemType {
    return new OperatingSystemType(value);
  }

  private constructor(private readonly name: string) {
    brand(this, 'OperatingSystemType');
  }

  /** The type as the service spells it. */
  public get value(): string {
    return this.name;
  }
}

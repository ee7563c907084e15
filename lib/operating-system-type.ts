/**
 * The type of an image's operating system.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_OperatingSystem.html
 */
export class OperatingSystemType {
  /** Windows. */
  public static readonly WINDOWS = new OperatingSystemType('WINDOWS');

  /** Linux. */
  public static readonly LINUX = new OperatingSystemType('LINUX');

  /**
   * A type that the service knows and this library does not yet.
   *
   * @param value The type as the service spells it
   */
  public static of(value: string): OperatingSystemType {
    return new OperatingSystemType(value);
  }

  /** @param value The type as the service spells it */
  private constructor(public readonly value: string) {}
}

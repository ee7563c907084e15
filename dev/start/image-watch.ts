import type { DescribeOutput } from '../local-aws/describe-workspace-images';

/** Watches what the lookup sees of an image. */
export class ImageWatch {
  private state: string | undefined;
  private pendingSince: number | undefined;
  private waited: number | undefined;

  constructor(
    private readonly imageId: string | undefined,
    private readonly now: () => number,
  ) {}

  /** Sees a page of images that the lookup gets. */
  public readonly see = ({ Images }: DescribeOutput): void => {
    const image = Images.find(({ ImageId }) => ImageId === this.imageId);
    if (image === undefined) {
      return;
    }
    this.state = image.State;
    if (this.state === 'PENDING') {
      this.pendingSince ??= this.now();
    }
    if (this.pendingSince !== undefined) {
      this.waited = this.now() - this.pendingSince;
    }
  };

  public get isPending(): boolean {
    return this.state === 'PENDING';
  }

  /** Milliseconds that the lookup has watched the image for since it was PENDING. Undefined if it never was. */
  public get waitedMs(): number | undefined {
    return this.waited;
  }
}

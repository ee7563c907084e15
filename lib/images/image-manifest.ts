import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { brand } from '../brand';
import { having, requireType } from '../provider/prop-types';

/** A file in S3 with every field of every selected image, as JSON Lines, newest first. */
export class ImageManifest {
  /**
   * Write a manifest, and answer the stack with ids and states too. They must fit a response of 4,096 bytes.
   *
   * @example
   * declare const bucket: s3.Bucket;
   * new WorkspaceImages(this, 'GoldenImages', { manifest: ImageManifest.alongside(bucket) });
   *
   * @param bucket Bucket in any Region, which the handler is granted to write to
   */
  public static alongside(bucket: IBucket): ImageManifest {
    return new ImageManifest(bucket, false);
  }

  /**
   * Write a manifest, and answer the stack with the number of images only. The list may have any length.
   *
   * `imageIds`, `imageStates` and `newestImage` of the lookup cannot be used then: synthesis fails where they are.
   *
   * @example
   * declare const bucket: s3.Bucket;
   * new WorkspaceImages(this, 'AllImages', { manifest: ImageManifest.only(bucket) });
   *
   * @param bucket Bucket in any Region, which the handler is granted to write to
   */
  public static only(bucket: IBucket): ImageManifest {
    return new ImageManifest(bucket, true);
  }

  private constructor(
    private readonly target: IBucket,
    private readonly only: boolean,
  ) {
    requireType('bucket', target, having('a bucket', 'bucketName', 'arnForObjects'));
    brand(this, 'ImageManifest');
  }

  /** The bucket that the manifest is written to. */
  public get bucket(): IBucket {
    return this.target;
  }

  /** Whether ids and states are in the manifest alone. */
  public get isOnly(): boolean {
    return this.only;
  }
}

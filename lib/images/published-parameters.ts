import type { IStringParameter } from 'aws-cdk-lib/aws-ssm';

/** The parameters that `publishParameters()` made. */
export interface PublishedParameters {
  /**
   * Parameter `<prefix>/image-ids`: ids joined by commas.
   *
   * @default - no parameter, with `ImageManifest.only()`
   */
  readonly imageIds?: IStringParameter;

  /**
   * Parameter `<prefix>/image-states`: states joined by commas, in the order of the ids.
   *
   * @default - no parameter, with `ImageManifest.only()`
   */
  readonly imageStates?: IStringParameter;

  /** Parameter `<prefix>/image-count`. */
  readonly imageCount: IStringParameter;
}

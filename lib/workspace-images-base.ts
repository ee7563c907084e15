import { Fn, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ATTRIBUTES, LIST_SEPARATOR } from './contract/names';
import type { IWorkspaceImages } from './i-workspace-images';
import type { SharedAttribute } from './sharing';

/**
 * What images are known by, made of the text of each attribute.
 *
 * @internal
 */
export abstract class WorkspaceImagesBase extends Construct implements IWorkspaceImages {
  /** Ids of the images, newest first; one element `-` where none was found and `minimumCount` is 0. */
  public get imageIds(): string[] {
    return Fn.split(LIST_SEPARATOR, this.text(ATTRIBUTES.imageIds));
  }

  /** States of the images, in the order of `imageIds`. */
  public get imageStates(): string[] {
    return Fn.split(LIST_SEPARATOR, this.text(ATTRIBUTES.imageStates));
  }

  /** Id of the newest image; `-` where none was found and `minimumCount` is 0. */
  public get newestImageId(): string {
    return Fn.select(0, this.imageIds);
  }

  /** State of the newest image; `-` where none was found and `minimumCount` is 0. */
  public get newestImageState(): string {
    return Fn.select(0, this.imageStates);
  }

  /** How many images there are in `imageIds`: a token, 0 where none was found and `minimumCount` is 0. */
  public get imageCount(): number {
    return Token.asNumber(this.text(ATTRIBUTES.imageCount));
  }

  /** The text of an attribute, which is asked for when it is read. */
  protected abstract text(attribute: SharedAttribute): string;
}

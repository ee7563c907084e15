import { Fn, Token } from 'aws-cdk-lib';
import { Construct, Dependable } from 'constructs';
import { ATTRIBUTES, LIST_SEPARATOR } from '../contract/images';
import type { IWorkspaceImage } from './i-workspace-image';
import type { IWorkspaceImages } from './i-workspace-images';
import type { SharedAttribute } from './sharing';
import { SingleImage } from './single-image';

/**
 * The values of an IWorkspaceImages, made from the text of each attribute.
 *
 * @internal
 */
export abstract class WorkspaceImagesBase extends Construct implements IWorkspaceImages {
  private newest?: IWorkspaceImage;

  /**
   * Ids of the images, newest first, or one element `-` if none was found and `minCount` is 0.
   *
   * A list token: its length and its elements are not known at synth. Take elements with `Fn.select()`.
   */
  public get imageIds(): string[] {
    return Fn.split(LIST_SEPARATOR, this._text(ATTRIBUTES.imageIds));
  }

  /** States of the images at the time of the lookup, in the order of `imageIds`. A list token. */
  public get imageStates(): string[] {
    return Fn.split(LIST_SEPARATOR, this._text(ATTRIBUTES.imageStates));
  }

  /** The newest image. */
  public get newestImage(): IWorkspaceImage {
    if (this.newest === undefined) {
      this.newest = new SingleImage(this, 'NewestImage', this);
      // What depends on the newest image depends on the list.
      Dependable.implement(this.newest, Dependable.of(this));
    }
    return this.newest;
  }

  /** Id of the newest image, or `-` if none was found and `minCount` is 0. A token. */
  public get newestImageId(): string {
    return this._first(ATTRIBUTES.imageIds);
  }

  /** State of the newest image at the time of the lookup, or `-` if none was found and `minCount` is 0. A token. */
  public get newestImageState(): string {
    return this._first(ATTRIBUTES.imageStates);
  }

  /**
   * Number of the images, or 0 if none was found and `minCount` is 0.
   *
   * A number token: pass it on, but do not compare or compute with it at synth. In Java, `intValue()` makes
   * -2147483648 of it.
   */
  public get imageCount(): number {
    const count = this._text(ATTRIBUTES.imageCount);
    return Token.isUnresolved(count) ? Token.asNumber(count) : Number(count);
  }

  /** @internal */
  public _first(attribute: SharedAttribute): string {
    return Fn.select(0, Fn.split(LIST_SEPARATOR, this._text(attribute)));
  }

  /**
   * The text of an attribute, asked for when it is read.
   *
   * @internal
   */
  public abstract _text(attribute: SharedAttribute): string;
}

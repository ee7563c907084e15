import { Annotations, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { brand } from '../brand';
import { LOOKUP_PROPERTIES, NOTHING } from '../contract/images';
import { validate } from '../contract/schema';
import { isToken } from '../provider/is-token';
import { requireKnownProps } from '../provider/known-props';
import { A_FLAG, A_STRING, requireType } from '../provider/prop-types';
import type { IWorkspaceImage } from './i-workspace-image';
import { ImageGate } from './image-gate';
import { WORKSPACE_IMAGE_PROPS } from './lookup-texts';
import { SingleImage } from './single-image';
import { GATE_WITHOUT_REFRESH_KEY } from './warnings';
import type { WorkspaceImageProps } from './workspace-image-props';
import { WorkspaceImages } from './workspace-images';

/**
 * One Amazon WorkSpaces image, looked up when the stack is deployed: the newest that matches.
 *
 * The deployment fails unless the image is AVAILABLE. Change the condition with `gate`, or match states with `states`.
 *
 * @example
 * const image = new WorkspaceImage(this, 'Golden', { imageNames: ['golden-win11-*'] });
 * new CfnOutput(this, 'Image', { value: image.imageId });
 */
export class WorkspaceImage extends WorkspaceImages implements IWorkspaceImage {
  /**
   * One image named by its id, without a lookup: for an emergency, and for tests of constructs that take an image. Its
   * state is `-`.
   *
   * @example
   * const image = WorkspaceImage.fromImageId(this, 'Golden', 'wsi-0123456789');
   *
   * @param imageId Id of the image: `wsi-` and 9 to 63 of `0-9a-z`
   * @throws Error if it is not an image id
   */
  public static fromImageId(scope: Construct, id: string, imageId: string): IWorkspaceImage {
    requireType('imageId', imageId, A_STRING);
    validate('imageId', LOOKUP_PROPERTIES.imageIds, imageId, isToken);
    return new SingleImage(scope, id, { newestImageId: imageId, newestImageState: NOTHING });
  }

  /**
   * @throws Error if a property is invalid; the message names it, the expected and the actual value
   */
  constructor(scope: Construct, id: string, props: WorkspaceImageProps = {}) {
    requireKnownProps('WorkspaceImage', props, WORKSPACE_IMAGE_PROPS);
    const { unique = false, ...query } = props;
    requireType('unique', unique, A_FLAG);
    if (unique && !Token.isUnresolved(query.imageIds) && (query.imageIds?.length ?? 0) > 1) {
      throw new Error('`imageIds` must hold at most one id with `unique`, got: more than one');
    }
    const defaultGate = props.states === undefined ? ImageGate.requireAvailable() : ImageGate.none();
    super(scope, id, {
      ...query,
      gate: props.gate ?? defaultGate,
      mostRecent: 1,
      maxCount: unique ? 1 : undefined,
    });
    brand(this, 'WorkspaceImage');
    if (props.gate === undefined) {
      // Nobody asked for this gate, so nobody expects it to be passed with every build.
      Annotations.of(this).acknowledgeWarning(GATE_WITHOUT_REFRESH_KEY);
    }
  }

  /** The image itself. */
  public override get newestImage(): IWorkspaceImage {
    return this;
  }

  /** Id of the image. A token. */
  public get imageId(): string {
    return this.newestImageId;
  }

  /** State of the image at the time of the lookup. A token. */
  public get imageState(): string {
    return this.newestImageState;
  }
}

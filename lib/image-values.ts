import { Fn, Token } from 'aws-cdk-lib';
import { LIST_SEPARATOR } from './contract/names';
import type { IWorkspaceImages } from './i-workspace-images';
import type { SharedAttribute } from './sharing';

type ImageValues = Pick<
  IWorkspaceImages,
  'imageIds' | 'imageStates' | 'newestImageId' | 'newestImageState' | 'imageCount'
>;

/** What images are known by, made of the text of each attribute. */
export function imageValues(textOf: (attribute: SharedAttribute) => string): ImageValues {
  const imageIds = Fn.split(LIST_SEPARATOR, textOf('ImageIds'));
  const imageStates = Fn.split(LIST_SEPARATOR, textOf('ImageStates'));
  return {
    imageIds,
    imageStates,
    newestImageId: Fn.select(0, imageIds),
    newestImageState: Fn.select(0, imageStates),
    imageCount: Token.asNumber(textOf('ImageCount')),
  };
}

import { AwsError } from './awsjson';
import type { Catalogue, CatalogueImage } from './catalogue';
import type { DescribeInput } from './describe-input';
import type { NextTokens, PageFault } from './next-token';

export interface DescribeOutput {
  /** Members that the service does not have are undefined, so JSON omits them. */
  readonly Images: readonly CatalogueImage[];
  readonly NextToken?: string | undefined;
}

export interface Moment {
  readonly catalogue: Catalogue;
  readonly elapsedSeconds: number;
  readonly tokens: NextTokens;
  readonly unknownIds: 'omit' | 'refuse';
  readonly fault?: PageFault | undefined;
}

/** Returns one page of images, in the catalogue's order (not newest first). */
export function describeWorkspaceImages(input: DescribeInput, moment: Moment): DescribeOutput {
  const { catalogue, tokens, fault } = moment;
  if (moment.unknownIds === 'refuse') {
    refuseUnknown(input, catalogue);
  }
  const query = JSON.stringify([input.ImageType, input.ImageIds]);
  const { NextToken, MaxResults: limit } = input;
  const { items, ...next } = tokens.page(imagesOf(catalogue, input), query, { NextToken, limit, fault });
  return { Images: items.map((image) => imageAfter(moment.elapsedSeconds, image)), ...next };
}

// The service's default ImageType is not documented. OWNED returns the fewest images, so tests assume it.
function imagesOf(
  catalogue: Catalogue,
  { ImageIds, ImageType = 'OWNED' }: DescribeInput,
): readonly CatalogueImage[] {
  const images = (byType.get(catalogue) ?? splitByType(catalogue))[ImageType];
  return ImageIds === undefined ? images : images.filter(({ ImageId }) => ImageIds.includes(ImageId));
}

type ByType = Readonly<Record<'OWNED' | 'SHARED', readonly CatalogueImage[]>>;

/** Catalogues are split once, so that a page of 100,000 images takes no longer than one of 100. */
const byType = new WeakMap<Catalogue, ByType>();

function splitByType(catalogue: Catalogue): ByType {
  const split = {
    OWNED: catalogue.images.filter(({ Shared }) => Shared !== true),
    SHARED: catalogue.images.filter(({ Shared }) => Shared === true),
  };
  byType.set(catalogue, split);
  return split;
}

/** Refuses ids that no image has. Images of another ImageType exist, so they are only omitted. */
function refuseUnknown({ ImageIds = [] }: DescribeInput, { images }: Catalogue): void {
  const known = new Set(images.map(({ ImageId }) => ImageId));
  const unknown = ImageIds.find((id) => !known.has(id));
  if (unknown !== undefined) {
    throw new AwsError('ResourceNotFoundException', `The image ${unknown} does not exist.`);
  }
}

/** An image as it is when the endpoint has run for a time. */
export function imageAfter(elapsedSeconds: number, image: CatalogueImage): CatalogueImage {
  const { AvailableAfterSeconds = Infinity, FailsAfterSeconds = Infinity } = image;
  const answered = {
    ...image,
    Shared: undefined,
    AvailableAfterSeconds: undefined,
    FailsAfterSeconds: undefined,
  };
  if (elapsedSeconds >= AvailableAfterSeconds) {
    return { ...answered, State: 'AVAILABLE' };
  }
  if (elapsedSeconds >= FailsAfterSeconds) {
    return { ...answered, State: 'ERROR' };
  }
  if (FailsAfterSeconds === Infinity) {
    return answered;
  }
  return { ...answered, ErrorCode: undefined, ErrorMessage: undefined, ErrorDetails: undefined };
}

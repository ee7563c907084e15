import type { DescribeWorkspaceImagesCommandInput, WorkspaceImage } from '@aws-sdk/client-workspaces';
import type { Image } from '../core/image';
import type { ListImages, ListRequest, Patience } from '../ports';
import { isDenied, isRefused, nameAndMessage } from './failures';
import { type DescribeWorkspaceImagesClient, paginateDescribeWorkspaceImages } from './paginator';

/** The service's limits for a call. */
const PAGE_SIZE = 25;
const IDS_PER_CALL = 25;

type ServiceImageType = 'OWNED' | 'SHARED';

/**
 * Lists images by the service.
 *
 * @param clientFor A client for where a request looks, that keeps the account's pace, as long as there is patience
 */
export function lister(
  clientFor: (request: ListRequest, patience: Patience) => Promise<DescribeWorkspaceImagesClient>,
): ListImages {
  return async (request, patience) => {
    const { imageType, imageIds } = request;
    const client = await clientFor(request, patience);
    const types: ServiceImageType[] = imageType === 'ALL' ? ['OWNED', 'SHARED'] : [imageType];
    const byId = new Map<string, Image>();
    try {
      for (const type of types) {
        for (const image of await listOfType(client, type, imageIds)) {
          byId.set(image.ImageId, byId.get(image.ImageId) ?? image);
        }
      }
    } catch (error) {
      throw explained(error, request);
    }
    return [...byId.values()];
  };
}

async function listOfType(
  client: DescribeWorkspaceImagesClient,
  type: ServiceImageType,
  ids: readonly string[],
): Promise<Image[]> {
  const all = () => allPages(client, { ImageType: type, MaxResults: PAGE_SIZE });
  if (ids.length === 0) {
    return all();
  }
  try {
    const chunks: Image[] = [];
    for (let start = 0; start < ids.length; start += IDS_PER_CALL) {
      const ImageIds = ids.slice(start, start + IDS_PER_CALL);
      chunks.push(...(await allPages(client, { ImageType: type, ImageIds })));
    }
    return chunks;
  } catch (error) {
    if (!isRefused(error)) {
      throw error;
    }
    // Whether the service refuses a call for one unknown id, or leaves that id out, is not documented.
    return (await all()).filter(({ ImageId }) => ids.includes(ImageId));
  }
}

async function allPages(
  client: DescribeWorkspaceImagesClient,
  input: DescribeWorkspaceImagesCommandInput,
): Promise<Image[]> {
  const images: Image[] = [];
  for await (const page of paginateDescribeWorkspaceImages({ client }, input)) {
    images.push(...(page.Images ?? []).map(identified));
  }
  return images;
}

function identified(image: WorkspaceImage): Image {
  if (image.ImageId === undefined) {
    throw new Error(`the service gave an image without an id: ${image.Name ?? 'without a name, too'}`);
  }
  return { ...image, ImageId: image.ImageId };
}

function explained(error: unknown, { access }: ListRequest): unknown {
  if (!isDenied(error)) {
    return error;
  }
  const who =
    access.roleArn === undefined
      ? "the function's role allows it"
      : `the role ${access.roleArn} must allow it`;
  return new Error(
    `DescribeWorkspaceImages was denied (${nameAndMessage(error)}): ${who}, so look for a service control policy or a ` +
      'permissions boundary that does not',
    { cause: error },
  );
}

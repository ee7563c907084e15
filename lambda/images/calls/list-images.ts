import type { DescribeWorkspaceImagesCommandInput, WorkspaceImage } from '@aws-sdk/client-workspaces';
import {
  type DescribeWorkspaceImagesClient,
  paginateDescribeWorkspaceImages,
} from '../../paginator/paginator';
import type { TimeBudget } from '../../resource/time-budget';
import { allPages } from '../../service/all-pages';
import { explainRefusal, isRefused } from '../../service/error-kinds';
import type { Image } from '../core/image';
import type { ListRequest } from '../ports';
import type { ClientFor } from './workspaces-clients';

/** The service's limits for a call. */
const PAGE_SIZE = 25;
const IDS_PER_CALL = 25;

type ServiceImageType = 'OWNED' | 'SHARED';

/**
 * List images with a client for where the request looks.
 *
 * @param caller Who calls where no role is assumed, as a reason names it
 */
export function imageLister(clientFor: ClientFor, caller?: string) {
  return async (request: ListRequest, budget: TimeBudget): Promise<readonly Image[]> => {
    const { imageType, imageIds } = request;
    const client = await clientFor(request, budget);
    const types: ServiceImageType[] = imageType === 'ALL' ? ['OWNED', 'SHARED'] : [imageType];
    const byId = new Map<string, Image>();
    try {
      for (const type of types) {
        const missing = imageIds.filter((id) => !byId.has(id));
        if (imageIds.length > 0 && missing.length === 0) {
          break;
        }
        for (const image of await listOfType(client, type, missing)) {
          byId.set(image.ImageId, byId.get(image.ImageId) ?? image);
        }
      }
    } catch (error) {
      throw explainRefusal(error, 'DescribeWorkspaceImages', whoLists(request, caller));
    }
    return [...byId.values()];
  };
}

async function listOfType(
  client: DescribeWorkspaceImagesClient,
  type: ServiceImageType,
  ids: readonly string[],
): Promise<Image[]> {
  const list = (input: DescribeWorkspaceImagesCommandInput) =>
    allPages(
      () => pagesOf(client, { ImageType: type, ...input }),
      ({ ImageId }) => ImageId,
    );
  const listAll = () => list({ MaxResults: PAGE_SIZE });
  if (ids.length === 0) {
    return listAll();
  }
  try {
    const images: Image[] = [];
    for (let start = 0; start < ids.length; start += IDS_PER_CALL) {
      const ImageIds = ids.slice(start, start + IDS_PER_CALL);
      images.push(...(await list({ ImageIds })));
    }
    return images;
  } catch (error) {
    if (!isRefused(error)) {
      throw error;
    }
    // Whether the service refuses a call with one unknown id, or leaves that id out, is not documented.
    return (await listAll()).filter(({ ImageId }) => ids.includes(ImageId));
  }
}

async function* pagesOf(
  client: DescribeWorkspaceImagesClient,
  input: DescribeWorkspaceImagesCommandInput,
): AsyncGenerator<readonly Image[], undefined> {
  for await (const page of paginateDescribeWorkspaceImages({ client }, input)) {
    yield (page.Images ?? []).map(identified);
  }
  return undefined;
}

function identified(image: WorkspaceImage): Image {
  if (image.ImageId === undefined) {
    throw new Error(`the service listed an image without an id, named: ${image.Name ?? 'nothing'}`);
  }
  return { ...image, ImageId: image.ImageId };
}

function whoLists({ assumedRoleArn }: ListRequest, caller: string | undefined): string | undefined {
  return assumedRoleArn === undefined ? caller : `the role ${assumedRoleArn}`;
}

import {
  DescribeWorkspaceImagesCommand,
  type DescribeWorkspaceImagesCommandInput,
  type DescribeWorkspaceImagesCommandOutput,
} from '@aws-sdk/client-workspaces';
import { decodeResumePoint, encodeResumePoint, type ResumePoint, serviceToken } from './resume-token';

/** Options of the client's `send`. */
export interface SendOptions {
  /** Ends the current call, and the run with it. */
  readonly abortSignal?: AbortSignal;

  /** Maximum time of a call, in milliseconds. */
  readonly requestTimeout?: number;
}

/** A `WorkSpacesClient`, or an object with the same `send`. */
export interface DescribeWorkspaceImagesClient {
  send(
    command: DescribeWorkspaceImagesCommand,
    options?: SendOptions,
  ): Promise<DescribeWorkspaceImagesCommandOutput>;
}

/** Options of the paginator. */
export interface DescribeWorkspaceImagesPaginationConfiguration {
  /** The client that makes the calls. Its own retries and rate are left as they are. */
  readonly client: DescribeWorkspaceImagesClient;

  /**
   * Maximum number of images in a page: 1 or more. The service takes up to 25.
   *
   * @default - the input's MaxResults
   */
  readonly pageSize?: number | undefined;

  /**
   * Token to resume from: the `NextToken` of a page. It may come from the service, or from a run that `maxItems` cut, here,
   * in botocore or in the AWS CLI (`--starting-token`). Their old form `token___n` works too.
   *
   * @default - the input's NextToken, otherwise the first page
   */
  readonly startingToken?: string | null | undefined;

  /**
   * Maximum number of images in total: 0 or more. If it is reached, the last page has a `NextToken` to resume from.
   *
   * @default - all images
   */
  readonly maxItems?: number | null | undefined;
}

/**
 * Pages through DescribeWorkspaceImages, for which the SDK has no paginator.
 *
 * `pageSize`, `startingToken` and `maxItems` mean what PageSize, StartingToken and MaxItems mean in botocore. The input
 * is never changed. No further call is made after the loop is left.
 *
 * @param sendOptions Handed to the client's `send` with each command
 * @throws Error where a number is out of range or the starting token is damaged; at the first page
 * @throws Error where a token comes back that this run has had before: its pages would never end
 * @throws Whatever the client throws
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeWorkspaceImages.html
 */
export async function* paginateDescribeWorkspaceImages(
  configuration: DescribeWorkspaceImagesPaginationConfiguration,
  input: DescribeWorkspaceImagesCommandInput,
  ...sendOptions: [options?: SendOptions]
): AsyncGenerator<DescribeWorkspaceImagesCommandOutput, undefined> {
  const { client, maxItems } = configuration;
  const pageSize = configuration.pageSize ?? input.MaxResults;
  requireInteger('maxItems', maxItems, 0);
  requireInteger('pageSize', pageSize, 1);
  const seen = new Set<string>();
  let left = maxItems ?? Infinity;
  let point: ResumePoint | undefined = startOf(configuration, input);
  while (point !== undefined) {
    if (point.token !== undefined) {
      if (seen.has(point.token)) {
        throw new Error('DescribeWorkspaceImages gave the same token twice, so its pages never end');
      }
      seen.add(point.token);
    }
    const command = new DescribeWorkspaceImagesCommand({
      ...input,
      MaxResults: pageSize,
      NextToken: serviceToken(point),
    });
    const part: Part = partOf(await client.send(command, ...sendOptions), point, left);
    yield part.page;
    ({ left, next: point } = part);
  }
  return undefined;
}

/** The part of a page that belongs to a run, how many images the run may still have, and where it resumes. */
interface Part {
  readonly page: DescribeWorkspaceImagesCommandOutput;
  readonly left: number;
  readonly next: ResumePoint | undefined;
}

function partOf(
  page: DescribeWorkspaceImagesCommandOutput,
  { token, skip = 0 }: ResumePoint,
  left: number,
): Part {
  const Images = page.Images?.slice(skip);
  const length = Images?.length ?? 0;
  const next = page.NextToken ? { token: page.NextToken, skip: undefined } : undefined;
  const cut = length > left ? { token, skip: skip + left } : length === left ? next : undefined;
  return cut === undefined
    ? { page: { ...page, Images }, left: left - length, next }
    : {
        page: { ...page, Images: Images?.slice(0, left), NextToken: encodeResumePoint(cut) },
        left: 0,
        next: undefined,
      };
}

function startOf(
  { startingToken }: DescribeWorkspaceImagesPaginationConfiguration,
  { NextToken }: DescribeWorkspaceImagesCommandInput,
): ResumePoint {
  return startingToken === undefined || startingToken === null
    ? { token: NextToken, skip: undefined }
    : decodeResumePoint(startingToken);
}

function requireInteger(name: string, value: number | null | undefined, least: number): void {
  if (value !== undefined && value !== null && (!Number.isSafeInteger(value) || value < least)) {
    throw new Error(`\`${name}\` must be an integer of ${least} or more, got: ${value}`);
  }
}

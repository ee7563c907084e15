import {
  DescribeWorkspaceImagesCommand,
  type DescribeWorkspaceImagesCommandInput,
  type DescribeWorkspaceImagesCommandOutput,
} from '@aws-sdk/client-workspaces';

/** What sends the calls: a `WorkSpacesClient`, or what looks like one. */
export interface DescribeWorkspaceImagesClient {
  send(command: DescribeWorkspaceImagesCommand): Promise<DescribeWorkspaceImagesCommandOutput>;
}

export interface DescribeWorkspaceImagesPaginationConfiguration {
  readonly client: DescribeWorkspaceImagesClient;
}

/**
 * All pages of DescribeWorkspaceImages.
 *
 * @throws Error where a token comes back that this run has had before: the pages would never end
 * @see https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeWorkspaceImages.html
 */
export async function* paginateDescribeWorkspaceImages(
  { client }: DescribeWorkspaceImagesPaginationConfiguration,
  input: DescribeWorkspaceImagesCommandInput,
): AsyncGenerator<DescribeWorkspaceImagesCommandOutput, undefined> {
  const seen = new Set<string>();
  let token = input.NextToken;
  do {
    if (token !== undefined) {
      if (seen.has(token)) {
        throw new Error(
          `DescribeWorkspaceImages gave the token ${token} twice: its pages go round in a circle`,
        );
      }
      seen.add(token);
    }
    const page = await client.send(new DescribeWorkspaceImagesCommand({ ...input, NextToken: token }));
    yield page;
    token = page.NextToken;
  } while (token);
  return undefined;
}

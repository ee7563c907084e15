/** How a Node program lists images: with our paginator, or by the loop that the SDK's users write, since it has none. */
import { DescribeWorkspaceImagesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { paginateDescribeWorkspaceImages } from 'cdk-workspace-images/paginator';
import { z } from 'zod';
import { jobOf, measured } from './measured';

const { by, retryMode } = jobOf(
  z.object({
    by: z.enum(['paginator', 'loop']),
    retryMode: z.enum(['standard', 'adaptive']).default('standard'),
  }),
);
const client = new WorkSpacesClient({ retryMode });

async function* loop() {
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeWorkspaceImagesCommand({ ImageType: 'OWNED', NextToken }));
    yield page;
    ({ NextToken } = page);
  } while (NextToken !== undefined);
}

void measured(async () => {
  const ids: (string | undefined)[] = [];
  const pages = by === 'loop' ? loop() : paginateDescribeWorkspaceImages({ client }, { ImageType: 'OWNED' });
  for await (const { Images = [] } of pages) {
    ids.push(...Images.map(({ ImageId }) => ImageId));
  }
});

/** The loop that the SDK's users write, since it has no paginator for this call. */
import { DescribeWorkspaceImagesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { z } from 'zod';
import { jobOf, measured } from './measured';

const { retryMode } = jobOf(z.object({ retryMode: z.enum(['standard', 'adaptive']) }));
const client = new WorkSpacesClient({ retryMode });

void measured(async () => {
  const ids: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new DescribeWorkspaceImagesCommand({ ImageType: 'OWNED', NextToken }));
    ids.push(...(page.Images ?? []).map(({ ImageId }) => ImageId));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
});

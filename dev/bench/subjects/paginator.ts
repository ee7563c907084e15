/** Our paginator, as a Node program uses it. */
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { paginateDescribeWorkspaceImages } from 'cdk-workspace-images/paginator';
import { measured } from './measured';

const client = new WorkSpacesClient({});

void measured(async () => {
  const ids: (string | undefined)[] = [];
  for await (const { Images = [] } of paginateDescribeWorkspaceImages({ client }, { ImageType: 'OWNED' })) {
    ids.push(...Images.map(({ ImageId }) => ImageId));
  }
});

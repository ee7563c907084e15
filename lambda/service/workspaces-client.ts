import { WorkSpacesClient, type WorkSpacesClientConfig } from '@aws-sdk/client-workspaces';
import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';

/**
 * A client that tries once, since the limiter alone knows how much time is left.
 *
 * The protocol is pinned: the service model lists CBOR first by now, and we tell a proxy's page by the JSON that it is not.
 */
export function workspacesClient(
  config: Pick<WorkSpacesClientConfig, 'region' | 'credentials'> = {},
): WorkSpacesClient {
  return new WorkSpacesClient({ ...config, maxAttempts: 1, protocol: AwsJson1_1Protocol });
}

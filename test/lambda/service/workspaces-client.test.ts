import type * as Sdk from '@aws-sdk/client-workspaces';
import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import { workspacesClient } from '../../../lambda/service/workspaces-client';

test('a client tries once, and speaks JSON, whatever the service lists first', () => {
  const sdk = jest.requireActual<typeof Sdk>('@aws-sdk/client-workspaces');
  const { WorkSpacesClient } = sdk;
  const made = jest
    .spyOn(sdk, 'WorkSpacesClient')
    .mockImplementation((...args) => new WorkSpacesClient(...args));
  workspacesClient({ region: 'us-east-1' });
  expect(made.mock.calls).toEqual([[{ region: 'us-east-1', maxAttempts: 1, protocol: AwsJson1_1Protocol }]]);
});

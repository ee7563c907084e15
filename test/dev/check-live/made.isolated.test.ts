import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { WorkSpaces } from '@aws-sdk/client-workspaces';
import { madeBundles, madeStack } from '../../../dev/check-live/made';
import { namedError } from '../../lambda/builders';

jest.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

const record = (_: string, call: () => Promise<unknown>) => call();
const LISTED = ['check-live-1', 'golden'].map((Name) => ({ Name, BundleId: `wsb-${Name}` }));

/** What to do with a call: a list has bundles, and deletions fail with one error after the other. */
function failing(...errors: readonly Error[]) {
  const deleted: object[] = [];
  const send = (commandName: string | undefined, input: object) => {
    if (commandName?.startsWith('Delete') !== true) {
      return Promise.resolve({ response: {}, output: { $metadata: {}, Bundles: LISTED } });
    }
    deleted.push(input);
    return Promise.reject(errors[deleted.length - 1] ?? namedError('ResourceNotFoundException', 'gone'));
  };
  return { deleted, send };
}

test('bundles are deleted by their ids and by their names, when they are no longer PENDING', async () => {
  const client = new WorkSpaces({ region: 'eu-west-1' });
  const { deleted, send } = failing(namedError('ResourceUnavailableException', 'PENDING'));
  client.middlewareStack.add(
    (_, { commandName }) =>
      ({ input }) =>
        send(commandName, input),
    { step: 'initialize' },
  );
  await madeBundles(client, 'check-live', ['wsb-1']).remove(record);
  const ids = ['wsb-1', 'wsb-1', 'wsb-check-live-1'];
  expect(deleted).toStrictEqual(ids.map((BundleId) => ({ BundleId })));
});

test('a stack that is being updated is deleted later, and one that is protected is left', async () => {
  const client = new CloudFormation({ region: 'eu-west-1' });
  const { deleted, send } = failing(
    namedError('ValidationError', 'UPDATE_IN_PROGRESS'),
    namedError('ValidationError', 'TerminationProtection is enabled'),
  );
  client.middlewareStack.add(
    (_, { commandName }) =>
      ({ input }) =>
        send(commandName, input),
    { step: 'initialize' },
  );
  const made = madeStack(client, 'one');
  await expect(made.remove(record)).rejects.toThrow('TerminationProtection');
  expect(deleted).toHaveLength(2);
  expect(made.commandFor('aws')).toBe('aws cloudformation delete-stack --stack-name one');
});

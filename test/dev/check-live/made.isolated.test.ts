import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { WorkSpaces } from '@aws-sdk/client-workspaces';
import { madeBundles, madeStack } from '../../../dev/check-live/made';
import { namedError } from '../../lambda/builders';

jest.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

const LISTED = ['check-live-1', 'golden'].map((Name) => ({ Name, BundleId: `wsb-${Name}` }));

/** Lets deletions fail with one error after the other, and returns what was to be deleted. */
function failing({ middlewareStack }: CloudFormation | WorkSpaces, ...errors: readonly Error[]) {
  const deleted: object[] = [];
  const answer = (commandName = '', input: object) => {
    if (!commandName.startsWith('Delete')) {
      return Promise.resolve({ response: {}, output: { $metadata: {}, Bundles: LISTED } });
    }
    deleted.push(input);
    return Promise.reject(errors[deleted.length - 1] ?? namedError('ResourceNotFoundException', 'gone'));
  };
  middlewareStack.add(
    (_, { commandName }) =>
      ({ input }) =>
        answer(commandName, input),
    { step: 'initialize' },
  );
  return deleted;
}

test('bundles are deleted by their ids and by their names, when they are no longer PENDING', async () => {
  const client = new WorkSpaces({ region: 'eu-west-1' });
  const deleted = failing(client, namedError('ResourceUnavailableException', 'PENDING'));
  await madeBundles(client, 'check-live', ['wsb-1']).remove();
  const ids = ['wsb-1', 'wsb-1', 'wsb-check-live-1'];
  expect(deleted).toStrictEqual(ids.map((BundleId) => ({ BundleId })));
});

test('a stack that is being updated is deleted later, and one that is protected is left', async () => {
  const client = new CloudFormation({ region: 'eu-west-1' });
  const refusals = ['UPDATE_IN_PROGRESS', 'TerminationProtection is enabled'];
  const deleted = failing(client, ...refusals.map((text) => namedError('ValidationError', text)));
  const made = madeStack(client, 'one');
  await expect(made.remove()).rejects.toThrow('TerminationProtection');
  expect(deleted).toHaveLength(2);
  expect(made.commandFor('aws')).toBe('aws cloudformation delete-stack --stack-name one');
});

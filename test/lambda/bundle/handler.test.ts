import { workspaceBundle } from '../../../lambda/bundle/handler';
import type { TimeBudget } from '../../../lambda/resource/time-budget';
import { MINUTE, NOW, SECOND } from '../builders';
import {
  aBundle,
  aCreate,
  aDelete,
  anAccount,
  anUpdate,
  changeOf,
  IDS,
  IMAGE,
  never,
  NEW_IMAGE,
  PHYSICAL_ID,
} from './account';

test.each([
  ['Create', aCreate()],
  ['Delete', aDelete()],
])('a %s calls nothing in its event, and waits', async (_, change) => {
  const { ports } = anAccount([], { listBundles: never });
  await expect(changeOf(ports, change)).resolves.toMatchObject({ wait: { startedAt: NOW, pollsFrom: NOW } });
});

test.each([
  ['a Create has 30 minutes', aCreate(), 30],
  ['an Update has 30 minutes', anUpdate({}), 30],
  ['a Delete has 10 by default', aDelete(), 10],
  ['a Delete has its deleteTimeout', aDelete({ properties: { DeleteTimeout: '3000' } }), 50],
])('%s', async (_, change, minutes) => {
  const { ports } = anAccount([aBundle()]);
  await expect(changeOf(ports, change)).resolves.toMatchObject({
    wait: { deadline: NOW + minutes * MINUTE },
  });
});

test('a Create refuses a property that it does not know, in its event', async () => {
  const { ports } = anAccount([], { listBundles: never });
  await expect(changeOf(ports, aCreate({ Future: 'x' }))).rejects.toThrow('`Future` is not a property');
});

test('the physical id is of the logical id and the stack alone', () => {
  const resource = workspaceBundle(() => anAccount([]).ports);
  const idOf = (properties: object, StackId = IDS.StackId) =>
    resource.physicalIdOf({
      RequestType: 'Create',
      ServiceToken: 'arn:x',
      ResponseURL: 'https://x.example/',
      RequestId: 'r',
      LogicalResourceId: IDS.LogicalResourceId,
      ResourceType: 'Custom::WorkspaceBundle',
      StackId,
      ResourceProperties: { ServiceToken: 'arn:x', ...properties },
    });
  expect(idOf({ ImageId: IMAGE })).toBe(PHYSICAL_ID);
  expect(idOf({ ImageId: NEW_IMAGE })).toBe(PHYSICAL_ID);
  expect(idOf({}, 'arn:another')).not.toBe(PHYSICAL_ID);
});

test('a poll has two minutes, an Update its whole time, and a denied call 30 seconds', async () => {
  const budgets: TimeBudget[] = [];
  const resource = workspaceBundle((budget) => {
    budgets.push(budget);
    return anAccount([aBundle()]).ports;
  });
  const wait = { startedAt: NOW, pollsFrom: NOW, deadline: NOW + 30 * MINUTE, isAsked: true };
  await resource.poll(aCreate(), wait);
  await resource.poll(aCreate({}, { endsAt: NOW + MINUTE }), wait);
  await resource.change(anUpdate({}));
  const until = (time: number) => ({
    firstAnswerBy: time,
    deadline: time,
    deniedUntil: NOW + 30 * SECOND,
  });
  expect(budgets).toStrictEqual([until(NOW + 2 * MINUTE), until(NOW + MINUTE), until(NOW + 585 * SECOND)]);
});

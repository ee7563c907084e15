import { type App, CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { generateCatalogue } from '../../dev/local-aws/generate';
import { ImageField, WorkspaceImages, type WorkspaceImagesProps } from '../../lib';
import { type LocalAws, startLocalAws } from './local-aws';

let local: LocalAws;

beforeAll(async () => {
  local = await startLocalAws();
});

afterAll(async () => {
  await local.stop();
});

/** An app of one stack with one lookup. */
const oneLookup = (stackName: string, props?: WorkspaceImagesProps) => (app: App) => {
  new WorkspaceImages(new Stack(app, stackName), 'GoldenImages', props);
};

const calls = () => local.endpoint.calls.length;

test('a deployment prints ids and states, and leaves them alone until the lookup changes', async () => {
  local.endpoint.setCatalogue(generateCatalogue(30));
  const first = await local.deploy(oneLookup('Pinned', { fields: [ImageField.NAME] }));
  expect(first.succeeded).toBe(true);
  expect(first.printed).toMatch(/Pinned\.GoldenImagesImageIds = wsi-\w+(,wsi-\w+){29}\n/);
  expect(first.printed).toMatch(/Pinned\.GoldenImagesImageStates = [A-Z]+(,[A-Z]+){29}\n/);
  expect(first.outputs['Pinned']).toMatchObject({ GoldenImagesImageCount: '30' });

  local.endpoint.setCatalogue(generateCatalogue(7, 2));
  const before = calls();
  const second = await local.deploy(oneLookup('Pinned', { fields: [ImageField.NAME] }));
  expect(second.outputs).toStrictEqual(first.outputs);
  expect(calls()).toBe(before);

  const third = await local.deploy(oneLookup('Pinned', { fields: [ImageField.NAME], refreshKey: 'build 2' }));
  expect(third.outputs['Pinned']).toMatchObject({ GoldenImagesImageCount: '7' });
});

test('a lookup that fails shows its reason, and leaves the stack with what it had, without a call', async () => {
  local.endpoint.setCatalogue(generateCatalogue(30));
  const first = await local.deploy(oneLookup('Failing', { mostRecent: 3 }));
  const before = calls();
  const second = await local.deploy(oneLookup('Failing', { imageNames: ['no-such-*'] }));
  expect(second.succeeded).toBe(false);
  expect(second.printed).toMatch(/0 of 30 images match: 30 examined, 0 named no-such-\*; minCount is 1\s*\n/);
  expect(calls() - before).toBe(2);
  const outputs = await local.aws(
    ...['cloudformation', 'describe-stacks', '--stack-name', 'Failing'],
    ...['--query', 'Stacks[0].[StackStatus, Outputs[?OutputKey==`GoldenImagesImageIds`].OutputValue | [0]]'],
  );
  expect(outputs).toStrictEqual([
    'UPDATE_ROLLBACK_COMPLETE',
    first.outputs['Failing']?.['GoldenImagesImageIds'],
  ]);
});

test.each(['strong', 'weak'])(
  'another stack pins the images where the default reference is %s',
  async (references) => {
    local.endpoint.setCatalogue(generateCatalogue(5));
    const [producerName, consumerName] = [`Producer-${references}`, `Consumer-${references}`];
    const { outputs } = await local.deploy(
      (app) => {
        const images = new WorkspaceImages(new Stack(app, producerName), 'GoldenImages');
        const consumer = new Stack(app, consumerName);
        const newest = new StringParameter(consumer, 'Newest', { stringValue: images.newestImageId });
        new CfnOutput(consumer, 'Pinned', { value: newest.stringValue });
        new CfnOutput(consumer, 'All', { value: Fn.join(',', images.imageIds) });
      },
      { '@aws-cdk/core:defaultCrossStackReferences': references },
    );
    const ids = outputs[producerName]?.['GoldenImagesImageIds'];
    expect(ids).toMatch(/^wsi-/);
    expect(outputs[consumerName]).toStrictEqual({ Pinned: ids?.split(',')[0], All: ids });
  },
);

test('two lookups of a stack share one provider, and an empty answer deploys where it may', async () => {
  local.endpoint.setCatalogue(generateCatalogue(5));
  const { outputs } = await local.deploy((app) => {
    const stack = new Stack(app, 'Sharing');
    new WorkspaceImages(stack, 'Newest', { mostRecent: 1 });
    const none = new WorkspaceImages(stack, 'None', { imageNames: ['no-such-*'], minCount: 0 });
    new CfnOutput(stack, 'First', { value: none.newestImageId });
  });
  expect(outputs['Sharing']).toMatchObject({
    NewestImageCount: '1',
    NoneImageIds: '-',
    NoneImageStates: '-',
    NoneImageCount: '0',
    First: '-',
  });
  const functions = await local.aws(
    ...['cloudformation', 'describe-stack-resources', '--stack-name', 'Sharing'],
    ...['--query', 'length(StackResources[?ResourceType==`AWS::Lambda::Function`])'],
  );
  expect(functions).toBe(2);
});

describe('of 240 images over 10 pages', () => {
  beforeEach(() => {
    local.endpoint.setCatalogue(generateCatalogue(240));
  });

  test("the 100 newest are those of the AWS CLI's list", async () => {
    const { outputs } = await local.deploy(oneLookup('Hundred', { mostRecent: 100 }));
    const listed = (await local.aws(
      ...['workspaces', 'describe-workspace-images', '--image-type', 'OWNED'],
      ...['--query', 'Images[].[Created, ImageId, State]'],
    )) as [created: number, id: string, state: string][];
    expect(listed).toHaveLength(240);
    const newest = listed.sort(([a, idA], [b, idB]) => b - a || (idA < idB ? -1 : 1)).slice(0, 100);
    expect(outputs['Hundred']).toMatchObject({
      GoldenImagesImageIds: newest.map(([, id]) => id).join(','),
      GoldenImagesImageStates: newest.map(([, , state]) => state).join(','),
      GoldenImagesImageCount: '100',
    });
  });

  test('all are refused, with the numbers that say why', async () => {
    const { succeeded, printed } = await local.deploy(oneLookup('TooMany'));
    expect(succeeded).toBe(false);
    expect(printed).toMatch(
      /240 images match, and the 240 selected need \d+ bytes in CloudFormation's response, which has room for 4064, or the 1\d\d newest: set mostRecent to 1\d\d or less/,
    );
  });
});

test('a stack is destroyed without a call', async () => {
  local.endpoint.setCatalogue(generateCatalogue(5));
  await local.deploy(oneLookup('Gone'));
  const before = calls();
  const { succeeded } = await local.destroy(oneLookup('Gone'));
  expect(succeeded).toBe(true);
  expect(calls()).toBe(before);
});

import { type App, CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { generateCatalogue } from '../../dev/local-aws/generate';
import { WorkspaceImages, type WorkspaceImagesProps } from '../../lib';
import { type LocalAws, stackOf, startLocalAws } from './local-aws';

let local: LocalAws;

/** The calls, by their number, that are never answered. */
const hanging = new Set<number>();

beforeAll(async () => {
  local = await startLocalAws({
    throttle: { ratePerSecond: 2, burst: 5 },
    faults: (call) => (hanging.has(call) ? 'hang' : undefined),
  });
});

afterAll(async () => {
  await local.stop();
});

/** An app of one stack with one lookup. */
const oneLookup =
  (props: WorkspaceImagesProps, stackName = 'Images') =>
  (app: App) => {
    new WorkspaceImages(new Stack(app, stackName), 'GoldenImages', props);
  };

const calls = () => local.endpoint.calls.length;

test('a lookup answers, is left alone until it changes, fails with its reason, and is destroyed', async () => {
  local.endpoint.setCatalogue(generateCatalogue(240));
  const first = await local.deploy(oneLookup({ mostRecent: 100 }));
  const listed = (await local.aws(
    ...['workspaces', 'describe-workspace-images', '--image-type', 'OWNED'],
    ...['--query', 'Images[].[Created, ImageId, State]'],
  )) as [created: number, id: string, state: string][];
  expect(listed).toHaveLength(240);
  const newest = listed.sort(([a, idA], [b, idB]) => b - a || (idA < idB ? -1 : 1)).slice(0, 100);
  const ids = newest.map(([, id]) => id).join(',');
  expect(first.outputs['Images']).toStrictEqual({
    GoldenImagesImageIds: ids,
    GoldenImagesImageStates: newest.map(([, , state]) => state).join(','),
    GoldenImagesImageCount: '100',
  });
  expect(first.printed).toContain(`Images.GoldenImagesImageIds = ${ids}\n`);

  local.endpoint.setCatalogue(generateCatalogue(7, 2));
  const before = calls();
  const unchanged = await local.deploy(oneLookup({ mostRecent: 100 }));
  expect(unchanged.outputs).toStrictEqual(first.outputs);
  expect(calls()).toBe(before);

  const failed = await local.deploy(oneLookup({ imageNames: ['no-such-*'] }));
  expect(failed.succeeded).toBe(false);
  expect(failed.printed).toMatch(/0 of 7 images match: 7 examined, 0 named no-such-\*; minCount is 1\s*\n/);
  await expect(stackOf(local, 'Images')).resolves.toStrictEqual({
    status: 'UPDATE_ROLLBACK_COMPLETE',
    outputs: first.outputs['Images'],
  });
  expect(calls()).toBe(before + 1);

  const again = await local.deploy(oneLookup({ mostRecent: 100, refreshKey: '2' }));
  expect(again.outputs['Images']).toMatchObject({ GoldenImagesImageCount: '7' });

  const destroyed = await local.destroy(oneLookup({ mostRecent: 100, refreshKey: '2' }));
  expect(destroyed.succeeded).toBe(true);
  expect(calls()).toBe(before + 2);
});

test("1,000 images are examined under the account's throttle, though a call hangs, which is cut and made again", async () => {
  local.endpoint.setCatalogue(generateCatalogue(1_000));
  const before = calls();
  hanging.add(before + 3);
  const { outputs } = await local.deploy(oneLookup({ mostRecent: 10 }, 'Thousand'));
  expect(outputs['Thousand']).toMatchObject({ GoldenImagesImageCount: '10' });
  const answers = local.endpoint.calls.slice(before).map(({ status }) => status);
  expect(answers.filter((status) => status === 200)).toHaveLength(40);
  expect(answers.filter((status) => status === undefined)).toHaveLength(1);
});

test('other stacks pin the images by references, be they strong or weak, and also where there is none', async () => {
  local.endpoint.setCatalogue(generateCatalogue(5));
  const { outputs } = await local.deploy((app) => {
    const producer = new Stack(app, 'Producer');
    const images = new WorkspaceImages(producer, 'Golden');
    const none = new WorkspaceImages(producer, 'None', { imageNames: ['no-such-*'], minCount: 0 });
    for (const references of ['strong', 'weak']) {
      const consumer = new Stack(app, references);
      consumer.node.setContext('@aws-cdk/core:defaultCrossStackReferences', references);
      const newest = new StringParameter(consumer, 'Newest', { stringValue: images.newestImageId });
      new CfnOutput(consumer, 'Pinned', { value: newest.stringValue });
      new CfnOutput(consumer, 'All', { value: Fn.join(',', images.imageIds) });
      new CfnOutput(consumer, 'NoImage', { value: none.newestImageId });
    }
  });
  const ids = outputs['Producer']?.['GoldenImageIds'];
  expect(ids).toMatch(/^wsi-/);
  expect(outputs['Producer']).toMatchObject({ NoneImageIds: '-', NoneImageStates: '-', NoneImageCount: '0' });
  const pinned = { Pinned: ids?.split(',')[0], All: ids, NoImage: '-' };
  expect(outputs['strong']).toStrictEqual(pinned);
  expect(outputs['weak']).toStrictEqual(pinned);
});

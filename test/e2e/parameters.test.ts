import { type App, CfnOutput, NestedStack, Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { generateCatalogue } from '../../dev/local-aws/generate';
import { WorkspaceImages } from '../../lib';
import { type LocalAws, startLocalAws } from './local-aws';

let local: LocalAws;

beforeAll(async () => {
  local = await startLocalAws();
});

afterAll(async () => {
  await local.stop();
});

/** A stack that publishes Windows images under one prefix, and Linux images under another. */
function publish(app: App, refreshKey: string): void {
  const stack = new Stack(app, 'Publisher');
  for (const system of ['win11', 'linux']) {
    const images = new WorkspaceImages(stack, system, { imageNames: [`golden-${system}-*`], refreshKey });
    images.publishParameters(`/golden/${system}`);
  }
}

/** A stack that reads the parameters of a prefix, and a nested stack of it that does. */
function read(app: App, prefix: string): void {
  const stack = new Stack(app, 'Reader');
  new CfnOutput(stack, 'Newest', {
    value: WorkspaceImages.fromParameters(stack, 'Golden', prefix).newestImageId,
  });
  const nested = new NestedStack(stack, 'Nested');
  new StringParameter(nested, 'Newest', {
    parameterName: '/nested/newest',
    stringValue: WorkspaceImages.fromParameters(nested, 'Golden', prefix).newestImageId,
  });
}

/** The newest image of each stack that reads. */
async function readBy(outputs: Awaited<ReturnType<LocalAws['deploy']>>['outputs']) {
  const nested = await local.aws(
    'ssm',
    'get-parameter',
    '--name',
    '/nested/newest',
    '--query',
    'Parameter.Value',
  );
  return { stack: outputs['Reader']?.['Newest'], nested };
}

test('a stack reads what its app publishes in the same deployment, also in a nested stack, and by a new prefix', async () => {
  local.endpoint.setCatalogue(generateCatalogue(30));
  const first = await local.deploy((app) => {
    read(app, '/golden/win11');
    publish(app, '1');
  });
  expect(first.printed).not.toContain('failed');
  const [windows, linux] = ['win11', 'linux'].map(
    (system) => first.outputs['Publisher']?.[`${system}ImageIds`]?.split(',')[0],
  );
  expect(await readBy(first.outputs)).toStrictEqual({ stack: windows, nested: windows });

  // The CDK CLI keeps the previous value of a template parameter whose id stays.
  const moved = await local.deploy((app) => {
    read(app, '/golden/linux');
    publish(app, '1');
  });
  expect(linux).not.toBe(windows);
  expect(await readBy(moved.outputs)).toStrictEqual({ stack: linux, nested: linux });

  // The templates of the readers are as before.
  local.endpoint.setCatalogue(generateCatalogue(30, 2));
  const again = await local.deploy((app) => {
    read(app, '/golden/linux');
    publish(app, '2');
  });
  const newest = again.outputs['Publisher']?.['linuxImageIds']?.split(',')[0];
  expect(newest).not.toBe(linux);
  expect(await readBy(again.outputs)).toStrictEqual({ stack: newest, nested: newest });
});

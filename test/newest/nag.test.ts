import { App, Size, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ComputeType, WorkspaceBundle, WorkspaceImage, WorkspaceImages } from '../../lib';

const wildcard = (resource: string) => `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`;

/** A user's own explanation of the two wildcards: the action knows no resource type, and the CDK grants every version. */
const OF_LOOKUP = [wildcard('*'), wildcard('<WorkspaceImagesProviderHandler06A5E80F.Arn>:*')];

const all = (type: string) =>
  wildcard(`arn:<AWS::Partition>:workspaces:<AWS::Region>:<AWS::AccountId>:${type}/*`);
const framework = (name: string) => wildcard(`<WorkspaceBundleProviderWaitingFramework${name}.Arn>:*`);

/** Of bundles: those whose ids are known later, and the state machine of the CDK, which writes no log. */
const OF_BUNDLE = [
  wildcard('*'),
  all('workspacebundle'),
  all('workspaceimage'),
  wildcard('<WorkspaceBundleProviderHandlerD066D42B.Arn>:*'),
  framework('frameworkisComplete254CA1C9'),
  framework('frameworkonTimeout5E848E57'),
  'AwsSolutions::AwsSolutions-SF1',
  'AwsSolutions::AwsSolutions-SF2',
];

const lookup = (stack: Stack) => new WorkspaceImages(stack, 'GoldenImages');

const bundle = (stack: Stack) =>
  new WorkspaceBundle(stack, 'Desktop', {
    image: WorkspaceImage.fromImageId(stack, 'Golden', 'wsi-0123456789'),
    computeType: ComputeType.STANDARD,
    rootVolumeSize: Size.gibibytes(80),
    userVolumeSize: Size.gibibytes(50),
  });

function checked(define: (stack: Stack) => unknown, acknowledged: readonly string[]) {
  const app = new App();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'Images');
  define(stack);
  for (const id of acknowledged) {
    Validations.of(stack).acknowledge({ id, reason: 'explained above' });
  }
  return () => app.synth();
}

test('what a lookup and a bundle deploy passes the AWS solutions checks, but for what is explained', () => {
  expect(checked(lookup, OF_LOOKUP)).not.toThrow();
  expect(checked(bundle, OF_BUNDLE)).not.toThrow();
});

test.each([
  ...OF_LOOKUP.map((id) => ({ id, define: lookup, explained: OF_LOOKUP })),
  ...OF_BUNDLE.map((id) => ({ id, define: bundle, explained: OF_BUNDLE })),
])('the checks do find $id', ({ id, define, explained }) => {
  const others = explained.filter((other) => other !== id);
  expect(checked(define, others)).toThrow(id.replace('AwsSolutions::', ''));
});

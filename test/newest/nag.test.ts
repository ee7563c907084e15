import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { WorkspaceImages } from '../../lib';

/** A user's own explanation of the two wildcards: the action knows no resource type, and the CDK grants every version. */
const WILDCARDS = [
  'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
  'AwsSolutions::AwsSolutions-IAM5[Resource::<WorkspaceImagesProviderHandler06A5E80F.Arn>:*]',
];

function checked(acknowledged: readonly string[]) {
  const app = new App();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'Images');
  new WorkspaceImages(stack, 'GoldenImages');
  for (const id of acknowledged) {
    Validations.of(stack).acknowledge({ id, reason: 'explained above' });
  }
  return () => app.synth();
}

test('what a lookup deploys passes the AWS solutions checks, but for two wildcards', () => {
  expect(checked(WILDCARDS)).not.toThrow();
});

test.each(WILDCARDS)('the checks do find %s', (wildcard) => {
  expect(checked(WILDCARDS.filter((id) => id !== wildcard))).toThrow(wildcard);
});

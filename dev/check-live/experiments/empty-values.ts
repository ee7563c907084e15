import { CfnOutput, CustomResource } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { addLogGroup } from '../constructs';
import type { Define, Deployed, Experiment } from '../experiment';

interface Observed {
  readonly literal: Deployed;
  readonly attribute: Deployed;
}

export const emptyValues: Experiment<Observed> = {
  name: 'empty-values',
  question: 'Does CloudFormation take an empty output, and an empty attribute of a custom resource?',
  makes: 'a stack with an empty output, and one with a custom resource whose attribute is empty',

  observe: async (lab) => ({
    literal: await lab.deploy('output', literal),
    attribute: await lab.deploy('attribute', attribute),
  }),

  answer: (observed) =>
    `${answerOn('An empty output', observed.literal)} ${answerOn('An output that is an empty attribute', observed.attribute)}`,
};

const literal: Define = (stack) => {
  // A stack needs a resource.
  new StringParameter(stack, 'Parameter', { stringValue: 'none' });
  new CfnOutput(stack, 'Empty', { value: '' });
};

const attribute: Define = (stack) => {
  const logGroup = addLogGroup(stack);
  const onEventHandler = new Function(stack, 'Handler', {
    code: Code.fromInline(`exports.handler = async () => ({ Data: { Empty: '' } });`),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    logGroup,
  });
  const { serviceToken } = new Provider(stack, 'Provider', { onEventHandler, logGroup });
  const resource = new CustomResource(stack, 'Resource', { serviceToken });
  new CfnOutput(stack, 'Empty', { value: resource.getAttString('Empty') });
};

function answerOn(what: string, { succeeded, reason, outputs }: Deployed): string {
  if (!succeeded) {
    return `${what} fails the deployment (${reason}).`;
  }
  const value = outputs['Empty'];
  return `${what} is taken, and ${value === undefined ? 'is missing among the outputs' : `reads '${value}'`}.`;
}

import { CfnOutput, CustomResource, type Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { WorkspaceImages } from 'cdk-workspace-images';
import type { Define, Lab } from '../lab';
import { failAfter } from './constructs';

export async function emptyValues(lab: Lab): Promise<void> {
  await lab.tryDeploy('output', outputOf('Empty', ''));
  await lab.tryDeploy('attribute', emptyAttribute);
}

export async function weakReference(lab: Lab): Promise<void> {
  const consumer: Define = (stack) => {
    const { stringValue } = addReader(stack, lab.nameOf('producer'), 'Golden');
    new CfnOutput(stack, 'Read', { value: stringValue });
  };
  await lab.deploy('producer', outputOf('GoldenImageIds', 'wsi-old000000'));
  await lab.deploy('consumer', consumer);
  await lab.deploy('producer', outputOf('GoldenImageIds', 'wsi-new000000'));
  await lab.tryDeploy('consumer', consumer);
  await lab.tryDeploy('consumer', consumer, '--force');
}

/** A weak reference of the CDK has the logical id of the lookup in the output's name, and so moves with the pin. */
export async function lostOutput(lab: Lab): Promise<void> {
  const producer = lab.nameOf('producer');
  await lab.deploy('producer', outputOf('FirstImageIds', 'wsi-first0000'));
  await lab.deploy('consumer', (stack) => {
    addReader(stack, producer, 'First');
  });
  await lab.deploy('producer', outputOf('SecondImageIds', 'wsi-second000'));
  await lab.tryDeploy('consumer', (stack) => {
    failAfter(stack, addReader(stack, producer, 'Second'));
  });
}

function outputOf(name: string, value: string): Define {
  return (stack) => {
    // A stack needs a resource.
    new StringParameter(stack, 'Parameter', { stringValue: name });
    new CfnOutput(stack, name, { value });
  };
}

function addReader(stack: Stack, stackName: string, constructId: string): StringParameter {
  const images = WorkspaceImages.fromStackOutputs(stack, 'Golden', { stackName, constructId });
  return new StringParameter(stack, 'Parameter', { stringValue: images.newestImageId });
}

function emptyAttribute(stack: Stack, logGroupName: string): void {
  const logGroup = LogGroup.fromLogGroupName(stack, 'LogGroup', logGroupName);
  const onEventHandler = new Function(stack, 'Handler', {
    code: Code.fromInline(`exports.handler = async () => ({ Data: { Empty: '' } });`),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    logGroup,
  });
  const { serviceToken } = new Provider(stack, 'Provider', { onEventHandler, logGroup });
  const resource = new CustomResource(stack, 'Resource', { serviceToken });
  new CfnOutput(stack, 'Empty', { value: resource.getAttString('Empty') });
}

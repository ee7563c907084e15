import { CfnOutput } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { WorkspaceImages } from 'cdk-workspace-images';
import { failAfter, failedOnPurpose } from '../constructs';
import { type Define, type Deployed, type Experiment, succeeded } from '../experiment';

/** A weak reference of the CDK has the logical id of the lookup in the output's name, and so moves with the pin. */
export const lostOutput: Experiment<Deployed> = {
  name: 'lost-output',
  question: "Does a consumer's rollback survive if the output that it read before is gone?",
  makes: 'a stack with an output that gets another name, and one that reads it; a resource fails on purpose',

  observe: async (lab) => {
    const producer = lab.stackName('producer');
    succeeded(await lab.deploy('producer', outputNamed('First')));
    succeeded(await lab.deploy('consumer', readerOf(producer, 'First')));
    succeeded(await lab.deploy('producer', outputNamed('Second')));
    return failedOnPurpose(await lab.deploy('consumer', readerOf(producer, 'Second', true)));
  },

  answer: ({ status, reason }) =>
    status === 'UPDATE_ROLLBACK_COMPLETE'
      ? `It does: the stack is in ${status}.`
      : `It does not: the stack is in ${status} (the deployment failed with ${reason}).`,
};

function outputNamed(constructId: string): Define {
  return (stack) => {
    // A stack needs a resource.
    new StringParameter(stack, 'Parameter', { stringValue: constructId });
    new CfnOutput(stack, `${constructId}ImageIds`, { value: `wsi-of${constructId.toLowerCase()}00` });
  };
}

function readerOf(stackName: string, constructId: string, fails = false): Define {
  return (stack) => {
    const images = WorkspaceImages.fromStackOutputs(stack, 'Golden', { stackName, constructId });
    const parameter = new StringParameter(stack, 'Parameter', { stringValue: images.newestImageId });
    if (fails) {
      failAfter(stack, parameter);
    }
  };
}

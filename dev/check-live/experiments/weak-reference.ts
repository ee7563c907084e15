import { CfnOutput } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { WorkspaceImages } from 'cdk-workspace-images';
import { type Define, type Experiment, succeeded } from '../experiment';

const OLD = 'wsi-old000000';
const NEW = 'wsi-new000000';

/** What the consumer has after the producer has changed. */
interface Observed {
  readonly unforced: string | undefined;
  readonly forced: string | undefined;
}

export const weakReference: Experiment<Observed> = {
  name: 'weak-reference',
  question: 'Does a consumer of `fromStackOutputs()` follow a changed output without a change of its own?',
  makes: 'a stack with outputs, and one that reads them by Fn::GetStackOutput; no function',

  observe: async (lab) => {
    const consumer = readerOf(lab.stackName('producer'));
    succeeded(await lab.deploy('producer', outputsOf(OLD)));
    const { outputs } = succeeded(await lab.deploy('consumer', consumer));
    if (outputs['Read'] !== OLD) {
      throw new Error(`the consumer should have read ${OLD}, and has ${outputs['Read'] ?? 'nothing'}`);
    }
    succeeded(await lab.deploy('producer', outputsOf(NEW)));
    const unforced = succeeded(await lab.deploy('consumer', consumer));
    const forced = succeeded(await lab.deploy('consumer', consumer, ['--force']));
    return { unforced: unforced.outputs['Read'], forced: forced.outputs['Read'] };
  },

  answer: ({ unforced, forced }) =>
    `Without \`--force\`, ${kept(unforced)}. With \`--force\`, ${kept(forced)}.`,
};

function kept(value: string | undefined): string {
  return value === NEW ? 'it has the new value' : 'it keeps the old value';
}

/** The outputs of a lookup `Golden`. */
function outputsOf(imageId: string): Define {
  return (stack) => {
    // A stack needs a resource.
    new StringParameter(stack, 'Parameter', { stringValue: imageId });
    new CfnOutput(stack, 'GoldenImageIds', { value: imageId });
  };
}

function readerOf(stackName: string): Define {
  return (stack) => {
    const images = WorkspaceImages.fromStackOutputs(stack, 'Golden', { stackName, constructId: 'Golden' });
    const parameter = new StringParameter(stack, 'Parameter', { stringValue: images.newestImageId });
    new CfnOutput(stack, 'Read', { value: parameter.stringValue });
  };
}

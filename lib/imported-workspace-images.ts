import { CfnParameter, Fn, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { IWorkspaceImages } from './i-workspace-images';
import { imageValues } from './image-values';
import { type SharedAttribute, exportName, outputName, parameterName } from './sharing';
import type { StackOutputsAttributes } from './stack-outputs-attributes';

/** Images that another stack looked up. */
export class ImportedWorkspaceImages extends Construct implements IWorkspaceImages {
  public static fromParameters(scope: Construct, id: string, prefix: string): IWorkspaceImages {
    return new ImportedWorkspaceImages(scope, id, (attribute, imported) => {
      const parameter = new CfnParameter(imported, attribute, {
        type: 'AWS::SSM::Parameter::Value<String>',
        default: parameterName(prefix, attribute),
      });
      return parameter.valueAsString;
    });
  }

  public static fromStackOutputs(
    scope: Construct,
    id: string,
    { stackName, constructId, region, roleArn }: StackOutputsAttributes,
  ): IWorkspaceImages {
    return new ImportedWorkspaceImages(scope, id, (attribute) =>
      // `Fn.getStackOutput` is younger than the oldest CDK that this works with.
      Token.asString({
        'Fn::GetStackOutput': {
          StackName: stackName,
          OutputName: outputName(constructId, attribute),
          ...(region === undefined ? {} : { Region: region }),
          ...(roleArn === undefined ? {} : { RoleArn: roleArn }),
        },
      }),
    );
  }

  public static fromExports(scope: Construct, id: string, exportPrefix: string): IWorkspaceImages {
    return new ImportedWorkspaceImages(scope, id, (attribute) =>
      Fn.importValue(exportName(exportPrefix, attribute)),
    );
  }

  public readonly imageIds: string[];
  public readonly imageStates: string[];
  public readonly newestImageId: string;
  public readonly newestImageState: string;
  public readonly imageCount: number;

  private constructor(
    scope: Construct,
    id: string,
    textOf: (attribute: SharedAttribute, imported: Construct) => string,
  ) {
    super(scope, id);
    const values = imageValues((attribute) => textOf(attribute, this));
    this.imageIds = values.imageIds;
    this.imageStates = values.imageStates;
    this.newestImageId = values.newestImageId;
    this.newestImageState = values.newestImageState;
    this.imageCount = values.imageCount;
  }
}

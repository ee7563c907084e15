import { CfnParameter, Fn, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { IWorkspaceImages } from './i-workspace-images';
import { type SharedAttribute, exportName, outputName, parameterName } from './sharing';
import type { StackOutputsAttributes } from './stack-outputs-attributes';
import { WorkspaceImagesBase } from './workspace-images-base';

/** Images that another stack looked up. */
export class ImportedWorkspaceImages extends WorkspaceImagesBase {
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

  private readonly texts = new Map<SharedAttribute, string>();

  private constructor(
    scope: Construct,
    id: string,
    private readonly textOf: (attribute: SharedAttribute, imported: Construct) => string,
  ) {
    super(scope, id);
  }

  /** Made when it is first read: a parameter that nothing reads draws a warning. */
  protected text(attribute: SharedAttribute): string {
    const text = this.texts.get(attribute) ?? this.textOf(attribute, this);
    this.texts.set(attribute, text);
    return text;
  }
}

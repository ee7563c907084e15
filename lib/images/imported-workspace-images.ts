import { CfnParameter, Fn, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ATTRIBUTES, LIST_SEPARATOR, LOOKUP_PROPERTIES, NOTHING } from '../contract/images';
import { validate } from '../contract/schema';
import { noteReader, outermostStack } from '../provider/deploy-order';
import { isToken } from '../provider/is-token';
import { requireProps } from '../provider/known-props';
import { exportName, outputName } from '../provider/named-output';
import { A_STRING, type PropType, requireType, STRINGS } from '../provider/prop-types';
import type { IWorkspaceImages } from './i-workspace-images';
import { accountOf } from './role-account';
import {
  parameterNames,
  type SharedAttribute,
  sharedExports,
  sharedOutputs,
  sharedParameters,
  templateParameterId,
} from './sharing';
import type { StackOutputsAttributes } from './stack-outputs-attributes';
import { WorkspaceImagesBase } from './workspace-images-base';

const STACK_OUTPUTS_ATTRIBUTES = {
  stackName: A_STRING,
  constructId: A_STRING,
  region: A_STRING,
  roleArn: A_STRING,
} satisfies Record<keyof StackOutputsAttributes, PropType>;

/** Images that another stack looked up, or that are named by their ids. */
export class ImportedWorkspaceImages extends WorkspaceImagesBase {
  public static fromImageIds(scope: Construct, id: string, imageIds: string[]): IWorkspaceImages {
    if (Token.isUnresolved(imageIds)) {
      throw new Error('`imageIds` must be a list whose length is known at synth, got: a token');
    }
    requireType('imageIds', imageIds, STRINGS);
    validate('imageIds', LOOKUP_PROPERTIES.imageIds, imageIds, isToken);
    const texts: Readonly<Record<SharedAttribute, string>> = {
      [ATTRIBUTES.imageIds]: imageIds.join(LIST_SEPARATOR),
      [ATTRIBUTES.imageStates]: imageIds.map(() => NOTHING).join(LIST_SEPARATOR),
      [ATTRIBUTES.imageCount]: String(imageIds.length),
    };
    return new ImportedWorkspaceImages(scope, id, (attribute) => texts[attribute]);
  }

  public static fromParameters(scope: Construct, id: string, prefix: string): IWorkspaceImages {
    const names = parameterNames(prefix);
    const images = new ImportedWorkspaceImages(scope, id, (attribute, imported) =>
      readAtDeployment(imported, names[attribute]),
    );
    noteReader(images, sharedParameters(prefix));
    return images;
  }

  public static fromStackOutputs(
    scope: Construct,
    id: string,
    attributes: StackOutputsAttributes,
  ): IWorkspaceImages {
    requireProps('StackOutputsAttributes', attributes, STACK_OUTPUTS_ATTRIBUTES);
    const { stackName, constructId, region, roleArn } = attributes;
    requireType('stackName', stackName, A_STRING);
    requireType('constructId', constructId, A_STRING);
    validate('region', LOOKUP_PROPERTIES.region, region, isToken);
    validate('roleArn', LOOKUP_PROPERTIES.assumedRoleArn, roleArn, isToken);
    const images = new ImportedWorkspaceImages(scope, id, (attribute) =>
      // `Fn.getStackOutput` is younger than our oldest peer.
      Token.asString({
        'Fn::GetStackOutput': {
          StackName: stackName,
          OutputName: outputName(constructId, attribute),
          ...(region === undefined ? {} : { Region: region }),
          ...(roleArn === undefined ? {} : { RoleArn: roleArn }),
        },
      }),
    );
    const account = roleArn === undefined ? undefined : accountOf(Stack.of(scope), roleArn);
    noteReader(images, sharedOutputs(stackName, constructId), { account, region });
    return images;
  }

  public static fromExports(scope: Construct, id: string, exportPrefix: string): IWorkspaceImages {
    requireType('exportPrefix', exportPrefix, A_STRING);
    validate('exportPrefix', LOOKUP_PROPERTIES.exportPrefix, exportPrefix, isToken);
    const images = new ImportedWorkspaceImages(scope, id, (attribute) =>
      Fn.importValue(exportName(exportPrefix, attribute)),
    );
    noteReader(images, sharedExports(exportPrefix));
    return images;
  }

  private readonly texts = new Map<SharedAttribute, string>();

  private constructor(
    scope: Construct,
    id: string,
    private readonly textOf: (attribute: SharedAttribute, imported: Construct) => string,
  ) {
    super(scope, id);
  }

  /**
   * A template parameter is made when it is first read, since the CDK warns of one that nothing reads.
   *
   * @internal
   */
  public override _text(attribute: SharedAttribute): string {
    const text = this.texts.get(attribute) ?? this.textOf(attribute, this);
    this.texts.set(attribute, text);
    return text;
  }
}

/**
 * The value of an SSM parameter, read again at every deployment.
 *
 * The template parameter stands in the outermost stack, since the CDK's command line reads only that stack's parameters
 * again. The CDK hands its value down to nested stacks.
 */
function readAtDeployment(scope: Construct, ssmName: string): string {
  const stack = outermostStack(scope);
  const id = templateParameterId(ssmName);
  const existing = stack.node.tryFindChild(id);
  const parameter =
    existing instanceof CfnParameter
      ? existing
      : new CfnParameter(stack, id, { type: 'AWS::SSM::Parameter::Value<String>', default: ssmName });
  return parameter.valueAsString;
}

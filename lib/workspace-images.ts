import { createHash } from 'node:crypto';
import { Annotations, CfnOutput, CfnResource, Fn, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { encode } from './contract/codec';
import { hashedText } from './contract/identity';
import { ATTRIBUTES, LIST_SEPARATOR, RESOURCE_TYPE } from './contract/names';
import { trustsAnyOwner } from './contract/query';
import type { ImageField } from './image-field';
import { queryText } from './query-text';
import type { WorkspaceImagesProps } from './workspace-images-props';
import { WorkspaceImagesProvider } from './workspace-images-provider';

/** In seconds. Never another: a change would send every deployed look-up an Update. */
const SERVICE_TIMEOUT = 900;

/** CloudFormation's limit, in characters. */
const LOGICAL_ID_LENGTH = 255;
const HASH_LENGTH = 8;

/**
 * Amazon WorkSpaces images, looked up when the stack is deployed.
 *
 * The look-up runs when it is first deployed and whenever one of its properties changes. In between, and in a
 * roll-back, the stack keeps the very ids that were found.
 */
export class WorkspaceImages extends Construct {
  /** Ids of the images, newest first; one element `-` where none was found and `minimumCount` is 0. */
  public readonly imageIds: string[];

  /** States of the images, in the order of `imageIds`. */
  public readonly imageStates: string[];

  /** Id of the newest image; `-` where none was found and `minimumCount` is 0. */
  public readonly newestImageId: string;

  /** State of the newest image; `-` where none was found and `minimumCount` is 0. */
  public readonly newestImageState: string;

  /** How many images there are in `imageIds`: a token, 0 where none was found and `minimumCount` is 0. */
  public readonly imageCount: number;

  private readonly resource: CfnResource;
  private readonly fields: readonly ImageField[];

  /**
   * @throws Error where a property cannot mean anything, naming the property, what was expected and what was got
   */
  constructor(scope: Construct, id: string, props: WorkspaceImagesProps = {}) {
    super(scope, id);
    const query = queryText(props);
    const wireQuery = encode(query, (value) => Token.isUnresolved(value));
    const provider = props.provider ?? WorkspaceImagesProvider._ofStack(this);
    provider._assertServes(this);

    const properties = { ServiceToken: provider._serviceToken, ...wireQuery };
    this.resource = new CfnResource(this, 'Resource', {
      type: RESOURCE_TYPE,
      properties: { ...properties, ServiceTimeout: SERVICE_TIMEOUT },
    });
    this.resource.overrideLogicalId(this.logicalIdFor(properties));
    this.fields = props.fields ?? [];

    this.imageIds = this.list(ATTRIBUTES.imageIds);
    this.imageStates = this.list(ATTRIBUTES.imageStates);
    this.newestImageId = Fn.select(0, this.imageIds);
    this.newestImageState = Fn.select(0, this.imageStates);
    this.imageCount = Token.asNumber(this.resource.getAtt(ATTRIBUTES.imageCount));

    if (props.outputs ?? true) {
      this.output(ATTRIBUTES.imageIds, 'Ids of the images, newest first');
      this.output(ATTRIBUTES.imageStates, 'States of the images, newest first');
      this.output(ATTRIBUTES.imageCount, 'Number of the images');
    }
    if (trustsAnyOwner(query)) {
      Annotations.of(this).addWarningV2(
        'cdk-workspace-images:sharedWithoutOwner',
        'Anyone can share an image with this account, under any name, and it would be among these images. ' +
          'Say whom you trust with `ownerAccountIds`, or which images you mean with `imageIds`.',
      );
    }
  }

  /**
   * A field of each image, in the order of `imageIds`; `-` where an image lacks it.
   *
   * @param field A field that the property `fields` names
   * @throws Error where `fields` does not name the field
   */
  public values(field: ImageField): string[] {
    if (!this.fields.some(({ value }) => value === field.value)) {
      throw new Error(
        `\`fields\` must hold ImageField.${field.value} for its values to be read, got: ` +
          (this.fields.map(({ value }) => value).join(', ') || 'no fields'),
      );
    }
    return this.list(field._attribute);
  }

  private list(attribute: string): string[] {
    return Fn.split(LIST_SEPARATOR, this.resource.getAtt(attribute).toString());
  }

  /**
   * A changed property is a new logical id, so that CloudFormation creates a look-up and never updates one: a
   * roll-back then finds the old look-up, and what it found, as they were.
   */
  private logicalIdFor(properties: Readonly<Record<string, unknown>>): string {
    const stack = Stack.of(this);
    const resolved = stack.resolve(properties) as Readonly<Record<string, unknown>>;
    const hash = createHash('sha256').update(hashedText(resolved)).digest('hex').slice(0, HASH_LENGTH);
    return stack.getLogicalId(this.resource).slice(0, LOGICAL_ID_LENGTH - HASH_LENGTH) + hash;
  }

  private output(attribute: string, description: string): void {
    const output = new CfnOutput(this, attribute, {
      value: this.resource.getAtt(attribute).toString(),
      description,
    });
    output.overrideLogicalId(this.node.id.replace(/[^A-Za-z0-9]/g, '') + attribute);
  }
}

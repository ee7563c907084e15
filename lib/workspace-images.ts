import { Annotations, CfnOutput, type CfnResource, Fn, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { encode } from './contract/codec';
import { ATTRIBUTES, LIST_SEPARATOR } from './contract/names';
import { type QueryText, trustsAnyOwner } from './contract/query';
import type { ImageField } from './image-field';
import { lookUp } from './look-up';
import { queryText } from './query-text';
import type { WorkspaceImagesProps } from './workspace-images-props';
import { WorkspaceImagesProvider } from './workspace-images-provider';

/** In seconds: from here on, a wait outlasts what many credentials do. */
const LONG_WAIT = 3_600;

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

    const timeout = props.gate?._timeout;
    if (timeout !== undefined && timeout.toSeconds() < provider._pollInterval.toSeconds()) {
      throw new Error(
        `\`pollInterval\` of the provider must not be longer than the gate's timeout (${timeout.toHumanString()}), ` +
          `got: ${provider._pollInterval.toHumanString()}`,
      );
    }
    this.resource = lookUp(this, wireQuery, provider, timeout);
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
    this.warn(query, props);
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

  private output(attribute: string, description: string): void {
    const output = new CfnOutput(this, attribute, {
      value: this.resource.getAtt(attribute).toString(),
      description,
    });
    output.overrideLogicalId(this.node.id.replace(/[^A-Za-z0-9]/g, '') + attribute);
  }

  private warn(query: QueryText, { gate, refreshKey }: WorkspaceImagesProps): void {
    const warn = (id: string, text: string) => {
      Annotations.of(this).addWarningV2(`cdk-workspace-images:${id}`, text);
    };
    if (trustsAnyOwner(query)) {
      warn(
        'sharedWithoutOwner',
        'Anyone can share an image with this account, under any name, and it would be among these images. ' +
          'Say whom you trust with `ownerAccountIds`, or which images you mean with `imageIds`.',
      );
    }
    if (query.gate !== undefined && refreshKey === undefined) {
      warn(
        'gateWithoutRefreshKey',
        'The gate is passed once, when the query is deployed first or changed, and not with every deployment. ' +
          'Set `refreshKey` to something that changes with each build to have it passed with each.',
      );
    }
    if (gate?._timeout !== undefined && gate._timeout.toSeconds() > LONG_WAIT) {
      warn(
        'longGate',
        `The stack is locked for up to ${gate._timeout.toHumanString()} while the gate waits, and the credentials of ` +
          'what deploys must outlive that: see "Wait for an image that is being built" in the README.',
      );
    }
  }
}

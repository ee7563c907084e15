import { Annotations, CfnOutput, type CfnResource, Fn, Token } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { encode } from './contract/codec';
import { ATTRIBUTES, LIST_SEPARATOR, MANIFEST_ATTRIBUTES } from './contract/names';
import { type QueryText, trustsAnyOwner } from './contract/query';
import type { IWorkspaceImages } from './i-workspace-images';
import type { ImageField } from './image-field';
import { ImportedWorkspaceImages } from './imported-workspace-images';
import { lookUp } from './look-up';
import { queryText } from './query-text';
import {
  SHARED_ATTRIBUTES,
  type SharedAttribute,
  exportName,
  outputName,
  parameterName,
  requireFreeOutput,
} from './sharing';
import type { StackOutputsAttributes } from './stack-outputs-attributes';
import { WorkspaceImagesBase } from './workspace-images-base';
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
export class WorkspaceImages extends WorkspaceImagesBase {
  /**
   * The images that another stack published by `publishParameters()`, of this app or another, in the account and
   * Region of the scope's stack. Every deployment of that stack reads them anew.
   *
   * @param prefix What the names of the parameters begin with, such as `/golden`
   * @throws Error where no parameter can be named so
   */
  public static fromParameters(scope: Construct, id: string, prefix: string): IWorkspaceImages {
    return ImportedWorkspaceImages.fromParameters(scope, id, prefix);
  }

  /**
   * The images in the outputs of another stack, of this app or another, by weak references: that stack is free to
   * change them. Every use is resolved by a call of its own, one a second.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
   */
  public static fromStackOutputs(
    scope: Construct,
    id: string,
    attributes: StackOutputsAttributes,
  ): IWorkspaceImages {
    return ImportedWorkspaceImages.fromStackOutputs(scope, id, attributes);
  }

  /**
   * The images that another stack exports, in the same account and Region, by strong references: while they are held,
   * that stack can't change them.
   *
   * @param exportPrefix The `exportPrefix` of the other stack's look-up
   */
  public static fromExports(scope: Construct, id: string, exportPrefix: string): IWorkspaceImages {
    return ImportedWorkspaceImages.fromExports(scope, id, exportPrefix);
  }

  private readonly resource: CfnResource;
  private readonly fields: readonly ImageField[];
  private readonly hasManifest: boolean;
  private readonly isManifestOnly: boolean;

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
    this.hasManifest = props.manifestBucket !== undefined;
    this.isManifestOnly = query.manifestOnly !== undefined;
    provider._allowAccess(props.region, props.role);
    if (props.manifestBucket !== undefined) {
      provider._allowManifests(props.manifestBucket);
    }
    if (props.outputs ?? true) {
      this.output('ImageIds', 'Ids of the images, newest first', props.exportPrefix);
      this.output('ImageStates', 'States of the images, newest first', props.exportPrefix);
      this.output('ImageCount', 'Number of the images', props.exportPrefix);
    } else if (props.exportPrefix !== undefined) {
      throw new Error(
        '`exportPrefix` must come with `outputs`, which it makes exports of, got: outputs that are off',
      );
    }
    this.warn(query, props);
  }

  /** The manifest's key in `manifestBucket`; throws without one. */
  public get manifestKey(): string {
    return this.manifest(MANIFEST_ATTRIBUTES.key);
  }

  /** Where the manifest is: `s3://<bucket>/<key>`; throws without a `manifestBucket`. */
  public get manifestUrl(): string {
    return this.manifest(MANIFEST_ATTRIBUTES.url);
  }

  /** SHA-256 of the manifest's bytes, in hex; throws without a `manifestBucket`. */
  public get manifestSha256(): string {
    return this.manifest(MANIFEST_ATTRIBUTES.sha256);
  }

  /**
   * Publishes the images in Parameter Store, for `WorkspaceImages.fromParameters()`: `<prefix>/image-ids` and
   * `<prefix>/image-states`, joined by commas, and `<prefix>/image-count`.
   *
   * @param prefix What the names of the parameters begin with, such as `/golden`
   * @throws Error where no parameter can be named so
   */
  public publishParameters(prefix: string): void {
    const published = SHARED_ATTRIBUTES.map((attribute) => ({
      attribute,
      parameterName: parameterName(prefix, attribute),
      stringValue: this.text(attribute),
    }));
    const parameters = new Construct(this, prefix);
    for (const { attribute, ...props } of published) {
      new StringParameter(parameters, attribute, props);
    }
  }

  /**
   * A field of each image, in the order of `imageIds`; `-` where an image lacks it.
   *
   * @param field A field that the property `fields` names
   * @throws Error where `fields` does not name the field
   */
  public values(field: ImageField): string[] {
    if (this.isManifestOnly) {
      this.text(ATTRIBUTES.imageIds);
    }
    if (!this.fields.some(({ value }) => value === field.value)) {
      throw new Error(
        `\`fields\` must hold ImageField.${field.value} for its values to be read, got: ` +
          (this.fields.map(({ value }) => value).join(', ') || 'no fields'),
      );
    }
    return Fn.split(LIST_SEPARATOR, this.resource.getAtt(field._attribute).toString());
  }

  protected text(attribute: SharedAttribute): string {
    if (this.isManifestOnly && attribute !== ATTRIBUTES.imageCount) {
      throw new Error(
        '`outputs` must be on for ids and states to be read beside a manifest, got: outputs that are off, ' +
          'with which the images are in the manifest alone',
      );
    }
    return this.resource.getAtt(attribute).toString();
  }

  private manifest(attribute: string): string {
    if (!this.hasManifest) {
      throw new Error('`manifestBucket` must be set for a manifest to be read, got: none');
    }
    return this.resource.getAtt(attribute).toString();
  }

  private output(attribute: SharedAttribute, description: string, exportPrefix: string | undefined): void {
    const name = outputName(this.node.id, attribute);
    requireFreeOutput(this, name);
    const output = new CfnOutput(this, attribute, {
      value: this.text(attribute),
      description,
      exportName: exportPrefix === undefined ? undefined : exportName(exportPrefix, attribute),
    });
    output.overrideLogicalId(name);
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

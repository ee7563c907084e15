import { type CfnResource, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { type IStringParameter, StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { brand, brandOf, PACKAGE_VERSION } from '../brand';
import {
  ATTRIBUTES,
  encodeLookup,
  FIELD_ATTRIBUTES,
  FIELDS,
  LIST_SEPARATOR,
  MANIFEST_ATTRIBUTES,
  trustsAnyOwner,
} from '../contract/images';
import { noteSharer } from '../provider/deploy-order';
import { isToken } from '../provider/is-token';
import { requireKnownProps } from '../provider/known-props';
import { createNamedOutputs, exportName } from '../provider/named-output';
import { ofClass, requireType } from '../provider/prop-types';
import { type ProviderClass, providerFor } from '../provider/shared-provider';
import { noteOrigin } from './i-image-origin';
import type { IWorkspaceImages } from './i-workspace-images';
import type { ImageField } from './image-field';
import { ImportedWorkspaceImages } from './imported-workspace-images';
import { createLookup } from './lookup';
import { lookupTexts, WORKSPACE_IMAGES_PROPS } from './lookup-texts';
import { policiesOf } from './policies-first';
import type { PublishedParameters } from './published-parameters';
import { accountOf } from './role-account';
import {
  parameterNames,
  SHARED_ATTRIBUTES,
  type SharedAttribute,
  sharedExports,
  sharedOutputs,
  sharedParameters,
} from './sharing';
import type { StackOutputsAttributes } from './stack-outputs-attributes';
import { warn } from './warnings';
import { WorkspaceImagesBase } from './workspace-images-base';
import type { WorkspaceImagesProps } from './workspace-images-props';
import { WorkspaceImagesProvider } from './workspace-images-provider';

/** What is used in place of a value that must not be used: synthesis fails where it is resolved. */
function unusable(reason: string): string {
  return Lazy.uncachedString({
    produce: () => {
      throw new Error(reason);
    },
  });
}

const LOOKUP_PROVIDER: ProviderClass<WorkspaceImagesProvider> = {
  className: 'WorkspaceImagesProvider',
  create: (stack, id) => new WorkspaceImagesProvider(stack, id),
  serves: (provider): provider is WorkspaceImagesProvider => '_serve' in provider,
};

const OUTPUT_DESCRIPTIONS: Readonly<Record<SharedAttribute, string>> = {
  [ATTRIBUTES.imageIds]: 'Ids of the images, newest first',
  [ATTRIBUTES.imageStates]: 'States of the images, newest first',
  [ATTRIBUTES.imageCount]: 'Number of the images',
};

/**
 * Amazon WorkSpaces images, looked up when the stack is deployed.
 *
 * The lookup runs when it is first deployed and whenever one of its properties changes. In between, and in a rollback,
 * the stack keeps the ids that were found.
 *
 * @example
 * const golden = new WorkspaceImages(this, 'GoldenImages', {
 *   imageNames: ['golden-win11-*'],
 *   mostRecent: 1,
 * });
 * new CfnOutput(this, 'Newest', { value: golden.newestImageId });
 */
export class WorkspaceImages extends WorkspaceImagesBase {
  /**
   * Images named by their ids, without a lookup: for an emergency, and for tests of constructs that take images. Every
   * state is `-`.
   *
   * @example
   * const golden = WorkspaceImages.fromImageIds(this, 'GoldenImages', ['wsi-0123456789']);
   *
   * @param imageIds Ids of the images, newest first, at least one
   * @throws Error if one is not an image id, or is there twice
   */
  public static fromImageIds(scope: Construct, id: string, imageIds: string[]): IWorkspaceImages {
    return ImportedWorkspaceImages.fromImageIds(scope, id, imageIds);
  }

  /**
   * Images that another stack published with `publishParameters()`, in the account and Region of this stack. Every
   * deployment of this stack reads them again.
   *
   * @example
   * const golden = WorkspaceImages.fromParameters(this, 'GoldenImages', '/golden');
   *
   * @param prefix Beginning of the parameter names, such as `/golden`
   * @throws Error if Parameter Store takes no name with this prefix
   */
  public static fromParameters(scope: Construct, id: string, prefix: string): IWorkspaceImages {
    return ImportedWorkspaceImages.fromParameters(scope, id, prefix);
  }

  /**
   * Images in the outputs of another stack, in any account and Region, by weak references: that stack is free to change
   * them. CloudFormation makes one call a second, one for each use of a value.
   *
   * @example
   * const golden = WorkspaceImages.fromStackOutputs(this, 'GoldenImages', {
   *   stackName: 'Images',
   *   constructId: 'GoldenImages',
   * });
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
   * Images that another stack exports, in the same account and Region, by strong references: that stack cannot change
   * them while this one imports them.
   *
   * @example
   * const golden = WorkspaceImages.fromExports(this, 'GoldenImages', 'golden');
   *
   * @param exportPrefix The `exportPrefix` of the other stack's lookup
   */
  public static fromExports(scope: Construct, id: string, exportPrefix: string): IWorkspaceImages {
    return ImportedWorkspaceImages.fromExports(scope, id, exportPrefix);
  }

  /**
   * Whether a value is a WorkspaceImages construct of any copy of this package.
   *
   * @example
   * WorkspaceImages.isWorkspaceImages(new WorkspaceImages(this, 'GoldenImages')); // true
   */
  public static isWorkspaceImages(value: unknown): boolean {
    return brandOf(value, 'WorkspaceImages') !== undefined;
  }

  private readonly resource: CfnResource;
  private readonly fields: readonly ImageField[];
  private readonly hasManifest: boolean;
  private readonly isManifestOnly: boolean;
  private readonly mayHoldAnyonesImages: boolean;

  /**
   * @throws Error if a property is invalid; the message names it, the expected and the actual value
   */
  constructor(scope: Construct, id: string, props: WorkspaceImagesProps = {}) {
    super(scope, id);
    brand(this, 'WorkspaceImages');
    requireKnownProps('WorkspaceImages', props, WORKSPACE_IMAGES_PROPS);
    const texts = lookupTexts(props);
    const properties = encodeLookup(texts, isToken);
    const { outputs = true, exportPrefix, manifest, gate } = props;
    if (!outputs && exportPrefix !== undefined) {
      throw new Error('`exportPrefix` needs `outputs`, which it exports, got: no outputs');
    }
    this.fields = props.fields ?? [];
    this.hasManifest = manifest !== undefined;
    this.isManifestOnly = texts.manifestOnly !== undefined;
    this.mayHoldAnyonesImages = trustsAnyOwner(texts);

    const { region, assumedRole } = props;
    const stack = Stack.of(this);
    noteOrigin(this, {
      imageType: props.imageType?.value,
      region: region ?? stack.region,
      account: assumedRole === undefined ? stack.account : accountOf(stack, assumedRole.roleArn),
    });
    const timeout = gate?.timeout;
    const manifestBucket = manifest?.bucket;
    const provider = providerFor(this, props.provider, LOOKUP_PROVIDER);
    const service = provider._serve({
      lookup: this,
      version: PACKAGE_VERSION,
      timeout,
      region,
      assumedRole,
      manifestBucket,
    });
    const policies = policiesOf(this, { assumedRole, manifestBucket });
    this.resource = createLookup(this, properties, { ...service, timeout, policies });
    if (outputs) {
      this.createOutputs(exportPrefix);
    }
    warn(this, texts, props);
  }

  /** Key of the manifest in its bucket, or undefined without a `manifest`. A token. */
  public get manifestKey(): string | undefined {
    return this.manifestAttribute(MANIFEST_ATTRIBUTES.key);
  }

  /** URL of the manifest, `s3://<bucket>/<key>`, or undefined without a `manifest`. A token. */
  public get manifestUrl(): string | undefined {
    return this.manifestAttribute(MANIFEST_ATTRIBUTES.url);
  }

  /** SHA-256 of the manifest's bytes in hex, or undefined without a `manifest`. A token. */
  public get manifestSha256(): string | undefined {
    return this.manifestAttribute(MANIFEST_ATTRIBUTES.sha256);
  }

  /**
   * Publish the images in Parameter Store, for `WorkspaceImages.fromParameters()`: `<prefix>/image-ids` and
   * `<prefix>/image-states`, joined by commas, and `<prefix>/image-count`. With `ImageManifest.only()`, publish the count
   * alone.
   *
   * @example
   * declare const golden: WorkspaceImages;
   * golden.publishParameters('/golden');
   *
   * @param prefix Beginning of the parameter names, such as `/golden`
   * @throws Error if Parameter Store takes no name with this prefix
   */
  public publishParameters(prefix: string): PublishedParameters {
    const names = parameterNames(prefix);
    noteSharer(this, sharedParameters(prefix));
    const scope = new Construct(this, prefix);
    const publish = (attribute: SharedAttribute): IStringParameter =>
      new StringParameter(scope, attribute, {
        parameterName: names[attribute],
        stringValue: this._text(attribute),
      });
    const lists = this.isManifestOnly
      ? {}
      : { imageIds: publish(ATTRIBUTES.imageIds), imageStates: publish(ATTRIBUTES.imageStates) };
    return { ...lists, imageCount: publish(ATTRIBUTES.imageCount) };
  }

  /**
   * Values of a field, in the order of `imageIds`, or `-` for an image that lacks it. A list token.
   *
   * @example
   * const golden = new WorkspaceImages(this, 'GoldenImages', { fields: [ImageField.NAME] });
   * const names = golden.values(ImageField.NAME);
   *
   * @param field Field that the property `fields` names
   * @throws Error if `fields` does not name the field
   */
  public values(field: ImageField): string[] {
    requireType('field', field, ofClass('ImageField'));
    const name = FIELDS.find((known) => known === field.value);
    if (name === undefined || !this.fields.some(({ value }) => value === name)) {
      throw new Error(
        `\`fields\` must hold ImageField.${field.value} before its values can be read, got: ` +
          (this.fields.map(({ value }) => value).join(', ') || 'no fields'),
      );
    }
    return Fn.split(LIST_SEPARATOR, this.listAttribute(FIELD_ATTRIBUTES[name]));
  }

  /** @internal */
  public override _text(attribute: SharedAttribute): string {
    return attribute === ATTRIBUTES.imageCount
      ? this.resource.getAtt(attribute).toString()
      : this.listAttribute(attribute);
  }

  /** @internal */
  public override _first(attribute: SharedAttribute): string {
    return this.mayHoldAnyonesImages
      ? unusable(
          `the newest image of ${this.node.path} must not be used without \`ownerAccountIds\` or \`imageIds\`: anyone can ` +
            'share a newer image with this account under any name',
        )
      : super._first(attribute);
  }

  private listAttribute(name: string): string {
    return this.isManifestOnly
      ? unusable(
          `the ids and states of ${this.node.path} are in its manifest only: use ImageManifest.alongside() to use them ` +
            'in a stack',
        )
      : this.resource.getAtt(name).toString();
  }

  private manifestAttribute(name: string): string | undefined {
    return this.hasManifest ? this.resource.getAtt(name).toString() : undefined;
  }

  private sharedAttributes(): readonly SharedAttribute[] {
    return this.isManifestOnly ? [ATTRIBUTES.imageCount] : SHARED_ATTRIBUTES;
  }

  private createOutputs(exportPrefix: string | undefined): void {
    createNamedOutputs(this, this.sharedAttributes(), (attribute) => ({
      value: this._text(attribute),
      description: OUTPUT_DESCRIPTIONS[attribute],
      exportName: exportPrefix === undefined ? undefined : exportName(exportPrefix, attribute),
    }));
    noteSharer(this, sharedOutputs(Stack.of(this).stackName, this.node.id));
    if (exportPrefix !== undefined) {
      noteSharer(this, sharedExports(exportPrefix));
    }
  }
}

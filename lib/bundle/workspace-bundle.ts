import { type CfnResource, type ITaggableV2, RemovalPolicy, TagManager, TagType } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { brand, PACKAGE_VERSION } from '../brand';
import {
  ATTRIBUTES,
  BUNDLE_PROPERTIES,
  encodeBundle,
  RESOURCE_TYPE,
  tagRules,
  TAGS,
} from '../contract/bundle';
import { text } from '../contract/row';
import { BUNDLE_ID, EXPORT_PREFIX } from '../contract/rules';
import { hashedProperties, SERVICE_TIMEOUT, validate } from '../contract/schema';
import { readTags, validateTags } from '../contract/tags';
import { noteSharer } from '../provider/deploy-order';
import { hashedResource } from '../provider/hashed-resource';
import { isToken } from '../provider/is-token';
import { createNamedOutputs, exportName } from '../provider/named-output';
import { A_STRING, requireType } from '../provider/prop-types';
import { type ProviderClass, providerFor } from '../provider/shared-provider';
import { bundleTexts } from './bundle-texts';
import type { IWorkspaceBundle } from './i-workspace-bundle';
import { bundleArn, ImportedWorkspaceBundle } from './imported-workspace-bundle';
import { requireUsableImage } from './usable-image';
import { warnOfVolumeSizes } from './warnings';
import type { WorkspaceBundleProps } from './workspace-bundle-props';
import { WorkspaceBundleProvider } from './workspace-bundle-provider';

/** Never changed: another value would send every deployed bundle an Update. */
const SERVICE_TIMEOUT_SECONDS = 3_600;

const BUNDLE_PROVIDER: ProviderClass<WorkspaceBundleProvider> = {
  className: 'WorkspaceBundleProvider',
  create: (stack, id) => new WorkspaceBundleProvider(stack, id),
  serves: (provider): provider is WorkspaceBundleProvider => '_serve' in provider,
};

/**
 * A WorkSpaces bundle of an image: what a WorkSpace is made from.
 *
 * Another image is put into the bundle in place, and the bundle keeps its id. WorkSpaces that exist keep their image until
 * you rebuild them, which resets their volumes and is never done by a deployment.
 *
 * Tags of the construct are tags of the bundle.
 *
 * @example
 * const image = new WorkspaceImage(this, 'Golden', { imageNames: ['golden-win11-*'] });
 * const bundle = new WorkspaceBundle(this, 'Desktop', {
 *   image,
 *   computeType: ComputeType.STANDARD,
 *   rootVolumeSize: Size.gibibytes(80),
 *   userVolumeSize: Size.gibibytes(50),
 * });
 * new CfnOutput(this, 'Bundle', { value: bundle.bundleId });
 */
export class WorkspaceBundle extends Construct implements IWorkspaceBundle, ITaggableV2 {
  /**
   * A bundle that exists already.
   *
   * @example
   * const bundle = WorkspaceBundle.fromBundleId(this, 'Desktop', 'wsb-0123456789');
   *
   * @param bundleId Id of the bundle: `wsb-` and 8 to 63 of `0-9a-z`
   * @throws Error if it is not a bundle id
   */
  public static fromBundleId(scope: Construct, id: string, bundleId: string): IWorkspaceBundle {
    requireType('bundleId', bundleId, A_STRING);
    validate('bundleId', text(BUNDLE_ID), bundleId, isToken);
    return new ImportedWorkspaceBundle(scope, id, bundleId);
  }

  /** The tags of the bundle. Use `Tags.of()` to set them. */
  public readonly cdkTagManager: TagManager;

  private readonly resource: CfnResource;

  /**
   * @throws Error if a property is invalid; the message names it, the expected and the actual value
   */
  constructor(scope: Construct, id: string, props: WorkspaceBundleProps) {
    super(scope, id);
    brand(this, 'WorkspaceBundle');
    const texts = bundleTexts(id, props);
    const properties = encodeBundle(texts, isToken);
    const hashed = hashedProperties(BUNDLE_PROPERTIES, properties);
    const { image, outputs = true, exportPrefix } = props;
    requireUsableImage(this, image);
    validate('exportPrefix', text(EXPORT_PREFIX), exportPrefix, isToken);
    if (!outputs && exportPrefix !== undefined) {
      throw new Error('`exportPrefix` needs `outputs`, which it exports, got: no outputs');
    }
    this.cdkTagManager = new TagManager(TagType.KEY_VALUE, RESOURCE_TYPE);
    this.node.addValidation({ validate: () => this.tagErrors() });

    const { serviceToken } = providerFor(this, props.provider, BUNDLE_PROVIDER)._serve({
      bundle: this,
      version: PACKAGE_VERSION,
    });
    this.resource = hashedResource(this, 'Resource', {
      type: RESOURCE_TYPE,
      properties: { ServiceToken: serviceToken, ...hashed },
      unhashedProperties: {
        ...Object.fromEntries(Object.entries(properties).filter(([name]) => !(name in hashed))),
        [TAGS]: this.cdkTagManager.renderedTags,
        [SERVICE_TIMEOUT]: SERVICE_TIMEOUT_SECONDS,
      },
      sharingAdvice: 'share its id by `exportPrefix` and Fn.importValue(), or by an SSM parameter',
    });
    this.resource.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.DESTROY);
    if (outputs) {
      createNamedOutputs(this, [ATTRIBUTES.bundleId], (attribute) => ({
        value: this.bundleId,
        description: 'Id of the bundle',
        exportName: exportPrefix === undefined ? undefined : exportName(exportPrefix, attribute),
      }));
      if (exportPrefix !== undefined) {
        noteSharer(this, {
          kind: 'bundle exports',
          prop: 'exportPrefix',
          name: exportPrefix,
          isUnique: true,
          instead: 'make the bundle',
        });
      }
    }
    warnOfVolumeSizes(this, texts);
  }

  /** Id of the bundle, for `CfnWorkspace` and `CfnWorkspacesPool`. A token. */
  public get bundleId(): string {
    return this.resource.getAtt(ATTRIBUTES.bundleId).toString();
  }

  /** ARN of the bundle. A token. */
  public get bundleArn(): string {
    return bundleArn(this, this.bundleId);
  }

  private tagErrors(): string[] {
    try {
      validateTags(readTags(this.cdkTagManager.renderTags()), tagRules(isToken));
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  }
}

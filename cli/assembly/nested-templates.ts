import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ASSET_RESOURCE_METADATA_PATH_KEY,
  AssetManifestArtifact,
  type CloudFormationStackArtifact,
} from 'aws-cdk-lib/cx-api';
import {
  NESTED_STACK,
  readTemplate,
  type Resource,
  type Template,
  textOf,
  type Values,
  valuesOf,
} from '../core/template';
import { UserError } from '../terminal/user-error';

/** Where the constructs of a stack and of those nested in it are, by the metadata of the assembly. */
export interface ConstructId {
  readonly path: string;
  readonly logicalId: string;
}

/** Where the CDK puts the resource of a nested stack: `Images/Inner.NestedStack/Inner.NestedStackResource`. */
const RESOURCE_PATH = /\.NestedStack\/[^/]+\.NestedStackResource$/;

/** How the CDK names the template of a nested stack. */
const TEMPLATE_FILE_END = '.nested.template.json';

export interface NestedTemplate {
  readonly logicalId: string;

  /** The path of its construct. */
  readonly path: string;
  readonly template: Template;
  readonly parameters: Values;
}

/**
 * The templates that the CDK has made for the stacks that are nested in a template. Others hold no lookup.
 *
 * @param path The path of the stack around them
 * @throws UserError if the assembly does not name the file of one
 */
export function nestedTemplates(
  artifact: CloudFormationStackArtifact,
  path: string,
  {
    template: { resources },
    constructs,
  }: { readonly template: Template; readonly constructs: readonly ConstructId[] },
): readonly NestedTemplate[] {
  return [...resources].flatMap(([logicalId, resource]) => {
    if (resource.type !== NESTED_STACK) {
      return [];
    }
    const resourcePath = pathOf(logicalId, constructs) ?? `${path}/${logicalId}`;
    const nestedPath = resourcePath.replace(RESOURCE_PATH, '');
    const file = fileOf(resource, artifact);
    if (file?.endsWith(TEMPLATE_FILE_END) === true) {
      const template = readTemplate(JSON.parse(readFileSync(file, 'utf8')));
      return [
        { logicalId, path: nestedPath, template, parameters: valuesOf(resource.properties['Parameters']) },
      ];
    }
    if (RESOURCE_PATH.test(resourcePath)) {
      throw new UserError(
        `the assembly does not name the template of the nested stack ${nestedPath}: synthesize the app with \`npx cdk synth\``,
      );
    }
    return [];
  });
}

/** By what the command line of the CDK goes by, or else by the list of assets. */
function fileOf(
  { metadata, properties }: Resource,
  { assembly, dependencies }: CloudFormationStackArtifact,
): string | undefined {
  const url = JSON.stringify(properties['TemplateURL'] ?? '');
  const files = dependencies
    .filter((artifact) => artifact instanceof AssetManifestArtifact)
    .flatMap(({ contents }) => Object.entries(contents.files ?? {}));
  const path =
    textOf(metadata[ASSET_RESOURCE_METADATA_PATH_KEY]) ??
    files.find(([hash]) => url.includes(hash))?.[1].source.path;
  return path === undefined ? undefined : join(assembly.directory, path);
}

/** The path of a construct, whose primary resource has the logical id. */
export function pathOf(logicalId: string, constructs: readonly ConstructId[]): string | undefined {
  return constructs.find((construct) => construct.logicalId === logicalId)?.path.replace(/\/Resource$/, '');
}

export function isWithin(path: string, construct: ConstructId): boolean {
  return construct.path.startsWith(`${path}/`);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ASSET_RESOURCE_METADATA_PATH_KEY,
  AssetManifestArtifact,
  type CloudFormationStackArtifact,
} from 'aws-cdk-lib/cx-api';
import { UserError } from '../../local/user-error';
import { NESTED_STACK, readTemplate, type Resource, type Template, textOf } from '../core/template';
import { type ConstructId, pathOf } from './constructs';

/** Where the CDK puts the resource of a nested stack: `Images/Inner.NestedStack/Inner.NestedStackResource`. */
const RESOURCE_PATH = /\.NestedStack\/[^/]+\.NestedStackResource$/;

export interface NestedTemplate {
  readonly logicalId: string;

  /** The path of its construct. */
  readonly path: string;
  readonly template: Template;
}

/**
 * The templates that the CDK has made for the stacks that are nested in a template. Others hold no lookup.
 *
 * @throws UserError if the assembly does not tell the file of one
 */
export function nestedTemplates(
  artifact: CloudFormationStackArtifact,
  { resources }: Template,
  constructs: readonly ConstructId[],
): readonly NestedTemplate[] {
  return [...resources].flatMap(([logicalId, resource]) => {
    const resourcePath = pathOf(logicalId, constructs) ?? '';
    if (resource.type !== NESTED_STACK || !RESOURCE_PATH.test(resourcePath)) {
      return [];
    }
    const path = resourcePath.replace(RESOURCE_PATH, '');
    const file = fileOf(resource, artifact);
    if (file === undefined) {
      throw new UserError(
        `the template of the nested stack ${path} is not told: synthesize the app with \`npx cdk synth\``,
      );
    }
    return [{ logicalId, path, template: readTemplate(JSON.parse(readFileSync(file, 'utf8'))) }];
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

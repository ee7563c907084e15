import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AssetManifestArtifact, CloudAssembly, type CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { UserError } from '../../local/user-error';
import type { SynthesizedStack } from '../core/stack';
import { readTemplate, type Resource, type Template } from '../core/template';

/** What the CDK writes for an account or a Region that is left to whoever deploys. */
const UNKNOWN = { account: 'unknown-account', region: 'unknown-region' };

const LOGICAL_ID = 'aws:cdk:logicalId';
const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** An app as it was synthesized. */
export interface Assembly {
  /** In the order of their deployment, those of stages and nested ones included. */
  readonly stacks: readonly AppStack[];
  readonly synthesizedAt: Date;
}

/** A stack of an app. */
export interface AppStack {
  /** The names by which a person may mean it. */
  readonly names: readonly string[];

  /** The stack itself, and those that are nested in it. */
  readonly all: readonly SynthesizedStack[];
}

/** Where the construct of a logical id is. */
interface ConstructId {
  readonly path: string;
  readonly logicalId: string;
}

/**
 * Read the app that the CDK has synthesized to a directory.
 *
 * @throws UserError if there is none, or it is of a version that the installed aws-cdk-lib cannot read
 */
export function readAssembly(directory: string): Assembly {
  const assembly = open(directory);
  return {
    stacks: assembly.stacksRecursively.map((artifact) => ({
      names: [...new Set([artifact.hierarchicalId, artifact.stackName, artifact.id])],
      all: stacksOf(artifact),
    })),
    synthesizedAt: statSync(join(directory, 'manifest.json')).mtime,
  };
}

function open(directory: string): CloudAssembly {
  try {
    return new CloudAssembly(directory);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${directory} must hold a synthesized app: run \`npx cdk synth\`, or name the directory, got: ${reason}`,
    );
  }
}

function stacksOf(artifact: CloudFormationStackArtifact): readonly SynthesizedStack[] {
  const { account, region } = artifact.environment;
  const constructs = artifact
    .findMetadataByType(LOGICAL_ID)
    .flatMap(({ path, data }) =>
      typeof data === 'string' ? [{ path: path.replace(/^\//, ''), logicalId: data }] : [],
    );
  const nestedFiles = nestedTemplateFiles(artifact);

  const read = (
    path: string,
    template: Template,
    {
      constructs,
      nestedIn,
    }: Pick<SynthesizedStack, 'nestedIn'> & { readonly constructs: readonly ConstructId[] },
  ): readonly SynthesizedStack[] => {
    const nested = [...template.resources].flatMap(([logicalId, resource]) => {
      const file = resource.type === NESTED_STACK ? nestedFiles(resource) : undefined;
      return file === undefined ? [] : [{ logicalId, file, path: nestedPath(logicalId, constructs) }];
    });
    const isWithin = (prefix: string, { path }: ConstructId) => path.startsWith(`${prefix}/`);
    const own = constructs.filter((construct) => !nested.some(({ path }) => isWithin(path, construct)));
    const stack: SynthesizedStack = {
      path,
      stackName: artifact.stackName,
      account: account === UNKNOWN.account ? undefined : account,
      region: region === UNKNOWN.region ? undefined : region,
      template,
      nestedIn,
      pathOf: (logicalId) => {
        const found = own.find((construct) => construct.logicalId === logicalId);
        return found === undefined ? `${path}/${logicalId}` : found.path.replace(/\/Resource$/, '');
      },
    };
    const inner = nested.flatMap((child) =>
      read(child.path, readTemplate(parsedFile(child.file)), {
        constructs: constructs.filter((construct) => isWithin(child.path, construct)),
        nestedIn: { stack, logicalId: child.logicalId },
      }),
    );
    return [stack, ...inner];
  };

  return read(artifact.hierarchicalId, readTemplate(artifact.template), { constructs, nestedIn: undefined });
}

/** The template file of a nested stack that the CDK made, by what the template or the list of assets tells. */
function nestedTemplateFiles({ assembly, dependencies }: CloudFormationStackArtifact) {
  const files = dependencies
    .filter((artifact) => artifact instanceof AssetManifestArtifact)
    .flatMap(({ contents }) => Object.entries(contents.files ?? {}));
  return ({ assetPath, properties }: Resource): string | undefined => {
    const url = JSON.stringify(properties['TemplateURL'] ?? '');
    const path = assetPath ?? files.find(([hash]) => url.includes(hash))?.[1].source.path;
    return path === undefined ? undefined : join(assembly.directory, path);
  };
}

/** The CDK puts the resource of `Images/Nested` at `Images/Nested.NestedStack/Nested.NestedStackResource`. */
function nestedPath(logicalId: string, constructs: readonly ConstructId[]): string {
  const resource = constructs.find((construct) => construct.logicalId === logicalId)?.path ?? logicalId;
  return resource.replace(/\.NestedStack\/[^/]*$/, '');
}

function parsedFile(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

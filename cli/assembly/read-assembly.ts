import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloudAssembly,
  type CloudFormationStackArtifact,
  UNKNOWN_ACCOUNT,
  UNKNOWN_REGION,
} from 'aws-cdk-lib/cx-api';
import { textOf } from '../../lambda/resource/errors';
import type { SynthesizedStack } from '../core/stack';
import { readTemplate, type Template } from '../core/template';
import { UserError } from '../terminal/user-error';
import { type ConstructId, isWithin, nestedTemplates, pathOf } from './nested-templates';

const LOGICAL_ID = 'aws:cdk:logicalId';

/** An app as it was synthesized. */
export interface Assembly {
  /** Those of stages included. */
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

/**
 * Read the app that the CDK has synthesized to a directory.
 *
 * @throws UserError if there is none, it is not complete, or the installed aws-cdk-lib cannot read it
 */
export function readAssembly(directory: string): Assembly {
  try {
    const artifacts = new CloudAssembly(directory).stacksRecursively;
    requireComplete(artifacts);
    return {
      stacks: artifacts.map(appStack),
      synthesizedAt: statSync(join(directory, 'manifest.json')).mtime,
    };
  } catch (error) {
    throw new UserError(
      `${directory} must hold a synthesized app: run \`npx cdk synth\`, or name the directory, got: ${textOf(error)}`,
    );
  }
}

/** Without the context that it asks for, an app is synthesized with values that nobody means. */
function requireComplete(artifacts: readonly CloudFormationStackArtifact[]): void {
  const missing = artifacts.flatMap(({ assembly }) => assembly.manifest.missing ?? []);
  if (missing.length > 0) {
    const keys = new Set(missing.map(({ key }) => key));
    throw new UserError(`context that is missing: ${[...keys].join(', ')}`);
  }
}

function appStack(artifact: CloudFormationStackArtifact): AppStack {
  const { hierarchicalId, stackName, id } = artifact;
  const constructs = artifact
    .findMetadataByType(LOGICAL_ID)
    .flatMap(({ path, data }) =>
      typeof data === 'string' ? [{ path: path.replace(/^\//, ''), logicalId: data }] : [],
    );
  return {
    names: [...new Set([hierarchicalId, stackName, id])],
    all: withNested(artifact, {
      path: hierarchicalId,
      template: readTemplate(artifact.template),
      constructs,
      nestedIn: undefined,
    }),
  };
}

interface Position extends Pick<SynthesizedStack, 'path' | 'nestedIn'> {
  readonly template: Template;

  /** The constructs of the stack, and of those that are nested in it. */
  readonly constructs: readonly ConstructId[];
}

function withNested(
  artifact: CloudFormationStackArtifact,
  { path, template, constructs, nestedIn }: Position,
): readonly SynthesizedStack[] {
  const { account, region } = artifact.environment;
  const nested = nestedTemplates(artifact, path, { template, constructs });
  // A nested stack may have the same logical ids.
  const own = constructs.filter((construct) => !nested.some((child) => isWithin(child.path, construct)));
  const stack: SynthesizedStack = {
    path,
    stackName: artifact.stackName,
    account: account === UNKNOWN_ACCOUNT ? undefined : account,
    region: region === UNKNOWN_REGION ? undefined : region,
    template,
    nestedIn,
    pathOf: (logicalId) => pathOf(logicalId, own) ?? `${path}/${logicalId}`,
  };
  const inner = nested.flatMap((child) =>
    withNested(artifact, {
      path: child.path,
      template: child.template,
      constructs: constructs.filter((construct) => isWithin(child.path, construct)),
      nestedIn: { stack, logicalId: child.logicalId, parameters: child.parameters },
    }),
  );
  return [stack, ...inner];
}

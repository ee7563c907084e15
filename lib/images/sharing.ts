import { Token } from 'aws-cdk-lib';
import { ATTRIBUTES } from '../contract/images';
import type { SharedName } from '../provider/deploy-order';
import { hashedId } from '../provider/hashed-id';
import { hyphenated, outputName } from '../provider/named-output';

/** What is shared with other stacks. Each is an attribute, and the end of an output's name. */
export const SHARED_ATTRIBUTES = [
  ATTRIBUTES.imageIds,
  ATTRIBUTES.imageStates,
  ATTRIBUTES.imageCount,
] as const;

export type SharedAttribute = (typeof SHARED_ATTRIBUTES)[number];

const LONGEST_PARAMETER_NAME = 1_011;
const DEEPEST_PARAMETER_NAME = 15;

const INSTEAD = 'look the images up';

export function sharedParameters(prefix: string): SharedName {
  return { kind: 'parameters', prop: 'prefix', name: prefix, isUnique: true, instead: INSTEAD };
}

export function sharedExports(exportPrefix: string): SharedName {
  return { kind: 'exports', prop: 'exportPrefix', name: exportPrefix, isUnique: true, instead: INSTEAD };
}

/** The names of outputs are free if those of their stacks are. */
export function sharedOutputs(stackName: string, constructId: string): SharedName {
  const name = `${stackName}.${outputName(constructId, '')}`;
  return { kind: 'outputs', prop: 'stackName', name, isUnique: false, instead: INSTEAD };
}

/**
 * The parameter for each attribute, such as `/golden/image-ids`.
 *
 * @throws Error if Parameter Store takes no name with this prefix
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html
 */
export function parameterNames(prefix: string): Readonly<Record<SharedAttribute, string>> {
  const nameOf = (attribute: SharedAttribute) => `${prefix}/${hyphenated(attribute)}`;
  const names = {
    ImageIds: nameOf(ATTRIBUTES.imageIds),
    ImageStates: nameOf(ATTRIBUTES.imageStates),
    ImageCount: nameOf(ATTRIBUTES.imageCount),
  };
  const isValid =
    !Token.isUnresolved(prefix) &&
    /^(\/[\w.-]+)+$/.test(prefix) &&
    !/^\/(aws|ssm)/i.test(prefix) &&
    names.ImageStates.length <= LONGEST_PARAMETER_NAME &&
    names.ImageStates.split('/').length - 1 <= DEEPEST_PARAMETER_NAME;
  if (!isValid) {
    throw new Error(
      '`prefix` must be known at synth, begin with / but not with /aws or /ssm, not end with /, hold a-z A-Z 0-9 _ . - ' +
        `between slashes, and make a name of at most ${LONGEST_PARAMETER_NAME} characters and ` +
        `${DEEPEST_PARAMETER_NAME} levels, got: ${Token.isUnresolved(prefix) ? 'a token' : prefix}`,
    );
  }
  const whole = SHARED_ATTRIBUTES.map((attribute) => `/${hyphenated(attribute)}`).find((end) =>
    prefix.endsWith(end),
  );
  if (whole !== undefined) {
    throw new Error(
      `\`prefix\` must be the beginning of the parameter names, such as ${prefix.slice(0, -whole.length) || '/golden'}, ` +
        `got: ${prefix}, which ends like the whole name of one`,
    );
  }
  return names;
}

/**
 * The logical id of the template parameter that reads an SSM parameter.
 *
 * The CDK's command line keeps the previous value of a template parameter whose id stays, even if its default is another
 * SSM name. So the id contains the name, and its hash, since a logical id has no room for slashes and hyphens.
 */
export function templateParameterId(ssmName: string): string {
  return hashedId(`WorkspaceImages${ssmName.replace(/[^A-Za-z0-9]/g, '')}`, ssmName);
}

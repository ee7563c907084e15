import { Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { brandOf, PACKAGE_VERSION } from '../brand';

/** A public class of providers. */
export interface ProviderClass<Provider extends Construct> {
  /** The name of the class, which is also the id of the default provider in its stack. */
  readonly className: string;
  readonly create: (stack: Stack, id: string) => Provider;

  /** Whether a provider of any version has all that this version calls on it. */
  readonly serves: (provider: object) => provider is Provider;
}

/**
 * The provider of a custom resource: the given one, or the one that all resources of a stack share. Another copy of the
 * package may have made it.
 *
 * @throws Error if it is not a provider, or of a copy that is too old for this one
 */
export function providerFor<Provider extends Construct>(
  resource: IConstruct,
  given: Provider | undefined,
  { className, create, serves }: ProviderClass<Provider>,
): Provider {
  const stack = Stack.of(resource);
  const provider = given ?? stack.node.tryFindChild(className) ?? create(stack, className);
  const version = brandOf(provider, className);
  if (version === undefined) {
    throw new Error(
      given === undefined
        ? `the id ${className} in ${stack.node.path} must be left to the default provider, got: another construct; ` +
            'rename it, or pass a `provider`'
        : `\`provider\` must be a ${className}, got: ${typeof given}`,
    );
  }
  if (!serves(provider)) {
    throw new Error(
      `\`provider\` must be of a version that can serve cdk-workspace-images ${PACKAGE_VERSION}, got: ${version}; make ` +
        `a ${className} with the newer version, and pass it as \`provider\``,
    );
  }
  return provider;
}

/**
 * Refuse a resource of another stack, which may outlive the functions.
 *
 * @param noun What the resource is
 */
export function requireSameStack(provider: IConstruct, resource: IConstruct, noun: string): void {
  if (Stack.of(provider) !== Stack.of(resource)) {
    throw new Error(
      `\`provider\` must be in the same stack as the ${noun} ${resource.node.path}, got: ${provider.node.path}`,
    );
  }
}

/** Who asks a provider, and which class of provider it asks. */
export interface Asker {
  readonly className: string;
  readonly noun: string;

  /** The version of the package that asks. */
  readonly version: string;
}

/** A newer resource may need what this version does not know. To pass over it would deploy, and fail later. */
export function requireKnownNeeds(needs: object, { className, noun, version }: Asker): void {
  const [unknown] = Object.entries(needs).find(([, value]) => value !== undefined) ?? [];
  if (unknown !== undefined) {
    throw new Error(
      `\`provider\` is of version ${PACKAGE_VERSION} and cannot serve \`${unknown}\` of a ${noun} of version ${version}: make a ` +
        `${className} with the newer version, and pass it as \`provider\``,
    );
  }
}

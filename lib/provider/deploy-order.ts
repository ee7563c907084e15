import { Annotations, Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { registryOf } from './registry';
import { addStackDependency, dependsOnStack } from './stack-dependency';

const READ_BEFORE_SHARED = 'cdk-workspace-images:readBeforeShared';

/** What one stack shares and another reads by its name, so that the CDK sees no reference. */
export interface SharedName {
  /** What is shared, such as `parameters`. Names of different kinds do not meet. */
  readonly kind: string;

  /** The prop that names it. */
  readonly prop: string;
  readonly name: string;

  /** Whether no other construct of an account and Region may share the name. */
  readonly isUnique: boolean;

  /** What a reader can do instead, such as `look the images up`. */
  readonly instead: string;
}

/** Where something is read. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

interface Reader extends Place {
  readonly construct: IConstruct;
}

interface Users {
  readonly sharers: IConstruct[];
  readonly readers: Reader[];
}

/**
 * Note that a construct shares something by a name. The stacks of the same stage that read it are deployed after its
 * stack, whichever was constructed first. A name that holds a token may be another one in each stack, and is passed over.
 *
 * @throws Error if the name is shared already, or read in the same stack
 */
export function noteSharer(construct: IConstruct, shared: SharedName): void {
  if (Token.isUnresolved(shared.name)) {
    return;
  }
  const { sharers, readers } = usersOf(construct, shared);
  for (const other of sharers) {
    requireFreeName(other, construct, shared);
  }
  for (const reader of readers) {
    shareFirst(construct, reader, shared);
  }
  sharers.push(construct);
}

/**
 * Note that a construct reads something by a name. Its stack is deployed after the stack of the same stage that shares it,
 * whichever was constructed first.
 *
 * @param place Where it is read, if not in the stack's own account and Region
 * @throws Error if the name is shared in the same stack
 */
export function noteReader(
  construct: IConstruct,
  shared: SharedName,
  place: { readonly [Part in keyof Place]?: Place[Part] | undefined } = {},
): void {
  if (Token.isUnresolved(shared.name)) {
    return;
  }
  const { account, region } = Stack.of(construct);
  const reader: Reader = { construct, account: place.account ?? account, region: place.region ?? region };
  const { sharers, readers } = usersOf(construct, shared);
  for (const sharer of sharers) {
    shareFirst(sharer, reader, shared);
  }
  readers.push(reader);
}

/** The stack at the top of nested stacks. */
export function outermostStack(construct: IConstruct): Stack {
  const stack = Stack.of(construct);
  return stack.nestedStackParent === undefined ? stack : outermostStack(stack.nestedStackParent);
}

/** The CDK orders the stacks of a stage only. */
function usersOf(construct: IConstruct, { kind, name }: SharedName): Users {
  const registry = registryOf<Users>(Stage.of(construct) ?? construct.node.root, 'shared');
  const key = `${kind} ${name}`;
  const users = registry.get(key) ?? { sharers: [], readers: [] };
  registry.set(key, users);
  return users;
}

function shareFirst(sharer: IConstruct, reader: Reader, shared: SharedName): void {
  const { kind, prop, name, instead } = shared;
  const from = outermostStack(sharer);
  const to = outermostStack(reader.construct);
  if (isElsewhere(from, reader)) {
    return;
  }
  if (from === to) {
    throw new Error(
      `\`${prop}\` of ${reader.construct.node.path} must name what another stack shares, since a first ` +
        `deployment of this one could not read it: use ${sharer.node.path} itself, got: ${name}`,
    );
  }
  if (dependsOnStack(from, to)) {
    Annotations.of(reader.construct).addWarningV2(
      READ_BEFORE_SHARED,
      `${from.node.path} shares the ${kind} of ${name} and depends on this stack, so this stack reads what an earlier ` +
        `deployment shared. Remove that dependency, or ${instead} in this stack.`,
    );
    return;
  }
  // The CDK prints the reason if a later dependency, or a reference, runs the other way.
  addStackDependency(
    to,
    from,
    `${reader.construct.node.path} reads the ${kind} of ${name}; to do without this order, ${instead} in ` +
      to.node.path,
  );
}

function requireFreeName(first: IConstruct, second: IConstruct, { prop, name, isUnique }: SharedName): void {
  const [stack, other] = [outermostStack(first), outermostStack(second)];
  const isSamePlace =
    agree(stack.account, other.account) === true && agree(stack.region, other.region) === true;
  if (isUnique && (stack === other || isSamePlace)) {
    throw new Error(
      `\`${prop}\` of ${second.node.path} must be free in its account and Region, got: ${name}, which ` +
        `${first.node.path} uses`,
    );
  }
}

/** Whether two places are known to be different. */
function isElsewhere(place: Place, other: Place): boolean {
  return agree(place.account, other.account) === false || agree(place.region, other.region) === false;
}

/** Whether two texts are equal, or undefined if that is not known at synth. */
function agree(text: string, other: string): boolean | undefined {
  return Token.isUnresolved(text) || Token.isUnresolved(other) ? undefined : text === other;
}

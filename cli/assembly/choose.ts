import { matchesWildcard } from '../../lambda/images/core/wildcard';
import { UserError } from '../../local/user-error';
import type { SynthesizedStack } from '../core/stack';
import type { AppStack } from './read-assembly';

/**
 * Keep the stacks that one of the patterns means, and what is nested in them. Without patterns, keep all.
 *
 * @throws UserError if a pattern means no stack
 */
export function chosen(
  stacks: readonly AppStack[],
  patterns: readonly string[],
): readonly SynthesizedStack[] {
  const isMeant = ({ names }: AppStack, pattern: string) =>
    names.some((name) => matchesWildcard(pattern, name));
  const vain = patterns.find((pattern) => !stacks.some((stack) => isMeant(stack, pattern)));
  if (vain !== undefined) {
    const names = stacks.map(({ names }) => names[0]).join(', ');
    throw new UserError(`--stack must name a stack of the app (${names || 'which has none'}), got: ${vain}`);
  }
  return stacks
    .filter((stack) => patterns.length === 0 || patterns.some((pattern) => isMeant(stack, pattern)))
    .flatMap(({ all }) => all);
}

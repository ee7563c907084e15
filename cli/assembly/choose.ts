import { matchesWildcard } from '../../lambda/images/core/wildcard';
import type { SynthesizedStack } from '../core/stack';
import { UserError } from '../terminal/user-error';
import type { AppStack } from './read-assembly';

/**
 * Keep the stacks that one of the patterns names, and what is nested in them. Without patterns, keep all.
 *
 * @throws UserError if a pattern names no stack
 */
export function chosen(
  stacks: readonly AppStack[],
  patterns: readonly string[],
): readonly SynthesizedStack[] {
  const isNamed = ({ names }: AppStack, pattern: string) =>
    names.some((name) => matchesWildcard(pattern, name));
  const unmatched = patterns.find((pattern) => !stacks.some((stack) => isNamed(stack, pattern)));
  if (unmatched !== undefined) {
    const names = stacks.map(({ names }) => names[0]).join(', ');
    throw new UserError(
      `--stack must name a stack of the app (${names || 'which has none'}), got: ${unmatched}`,
    );
  }
  return stacks
    .filter((stack) => patterns.length === 0 || patterns.some((pattern) => isNamed(stack, pattern)))
    .flatMap(({ all }) => all);
}

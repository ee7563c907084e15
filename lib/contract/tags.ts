/** Tags in a template: a list of `{ Key, Value }`, as in the resources of CloudFormation. */
import { matching, type Rule } from './rules';

/** Values by key. */
export type Tags = ReadonlyMap<string, string>;

/** @see https://docs.aws.amazon.com/workspaces/latest/api/API_Tag.html */
const KEY = matching('a tag key: 1 to 127 characters, which do not begin with aws:', /^(?!aws:).{1,127}$/isu);
const VALUE = matching('a tag value: up to 255 characters', /^.{0,255}$/su);

export interface TagRules {
  /** Keys that begin with this are ours. */
  readonly reservedPrefix: string;
  readonly most: number;

  /** Tells the texts that are not known yet. */
  readonly isToken: (text: string) => boolean;
}

/**
 * Read the tags of a resource. None were written if the property is not there.
 *
 * @throws Error that names the expected and the actual value
 */
export function readTags(received: unknown = []): Tags {
  if (!Array.isArray(received) || !received.every(isTag)) {
    throw new Error(`\`tags\` must be a list of { Key, Value }, got: ${JSON.stringify(received)}`);
  }
  return new Map(received.map(({ Key, Value }) => [Key, Value]));
}

/** @throws Error that names the expected and the actual value */
export function validateTags(tags: Tags, { reservedPrefix, most, isToken }: TagRules): void {
  if (tags.size > most) {
    throw new Error(`\`tags\` must be at most ${most}, got: ${tags.size}`);
  }
  const require = ({ allows, expected }: Rule, text: string) => {
    if (!isToken(text) && !allows(text)) {
      throw new Error(`\`tags\` must hold ${expected}, got: ${text === '' ? '""' : text}`);
    }
  };
  for (const [key, value] of tags) {
    require(KEY, key);
    require(VALUE, value);
    if (key.startsWith(reservedPrefix)) {
      throw new Error(`\`tags\` must hold no key that begins with ${reservedPrefix}, got: ${key}`);
    }
  }
}

function isTag(value: unknown): value is { readonly Key: string; readonly Value: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'Key' in value &&
    typeof value.Key === 'string' &&
    'Value' in value &&
    typeof value.Value === 'string'
  );
}

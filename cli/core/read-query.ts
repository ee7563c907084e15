import { textOf } from '../../lambda/resource/errors';
import { decodeQuery, LOOKUP_PROPERTIES, type Query } from '../../lib/contract/images';
import { SERVICE_PROPERTIES, wireName } from '../../lib/contract/schema';
import { isToken, type PseudoParameters, resolve } from './resolve';
import type { Values } from './template';

/** A query as far as it is known before the deployment, and the properties whose value CloudFormation makes. */
export type QueryReading = (
  | { readonly kind: 'known'; readonly query: Query }
  | { readonly kind: 'not known' | 'invalid' | 'newer version'; readonly reason: string }
) & { readonly tokens: readonly string[] };

/** The shortest and the longest name of a bucket, which counts where the size of the answer is judged. */
export const BUCKET_NAMES = { shortest: 'x'.repeat(3), longest: 'x'.repeat(63) };

const nameOf = (key: keyof typeof LOOKUP_PROPERTIES) => wireName(key);

/** The property that holds it. */
export const MANIFEST_BUCKET = nameOf('manifestBucket');

/** What stands in for a token whose value decides neither where to look nor which images match. */
const STAND_INS: Values = {
  [nameOf('exportPrefix')]: 'x',
  [MANIFEST_BUCKET]: BUCKET_NAMES.longest,
  [nameOf('gateTimeout')]: '60',
};

/** Read the properties of a lookup, with stand-ins for tokens that do not matter. */
export function readQuery(properties: Values, known: PseudoParameters): QueryReading {
  const names = Object.keys(LOOKUP_PROPERTIES).map(wireName);
  const newer = Object.keys(properties).find((name) => ![...names, ...SERVICE_PROPERTIES].includes(name));
  if (newer !== undefined) {
    const reason =
      `\`${newer}\` is a property that this version of the command does not know: use the version of ` +
      'cdk-workspace-images that synthesized the app';
    return { kind: 'newer version', reason, tokens: [] };
  }
  const resolved = names.flatMap((name) => {
    const value = resolve(properties[name], known);
    return value === undefined ? [] : [{ name, value }];
  });
  const unresolved = resolved.filter(({ value }) => isToken(value));
  const tokens = unresolved.map(({ name }) => name);
  const deciding = unresolved.filter(({ name }) => !(name in STAND_INS));
  if (deciding.length > 0) {
    const told = deciding.map(({ name, value }) => `\`${name}\` is ${JSON.stringify(value)}`);
    return { kind: 'not known', reason: told.join(', and '), tokens };
  }
  const texts = resolved.map(({ name, value }) => [name, isToken(value) ? STAND_INS[name] : value]);
  try {
    return { kind: 'known', query: decodeQuery(Object.fromEntries(texts), 'refuse'), tokens };
  } catch (error) {
    return { kind: 'invalid', reason: textOf(error), tokens };
  }
}

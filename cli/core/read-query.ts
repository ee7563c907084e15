import { decodeQuery, LOOKUP_PROPERTIES, type Query } from '../../lib/contract/images';
import { SERVICE_PROPERTIES, wireName } from '../../lib/contract/schema';
import { AccessError } from './access-error';
import { isToken, type PseudoParameters, resolve } from './resolve';
import type { Values } from './template';

/** A query as far as it is known before the deployment. */
export type QueryReading =
  | {
      readonly kind: 'known';
      readonly query: Query;

      /** Properties whose values decide neither where to look nor which images match. The query has stand-ins for them. */
      readonly tokens: readonly string[];
    }
  | { readonly kind: 'not known'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string };

/** The shortest and the longest name of a bucket, which counts where the size of the answer is judged. */
export const BUCKET_NAMES = { shortest: 'x'.repeat(3), longest: 'x'.repeat(63) };

/** The property that holds it. */
export const MANIFEST_BUCKET = wireName('manifestBucket' satisfies keyof typeof LOOKUP_PROPERTIES);

/** What stands in for a token whose value decides neither where to look nor which images match. */
const STAND_INS: Values = standIns({
  refreshKey: 'x',
  exportPrefix: 'x',
  manifestBucket: BUCKET_NAMES.longest,
  gateTimeout: '60',
});

/**
 * Read the properties of a lookup.
 *
 * @throws AccessError if a newer version of the library has written them
 */
export function readQuery(properties: Values, known: PseudoParameters): QueryReading {
  const names = Object.keys(LOOKUP_PROPERTIES).map(wireName);
  const newer = Object.keys(properties).find((name) => ![...names, ...SERVICE_PROPERTIES].includes(name));
  if (newer !== undefined) {
    throw new AccessError(
      `\`${newer}\` is a property that this version of the command does not know: use the version of ` +
        'cdk-workspace-images that synthesized the app',
    );
  }
  const resolved = names.flatMap((name) => {
    const value = resolve(properties[name], known);
    return value === undefined ? [] : [{ name, value }];
  });
  const tokens = resolved.filter(({ value }) => isToken(value));
  const deciding = tokens.filter(({ name }) => !(name in STAND_INS));
  if (deciding.length > 0) {
    const told = deciding.map(({ name, value }) => `\`${name}\` is ${JSON.stringify(value)}`);
    return { kind: 'not known', reason: told.join(', and ') };
  }
  const texts = resolved.map(({ name, value }) => [name, isToken(value) ? STAND_INS[name] : value]);
  try {
    return {
      kind: 'known',
      query: decodeQuery(Object.fromEntries(texts), 'refuse'),
      tokens: tokens.map(({ name }) => name),
    };
  } catch (error) {
    return { kind: 'invalid', reason: error instanceof Error ? error.message : String(error) };
  }
}

function standIns(byKey: Partial<Record<keyof typeof LOOKUP_PROPERTIES, string>>): Values {
  return Object.fromEntries(Object.entries(byKey).map(([key, value]) => [wireName(key), value]));
}

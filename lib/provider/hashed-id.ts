import { createHash } from 'node:crypto';
import { HASH_LENGTH } from '../contract/schema';

/** CloudFormation's limit, in characters. */
const LOGICAL_ID_LENGTH = 255;

/** A logical id that ends in a hash of a text, and is cut to the limit before it. */
export function hashedId(readable: string, text: string): string {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
  return readable.slice(0, LOGICAL_ID_LENGTH - HASH_LENGTH) + hash;
}

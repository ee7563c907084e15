import { z } from 'zod';

// The message of a schema completes the sentence "expected Images[3].Name to be …".

export const text = z.string('a string');

export const flag = z.boolean('true or false');

export function object<Shape extends z.core.$ZodShape>(members: Shape) {
  return z.object(members, 'an object').readonly();
}

export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item, 'a list').readonly();
}

/** Null counts as absent, as it does for the service. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => value ?? undefined, schema.optional());
}

import type { z } from 'zod';
import { AwsError } from './awsjson';
import { mismatch } from './mismatch';

/** Accepts only what a schema, made after the service's model, allows. */
export function readInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) {
    return result.data;
  }
  const isWrongType = result.error.issues[0]?.code === 'invalid_type';
  throw new AwsError(isWrongType ? 'SerializationException' : 'ValidationException', mismatch(result.error));
}

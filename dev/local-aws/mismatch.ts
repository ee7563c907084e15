import { z } from 'zod';

/** Describes the first mismatch of a value that was parsed with `reportInput`: `expected Name to be a string, found 5`. */
export function mismatch({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) {
    throw new Error('the error has no issues');
  }
  const place = issue.path.length > 0 ? `${z.core.toDotPath(issue.path)} to be ` : '';
  return `expected ${place}${issue.message}, found ${found(issue)}`;
}

function found(issue: z.core.$ZodIssue): string {
  const { code, input } = issue;
  if (code === 'unrecognized_keys') {
    return shown(issue.keys.join(', '));
  }
  const isSized = typeof input === 'string' || Array.isArray(input);
  return shown(isSized && (code === 'too_small' || code === 'too_big') ? input.length : input);
}

/** Shortens a value for an error message: one line, at most 60 characters. */
export function shown(value: unknown): string {
  const json = value === undefined ? 'nothing' : JSON.stringify(value);
  return json.length <= 60 ? json : `${json.slice(0, 57)}...`;
}

import { UNHASHED_PROPERTIES } from './names';

/** The text whose hash names a look-up: JSON with its keys sorted at every depth, without what may change. */
export function hashedText(properties: Readonly<Record<string, unknown>>): string {
  const hashed = Object.entries(properties).filter(([name]) => !UNHASHED_PROPERTIES.includes(name));
  return JSON.stringify(sortKeys(Object.fromEntries(hashed)));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
  }
  return value;
}

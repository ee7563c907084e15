import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** What users and maintainers read. */
export interface Document {
  /** Counts from the root. */
  readonly path: string;
  readonly markdown: string;
}

/** The README, then docs/. */
export function documents(): Document[] {
  const docs = readdirSync(join(ROOT, 'docs'), { encoding: 'utf8', recursive: true });
  const named = docs.filter((name) => name.endsWith('.md')).sort();
  return ['README.md', ...named.map((name) => `docs/${name}`)].map(documentAt);
}

export function documentAt(path: string): Document {
  return { path, markdown: readFileSync(join(ROOT, path), 'utf8') };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** What users of the library read. */
export interface Document {
  /** Counts from the root. */
  readonly path: string;
  readonly markdown: string;
}

/** The README, then docs/. */
export function documents(): Document[] {
  const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...docs.sort().map((name) => `docs/${name}`)].map(documentAt);
}

export function documentAt(path: string): Document {
  return { path, markdown: readFileSync(join(ROOT, path), 'utf8') };
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Suites that start other programs, or need modules of their own, are files of their own for Jest. */
const APART = /\.(process|isolated)\.test\.ts$/;

/**
 * Run all suites of a folder in one registry of modules: to load the modules anew for each file takes as long as the tests.
 * Hooks of a suite count in that suite alone.
 */
export function together(...folders: readonly string[]): void {
  for (const folder of folders) {
    for (const file of suitesIn(folder)) {
      describe(file, () => {
        jest.requireActual(join(__dirname, file));
      });
    }
  }
}

function suitesIn(folder: string): string[] {
  const files = readdirSync(join(__dirname, folder), { encoding: 'utf8', recursive: true });
  return files
    .filter((file) => file.endsWith('.test.ts') && !APART.test(file))
    .sort()
    .map((file) => join(folder, file));
}

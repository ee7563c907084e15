// Mutation testing: changes the sources in small ways, one at a time, and fails where too many changes pass the tests.
//   run.mjs                    all folders
//   run.mjs lambda/resource …  these folders
//   run.mjs --since [COMMIT]   the files that have changed since a commit, and those whose tests have
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { optionsFor } from './options.mjs';

/** A mutant must be found by the tests that mirror its folder. The longest name counts. */
const FOLDERS = [
  'lambda/bundle',
  'lambda/images',
  'lambda/images/core',
  'lambda/paginator',
  'lambda/resource',
  'lambda/service',
  'lib/contract',
  'cli/core',
  'cli/report',
];

const LEAST_SCORE = 90;

const { values, positionals } = parseArgs({
  options: { since: { type: 'boolean' } },
  allowPositionals: true,
});

if (values.since) {
  await mutateChanged(positionals[0] ?? baseOfChange());
} else {
  const unknown = positionals.filter((folder) => !FOLDERS.includes(folder));
  if (unknown.length > 0) {
    throw new Error(`${unknown.join(', ')} is none of: ${FOLDERS.join(', ')}`);
  }
  const folders = positionals.length > 0 ? positionals : FOLDERS;
  await mutate(folders.map((folder) => [folder, allOf(folder)]));
}

async function mutateChanged(base) {
  if (base === undefined) {
    console.log('There is no commit to compare with in this clone, so nothing is mutated.');
    return;
  }
  const sources = new Set(changedSince(base).map(sourceOf).filter(existsSync));
  const changed = FOLDERS.map((folder) => [folder, [...sources].filter((file) => folderOf(file) === folder)]);
  const touched = changed.filter(([, files]) => files.length > 0);
  if (touched.length === 0) {
    console.log(`Nothing that is mutated has changed since ${base}.`);
    return;
  }
  await mutate(touched);
}

function allOf(folder) {
  const others = FOLDERS.filter((other) => other.startsWith(`${folder}/`));
  return [`${folder}/**/*.ts`, ...others.map((other) => `!${other}/**`)];
}

function folderOf(file) {
  return FOLDERS.filter((folder) => file.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
}

/** Where this branch left main; on main, the commit before, which for a merge is main as it was. */
function baseOfChange() {
  const head = git('rev-parse', 'HEAD');
  const bases = [git('merge-base', 'origin/main', 'HEAD'), git('rev-parse', '--verify', '--quiet', 'HEAD^')];
  return bases.find((base) => base !== undefined && base !== head);
}

function changedSince(base) {
  const changed = git('diff', '--name-only', '--no-renames', base);
  if (changed === undefined) {
    throw new Error(`${base} is no commit of this clone`);
  }
  return [changed, git('ls-files', '--others', '--exclude-standard')].flatMap((files) => files.split('\n'));
}

/** A test that has changed may find less, so the file that it mirrors is mutated too. */
function sourceOf(file) {
  return file.replace(/^test\/(.*)\.test\.ts$/, '$1.ts');
}

/** The output of a command of git; undefined where it fails. */
function git(...command) {
  try {
    return execFileSync('git', command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}

async function mutate(filesByFolder) {
  const rows = [];
  for (const [folder, files] of filesByFolder) {
    const stryker = new Stryker(optionsFor(folder, files));
    rows.push(rowOf(folder, await stryker.runMutationTest()));
  }
  report(rows);
}

function rowOf(folder, mutants) {
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  return { folder, killed: count('Killed', 'Timeout'), survived: count('Survived', 'NoCoverage') };
}

function report(rows) {
  for (const { folder, killed, survived } of rows) {
    const all = killed + survived;
    const score = all === 0 ? 100 : (100 * killed) / all;
    console.log(`${folder}: ${score.toFixed(1)} % of ${all} mutants are found`);
    if (score < LEAST_SCORE) {
      console.error(
        `${folder}: at least ${LEAST_SCORE} % must be. coverage/mutation/${folder}.html shows the others.`,
      );
      process.exitCode = 1;
    }
  }
}

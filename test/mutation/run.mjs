// Mutation testing: changes the sources in small ways, one at a time, and fails where too many changes pass the tests.
//   run.mjs                    all folders
//   run.mjs lambda/resource …  these folders
//   run.mjs --since [COMMIT]   the lines that have changed since a commit; by default, since this branch left main
import { execFileSync } from 'node:child_process';
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

/** A mutant may behave as the source does, and in a change of a few lines, one is more than a tenth. */
const ALWAYS_MAY_SURVIVE = 2;

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
  await mutate(positionals.length > 0 ? positionals : FOLDERS, allOf);
}

async function mutateChanged(base) {
  if (base === undefined) {
    console.log('There is no commit to compare with in this clone, so nothing is mutated.');
    return;
  }
  const changed = changedSince(base);
  const touched = FOLDERS.filter((folder) => changed.some((lines) => folderOf(lines) === folder));
  if (touched.length === 0) {
    console.log(`Nothing that is mutated has changed since ${base}.`);
    return;
  }
  await mutate(touched, (folder) => changed.filter((lines) => folderOf(lines) === folder));
}

function allOf(folder) {
  const others = FOLDERS.filter((other) => other.startsWith(`${folder}/`));
  return [`${folder}/**/*.ts`, ...others.map((other) => `!${other}/**`)];
}

function folderOf(lines) {
  return FOLDERS.filter((folder) => lines.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
}

/** Where this branch left main; on main, the commit before, which for a merge is main as it was. */
function baseOfChange() {
  const head = git('rev-parse', 'HEAD');
  const bases = [git('merge-base', 'origin/main', 'HEAD'), git('rev-parse', '--verify', '--quiet', 'HEAD^')];
  return bases.find((base) => base !== undefined && base !== head);
}

/** What has changed in the working tree, as Stryker names it: `file:first-last`, or a new file as a whole. */
function changedSince(base) {
  const diff = git('diff', '--unified=0', '--no-renames', '--no-ext-diff', base, '--', '*.ts');
  if (diff === undefined) {
    throw new Error(`${base} is no commit of this clone`);
  }
  const changed = git('ls-files', '--others', '--exclude-standard', '--', '*.ts').split('\n');
  let file;
  for (const line of diff.split('\n')) {
    file = /^\+\+\+ b\/(.*)$/.exec(line)?.[1] ?? file;
    const [, first, length = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (first !== undefined && length !== '0') {
      changed.push(`${file}:${first}-${Number(first) + Number(length) - 1}`);
    }
  }
  return changed;
}

/** The output of a command of git; undefined where it fails. */
function git(...command) {
  try {
    return execFileSync('git', command, {
      encoding: 'utf8',
      maxBuffer: Infinity,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

async function mutate(folders, patternsOf) {
  const results = [];
  for (const folder of folders) {
    results.push([folder, await new Stryker(optionsFor(folder, patternsOf(folder))).runMutationTest()]);
  }
  for (const [folder, mutants] of results) {
    report(folder, mutants);
  }
}

function report(folder, mutants) {
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const found = count('Killed', 'Timeout');
  const survived = count('Survived', 'NoCoverage');
  console.log(`${folder}: ${found} of ${found + survived} mutants are found`);
  const maySurvive = Math.max(ALWAYS_MAY_SURVIVE, ((found + survived) * (100 - LEAST_SCORE)) / 100);
  if (survived > maySurvive) {
    console.error(`${folder}: ${survived} are not. coverage/mutation/${folder}.html shows them.`);
    process.exitCode = 1;
  }
}

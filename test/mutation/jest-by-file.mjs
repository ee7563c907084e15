import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { strykerPlugins as jestPlugins, strykerValidationSchema } from '@stryker-mutator/jest-runner';

/** In the sandbox, so that the test runner that makes the dry run tells the others. */
const FILES_OF_TESTS = 'files-of-tests.json';

/**
 * Stryker's runner for Jest picks tests by their names, so each mutant would load every file of tests, and most of its time
 * goes there. This one loads the files that have a test which reaches the mutant. Where Stryker cannot know that, since
 * the mutant is in code that runs while modules load, it loads the file that mirrors the source.
 */
function byFile(runner) {
  return {
    capabilities: () => runner.capabilities(),
    init: () => runner.init(),
    async dryRun(options) {
      const result = await runner.dryRun(options);
      writeFileSync(
        FILES_OF_TESTS,
        JSON.stringify((result.tests ?? []).map(({ id, fileName }) => [id, fileName])),
      );
      return result;
    },
    mutantRun(options) {
      const files = options.testFilter ? filesOf(options.testFilter) : mirrorsOf(options.sandboxFileName);
      process.env.MUTATION_TEST_FILES = JSON.stringify(files);
      return runner.mutantRun(options);
    },
  };
}

function filesOf(tests) {
  const wanted = new Set(tests);
  const all = JSON.parse(readFileSync(FILES_OF_TESTS, 'utf8'));
  return [...new Set(all.filter(([id]) => wanted.has(id)).map(([, file]) => file))];
}

function mirrorsOf(source) {
  const mirror = resolve('test', relative('', source).replace(/\.ts$/, '.test.ts'));
  return existsSync(mirror) ? [mirror] : undefined;
}

const [jest] = jestPlugins;
const factory = Object.assign((injector) => byFile(jest.factory(injector)), { inject: jest.factory.inject });

export const strykerPlugins = [{ ...jest, name: 'jest-by-file', factory }];
export { strykerValidationSchema };

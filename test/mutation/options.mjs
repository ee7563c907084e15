import jestConfig from '../../jest.config.js';

const { restoreMocks, transform, moduleNameMapper } = jestConfig.projects.find(
  ({ displayName }) => displayName === 'unit',
);

/** The options of Stryker for a folder of sources, of which these files are mutated. The tests are those of its mirror. */
export const optionsFor = (folder, files) => ({
  mutate: files,
  testRunner: 'jest-by-file',
  plugins: [import.meta.resolve('./jest-by-file.mjs')],
  jest: {
    enableFindRelatedTests: false,
    config: {
      roots: [`<rootDir>/test/${folder}`],
      testEnvironment: '@stryker-mutator/jest-runner/jest-env/node',
      restoreMocks,
      transform,
      moduleNameMapper: { ...moduleNameMapper, '^fast-check$': '<rootDir>/test/mutation/fast-check.js' },
      setupFiles: ['<rootDir>/test/setup.ts'],
      filter: '<rootDir>/test/mutation/only-files.js',
    },
  },
  coverageAnalysis: 'perTest',
  // swc reads no types.
  disableTypeChecks: false,
  concurrency: 2,
  // Of the project, a sandbox gets what its tests read.
  ignorePatterns: [
    '/*',
    ...['lambda', 'lib', 'cli', 'dev', 'test', 'docs', 'package.json'].map((name) => `!/${name}`),
    // Apps are synthesized with the assets of the functions.
    ...['!/build', '/build/*', '!/build/lambda'],
  ],
  tempDirName: 'build/mutation',
  logLevel: 'warn',
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, skipFull: true },
  htmlReporter: { fileName: `coverage/mutation/${folder}.html` },
  jsonReporter: { fileName: `coverage/mutation/${folder}.json` },
});

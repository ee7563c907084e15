const shared = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  restoreMocks: true,
  setupFilesAfterEnv: ['<rootDir>/test/no-secrets.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  moduleNameMapper: {
    '^cdk-workspace-images$': '<rootDir>/lib/index.ts',
    '^cdk-workspace-images/paginator$': '<rootDir>/lambda/paginator/paginator.ts',
    // Parts of the handler that are loaded when they are needed, by the name that they have in its asset.
    '^\\./(s3|sts)\\.js$': './$1',
    // The provider framework imports clients that Lambda brings along.
    '^@aws-sdk/client-(lambda|sfn)$': '<rootDir>/test/driver/aws-sdk-absent.ts',
  },
};
const unit = { ...shared, setupFiles: ['<rootDir>/test/setup.ts'] };
/** Suites that start other programs. */
const PROCESS = '\\.process\\.test\\.ts$';
const EVERYTHING = { branches: 100, functions: 100, lines: 100 };

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: '100%',
  // Many times what a test takes, since the machine may be busy with other work.
  testTimeout: 60_000,
  globalSetup: '<rootDir>/test/global-setup.ts',
  testSequencer: '<rootDir>/test/slowest-first.js',
  collectCoverageFrom: ['lib/**/*.ts', 'lambda/**/*.ts', 'cli/**/*.ts', 'dev/*/core/**/*.ts'],
  coverageDirectory: '<rootDir>/coverage',
  coverageReporters: ['lcovonly', 'text-summary'],
  coverageThreshold: {
    './lambda/*/core/*.ts': EVERYTHING,
    './lambda/resource/*.ts': EVERYTHING,
    './lib/contract/*.ts': EVERYTHING,
    './cli/core/*.ts': EVERYTHING,
    './cli/report/*.ts': EVERYTHING,
    './cli/terminal/*.ts': EVERYTHING,
    './dev/*/core/*.ts': EVERYTHING,
  },
  projects: [
    // Suites that share a registry of modules, and those that cannot: see test/together.ts.
    {
      ...unit,
      displayName: 'fast',
      testMatch: ['<rootDir>/test/fast/*.test.ts', '<rootDir>/test/**/*.isolated.test.ts'],
    },
    // The same suites one by one.
    {
      ...unit,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/(e2e|fast|integration|languages|runtime)/', PROCESS],
    },
    // The handler asset, which runs on the Node.js that runs the tests.
    { ...unit, displayName: 'driver', testMatch: ['<rootDir>/test/integration/**/*.test.ts'] },
    { ...unit, displayName: 'process', testMatch: ['<rootDir>/test/**/*.process.test.ts'] },
    // The handler asset under AWS's own runtime client, which the first run installs.
    { ...unit, displayName: 'runtime', testMatch: ['<rootDir>/test/runtime/**/*.test.ts'] },
    // The functions are deployed, so assets are staged, and there is no setup.
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.test.ts'] },
    // What `npm run package` has made.
    { ...shared, displayName: 'languages', testMatch: ['<rootDir>/test/languages/**/*.test.ts'] },
  ],
};

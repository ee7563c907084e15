/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
  collectCoverage: true,
  collectCoverageFrom: ['lib/**/*.ts', 'lambda/**/*.ts'],
  coverageDirectory: '<rootDir>/coverage',
  coverageReporters: ['lcovonly', 'text-summary'],
  coverageThreshold: {
    './lambda/core/': { branches: 100, functions: 100, lines: 100 },
    './lib/contract/': { branches: 100, functions: 100, lines: 100 },
  },
  setupFiles: ['<rootDir>/test/setup.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  moduleNameMapper: {
    '^cdk-workspace-images$': '<rootDir>/lib/index.ts',
    '^cdk-workspace-images/paginator$': '<rootDir>/lambda/edge/paginator.ts',
    // The provider framework imports what Lambda brings along.
    '^@aws-sdk/client-(lambda|sfn)$': '<rootDir>/test/driver/aws-sdk-absent.ts',
  },
};

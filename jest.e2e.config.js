const unit = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...unit,
  collectCoverage: false,
  coverageThreshold: undefined,
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testPathIgnorePatterns: [],
  // Deployed templates are validated, as a user's are.
  setupFiles: [],
  testTimeout: 300_000,
  maxWorkers: 1,
};

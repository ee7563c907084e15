const unit = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...unit,
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 300_000,
  maxWorkers: 1,
};

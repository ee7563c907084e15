import eslint from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import simpleImportSort from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['build/', 'coverage/', 'dist/', 'cdk.out/', '.venv/', '**/*.d.ts'] },
  eslint.configs.recommended,
  {
    plugins: { 'simple-import-sort': simpleImportSort },
    rules: {
      curly: ['error', 'all'],
      // One block: side effects, Node.js, packages, then our own files.
      'simple-import-sort/imports': ['error', { groups: [['^\\u0000', '^node:', '^@?\\w', '^\\.']] }],
      'simple-import-sort/exports': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/explicit-member-accessibility': [
        'error',
        { accessibility: 'explicit', overrides: { constructors: 'no-public' } },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // `new` adds a construct to its tree. Most constructs are not needed afterwards.
      'no-new': 'off',
      // jsii does not export functions. Factories are static methods of classes instead.
      '@typescript-eslint/no-extraneous-class': 'off',
      // The compiler option noPropertyAccessFromIndexSignature requires brackets.
      '@typescript-eslint/dot-notation': 'off',
    },
  },
  {
    // They share a registry of modules: see test/together.ts.
    files: ['test/{lib,lambda,cli,dev,docs,examples,newest,release}/**/*.test.ts'],
    ignores: ['**/*.{isolated,process}.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['mock', 'doMock', 'resetModules', 'isolateModules', 'useFakeTimers'].map((property) => ({
          object: 'jest',
          property,
          message: 'Name the file *.isolated.test.ts.',
        })),
      ],
    },
  },
  {
    files: ['lib/**', 'lambda/**', 'cli/**'],
    plugins: { regexp },
    rules: {
      // No text from outside may hold a function or a synthesis up.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    languageOptions: {
      globals: { module: 'writable', require: 'readonly', process: 'readonly', console: 'readonly' },
    },
  },
);

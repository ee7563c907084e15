/** The arrows of docs/architecture.md: which part may import which. */
const only = (from, allowed, why) => ({
  name: `${from}-imports-only`,
  comment: why,
  severity: 'error',
  from: { path: `^${from}` },
  to: { pathNot: allowed },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'contract-imports-nothing',
      comment: 'Both sides read it: what it imported, both would depend on.',
      severity: 'error',
      from: { path: '^lib/contract\\.ts$' },
      to: {},
    },
    only('lib/', ['^lib/', '^node_modules/(aws-cdk-lib|constructs)/', '^(node:)?(crypto|path)$'], 'A CDK app gets no runtime dependency.'),
    only('lambda/index\\.ts', ['^lambda/', '^lib/contract\\.ts$', '^node_modules/@aws-sdk/', '^node_modules/@types/aws-lambda/'], 'The composition root is the only place that makes clients.'),
    only('lambda/edge/', ['^lambda/(edge|core)/', '^lib/contract\\.ts$', '^node_modules/@aws-sdk/'], 'The edge alone knows the SDK.'),
    only('lambda/core/', ['^lambda/core/', '^lib/contract\\.ts$'], 'The core is pure: no SDK, no clock, no environment.'),
    only('lambda/[^/]+\\.ts', ['^lambda/', '^lib/contract\\.ts$', '^node_modules/(@aws-sdk|@types/aws-lambda)/', '^(node:)?crypto$'], 'The handler never sees the CDK.'),
    {
      name: 'handler-without-sdk',
      comment: 'Tests give the handler a function that lists images, not a mocked SDK.',
      severity: 'error',
      from: { path: '^lambda/(?!index\\.ts|edge/)' },
      to: { path: '@aws-sdk/' },
    },
    only('local/', ['^local/', '^node_modules/', '^(node:)?[a-z_/]+$'], 'The local AWS knows nothing of the product.'),
    { name: 'nothing-imports-tests', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^build/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};

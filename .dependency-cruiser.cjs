/** The arrows of docs/architecture.md: what each part may import. */
const CONTRACT = '^lib/contract/';
const SDK = '^node_modules/@(aws-sdk|smithy)/';
const EVENT_TYPES = '^node_modules/@types/aws-lambda/';
const PACKAGES = '^node_modules/';

const parts = [
  {
    part: '^lib/contract/',
    may: [CONTRACT],
    node: false,
    why: 'both sides read it: what it imported, both would depend on',
  },
  {
    part: '^lib/',
    may: ['^lib/', '^node_modules/(aws-cdk-lib|constructs)/'],
    node: true,
    why: 'a CDK app gets no runtime dependency',
  },
  {
    part: '^lambda/core/',
    may: ['^lambda/core/', CONTRACT],
    node: false,
    why: 'the core is pure: no SDK, no clock, no environment',
  },
  {
    part: '^lambda/edge/',
    may: ['^lambda/(edge|core)/', '^lambda/ports\\.ts$', CONTRACT, SDK],
    node: true,
    why: 'the edge serves the handler, and does not know it',
  },
  {
    part: '^lambda/index\\.ts$',
    may: ['^lambda/', SDK],
    node: false,
    why: 'the composition root only puts together',
  },
  {
    part: '^lambda/',
    may: ['^lambda/(?!edge/)', CONTRACT, EVENT_TYPES],
    node: true,
    why: 'tests give the handler a function that lists images, not a mocked SDK',
  },
  {
    part: '^local/',
    may: ['^local/', PACKAGES],
    node: true,
    why: 'the local AWS knows nothing of the product',
  },
  {
    part: '^bin/',
    may: ['^bin/', '^local/', '^build/', PACKAGES],
    node: true,
    why: 'commands use the library as a user does, by its name',
  },
];

/** The first part that a file belongs to is the one that counts. */
const notEarlier = (index) => parts.slice(0, index).map(({ part }) => part);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    ...parts.map(({ part, may, node, why }, index) => ({
      name: `${part} imports only what it may`,
      comment: why,
      severity: 'error',
      from: { path: part, pathNot: notEarlier(index) },
      to: { pathNot: may, ...(node ? { dependencyTypesNot: ['core'] } : {}) },
    })),
  ],
  options: {
    doNotFollow: { path: '^(node_modules|build)/' },
    exclude: { path: '^lambda/bundle\\.mjs$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

/** The arrows of docs/maintainers/architecture.md: what each part may import. `$1` is the directory of one resource. */
const CONTRACT = '^lib/contract/';
const SDK = '^node_modules/@(aws-sdk|smithy)/';
const EVENT_TYPES = '^node_modules/@types/aws-lambda/';
const CDK = '^node_modules/(aws-cdk-lib|constructs)/';
const PACKAGES = '^node_modules/';

const parts = [
  {
    part: '^lib/contract/',
    may: [CONTRACT],
    node: false,
    why: 'Both sides read it, so both would depend on what it imports.',
  },
  {
    part: '^lib/provider/',
    may: ['^lib/provider/', '^lib/brand\\.ts$', CONTRACT, CDK],
    node: true,
    why: 'It serves any custom resource, so it knows none.',
  },
  {
    part: '^lib/index\\.ts$',
    may: ['^lib/'],
    node: false,
    why: 'It only re-exports.',
  },
  {
    part: '^lib/brand\\.ts$',
    may: [],
    node: true,
    why: 'Every public class uses it.',
  },
  {
    part: '^lib/([^/]+)/',
    may: ['^lib/$1/', '^lib/(provider|contract)/', '^lib/[^/]+/i-[a-z-]+\\.ts$', '^lib/brand\\.ts$', CDK],
    node: true,
    why: 'A CDK app gets no runtime dependency, and of another resource one knows the interfaces only.',
  },
  {
    part: '^lambda/resource/',
    may: ['^lambda/resource/', CONTRACT, EVENT_TYPES],
    node: false,
    why: 'It serves any custom resource, so it knows none. It is pure: no SDK, no clock, no environment.',
  },
  {
    part: '^lambda/paginator/',
    may: ['^lambda/paginator/', SDK],
    node: false,
    why: 'It is published for Node programs that have neither the CDK nor Lambda.',
  },
  {
    part: '^lambda/service/',
    may: ['^lambda/(service|resource)/', SDK],
    node: true,
    why: 'It serves any custom resource, so it knows none.',
  },
  {
    part: '^lambda/([^/]+)/calls/',
    may: ['^lambda/$1/(calls/|core/|ports\\.ts$)', '^lambda/(service|paginator|resource)/', CONTRACT, SDK],
    node: true,
    why: 'It implements the ports of one handler, and does not know the handler.',
  },
  {
    part: '^lambda/([^/]+)/core/',
    may: ['^lambda/$1/core/', '^lambda/resource/', CONTRACT],
    node: false,
    why: 'The core is pure: no SDK, no clock, no environment.',
  },
  {
    part: '^lambda/([^/]+)/index\\.ts$',
    may: ['^lambda/($1|resource|service)/', CONTRACT],
    node: false,
    why: 'The composition root only puts together.',
  },
  {
    part: '^lambda/([^/]+)/',
    may: ['^lambda/$1/(?!calls/)', '^lambda/resource/', CONTRACT],
    node: true,
    why: 'Tests give a handler its ports, not a mocked SDK.',
  },
  {
    part: '^cli/terminal/',
    may: ['^cli/terminal/'],
    node: true,
    why: 'Every command talks to a person with it, so it knows none.',
  },
  {
    part: '^cli/(core|report)/',
    may: ['^cli/(core|report)/', '^lambda/(images/core|resource)/', '^cli/terminal/', CONTRACT],
    node: false,
    why: 'What a preview says is pure: no SDK, no CDK, no clock, no environment.',
  },
  {
    part: '^cli/service/',
    may: ['^cli/(service|core)/', '^lambda/', CONTRACT, SDK],
    node: true,
    why: 'Of the command, only it knows the SDK.',
  },
  {
    part: '^cli/assembly/',
    may: ['^cli/(assembly|core)/', '^lambda/(images/core|resource)/', '^cli/terminal/', CDK],
    node: true,
    why: 'Of the command, only it knows the CDK.',
  },
  {
    part: '^cli/',
    may: ['^cli/', '^lambda/(images|resource)/', '^cli/terminal/', CONTRACT],
    node: true,
    why: 'A preview decides with the code of the handler, and tests give it its ports.',
  },
  {
    part: '^bin/',
    may: ['^bin/', '^build/', PACKAGES],
    node: true,
    why: 'An example app uses the library as a user does, by its name.',
  },
  {
    part: '^dev/local-aws/',
    may: ['^dev/local-aws/', '^cli/terminal/', PACKAGES],
    node: true,
    why: 'The local AWS knows nothing of the product.',
  },
  {
    part: '^dev/([^/]+)/core/',
    may: [
      '^dev/[^/]+/core/',
      '^dev/local-aws/(catalogue|environment)\\.ts$',
      '^cli/terminal/',
      '^node_modules/zod/',
    ],
    node: false,
    why: 'What our tools say is pure: no process, no clock, no environment.',
  },
  {
    part: '^dev/([^/]+)/',
    may: ['^dev/($1|local-aws)/', '^(lambda/(service|resource)|cli)/', '^build/', PACKAGES],
    node: true,
    why: 'Our tools use the library as a user does, by its name.',
  },
];

/** The first part that a file belongs to is the one that counts. */
const notEarlier = (index) => parts.slice(0, index).map(({ part }) => part);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Data flows one way.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An arrow that leads nowhere is not checked.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
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
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

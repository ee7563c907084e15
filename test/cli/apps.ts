import { App, type AppProps, Size } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { chosen } from '../../cli/assembly/choose';
import { readAssembly } from '../../cli/assembly/read-assembly';
import { AccessError } from '../../cli/core/access-error';
import { bundlesOf } from '../../cli/core/bundles';
import type { DeployedStack } from '../../cli/core/deployed';
import type { LookupPreview } from '../../cli/core/lookup-preview';
import { lookupsOf, type TemplateLookup } from '../../cli/core/lookups';
import type { SynthesizedStack } from '../../cli/core/stack';
import { readTemplate } from '../../cli/core/template';
import { preview, type PreviewPorts } from '../../cli/preview';
import type { Image } from '../../lambda/images/core/image';
import type { ListRequest } from '../../lambda/images/ports';
import { ComputeType, type IWorkspaceImage, WorkspaceBundle } from '../../lib';
import { NOW } from '../lambda/builders';

export type Define = (app: App) => void;

/** The directory that an app is synthesized to. */
export function synthesized(define: Define, props: AppProps = {}): string {
  const app = new App(props);
  define(app);
  return app.synth().directory;
}

/** A stack of a template, without an app. */
export function aStack(template: object, overrides: Partial<SynthesizedStack> = {}): SynthesizedStack {
  return {
    path: 'Images',
    stackName: 'Images',
    account: ACCOUNT,
    region: 'eu-west-1',
    nestedIn: undefined,
    pathOf: (logicalId) => `Images/${logicalId}`,
    template: readTemplate(template),
    ...overrides,
  };
}

/** The stacks of an app, as the command reads them. */
export function stacksOf(define: Define, props: AppProps = {}): readonly SynthesizedStack[] {
  return chosen(readAssembly(synthesized(define, props)).stacks, []);
}

export const lookupsIn = (define: Define): readonly TemplateLookup[] => stacksOf(define).flatMap(lookupsOf);

/** A bundle of an image, of some hardware. */
export const aBundle = (scope: Construct, image: IWorkspaceImage, id = 'Desktop') =>
  new WorkspaceBundle(scope, id, {
    image,
    computeType: ComputeType.STANDARD,
    rootVolumeSize: Size.gibibytes(80),
    userVolumeSize: Size.gibibytes(50),
  });

/** The paths of the bundles that take their image from each lookup of an app. */
export function bundlesByLookup(define: Define): Readonly<Record<string, readonly string[]>> {
  const stacks = stacksOf(define);
  return Object.fromEntries(
    stacks
      .flatMap(lookupsOf)
      .map((lookup) => [lookup.path, bundlesOf(lookup, stacks).map(({ path }) => path)]),
  );
}

/** A member of a list that must have it. */
export function only<Item>(items: readonly Item[]): Item {
  const [item, ...others] = items;
  if (item === undefined || others.length > 0) {
    throw new Error(`expected one item, got: ${items.length}`);
  }
  return item;
}

export const ACCOUNT = '123456789012';
export const STACK_ID = `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/Images/0f4dd2c0-5ad1-11f0-9d2c-0a1b2c3d4e5f`;

export function aDeployedStack(overrides: Partial<DeployedStack> = {}): DeployedStack {
  return {
    stackId: STACK_ID,
    outputs: new Map(),
    exports: new Set(),
    resources: new Map(),
    hasAllResources: true,
    ...overrides,
  };
}

export interface Aws {
  readonly images?: readonly Image[] | ((request: ListRequest) => readonly Image[]);

  /** By name, or by id for a nested stack. */
  readonly stacks?: Readonly<Record<string, DeployedStack | Error>>;
  readonly account?: string;
}

/** An AWS that has these images and stacks, and keeps what it is asked. */
export function anAws({ images = [], stacks = {}, account = ACCOUNT }: Aws = {}) {
  const asked: string[] = [];
  const listed: ListRequest[] = [];
  const ports: PreviewPorts = {
    defaultRegion: () => Promise.resolve('eu-west-1'),
    caller: (region) => {
      asked.push(`caller in ${region}`);
      return region === 'ap-east-1'
        ? Promise.reject(new AccessError('not valid there'))
        : Promise.resolve({ account, partition: 'aws' });
    },
    findStack: (nameOrId, region, wanted) => {
      asked.push(`${nameOrId} in ${region}, of it ${[...wanted].sort().join(' ')}`);
      const stack = stacks[nameOrId];
      return stack instanceof Error ? Promise.reject(stack) : Promise.resolve(stack);
    },
    listImages: async (request) => {
      listed.push(request);
      return Promise.resolve(typeof images === 'function' ? images(request) : images);
    },
    now: () => NOW,
    onLookup: (path) => {
      asked.push(path);
    },
  };
  return { ports, asked, listed };
}

/** What the command finds out about the lookups of stacks, without --stack. */
export function previewed(
  stacks: readonly SynthesizedStack[],
  ports: PreviewPorts,
): Promise<readonly LookupPreview[]> {
  return preview({ chosen: stacks, all: stacks }, ports);
}

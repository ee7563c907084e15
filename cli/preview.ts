import type { Image } from '../lambda/images/core/image';
import type { Lookup } from '../lambda/images/core/lookup';
import { examine } from '../lambda/images/core/verdict';
import { listRequest } from '../lambda/images/find';
import type { ListRequest } from '../lambda/images/ports';
import { RESOURCE_TYPE as BUNDLE } from '../lib/contract/bundle';
import { RESOURCE_TYPE as LOOKUP } from '../lib/contract/images';
import { AccessError, RoleError } from './core/access-error';
import { answerIds } from './core/answer-ids';
import { bundlesOf, type Export, type TemplateBundle } from './core/bundles';
import { deployedOf, type DeployedStack } from './core/deployed';
import { areSame, failing, type Finding, findingOf, notKnown } from './core/finding';
import type { BundlePreview, LookupPreview } from './core/lookup-preview';
import { lookupsOf, type TemplateLookup } from './core/lookups';
import { readQuery } from './core/read-query';
import { pseudoParameters } from './core/resolve';
import { outermost, type Place, type SynthesizedStack } from './core/stack';
import { NESTED_STACK } from './core/template';

/** What a preview asks AWS for. Each throws an AccessError that says what to do. */
export interface PreviewPorts {
  /** The Region of stacks that name none. */
  readonly defaultRegion: () => Promise<string>;

  /** The account of the credentials, and its partition. */
  readonly caller: (region: string) => Promise<Omit<Place, 'region'>>;

  /**
   * A stack as it is deployed. Undefined if it is not.
   *
   * @param nameOrId Name of a stack, or id of a nested one
   * @param wanted Logical ids that must be found if they are deployed
   */
  readonly findStack: (
    nameOrId: string,
    region: string,
    wanted: readonly string[],
  ) => Promise<DeployedStack | undefined>;

  /** @throws RoleError if the role of a lookup may not be assumed */
  readonly listImages: (request: ListRequest) => Promise<readonly Image[]>;

  /** In milliseconds of the epoch. */
  readonly now: () => number;

  /** Called before a lookup. */
  readonly onLookup: (path: string) => void;
}

/** The stacks of an app. */
export interface App {
  /** Those whose lookups are previewed. */
  readonly chosen: readonly SynthesizedStack[];

  /** All, which may have bundles of those lookups. */
  readonly all: readonly SynthesizedStack[];
}

/** Run the lookups of stacks as a deployment would, and compare with what is deployed. */
export async function preview(app: App, ports: PreviewPorts): Promise<readonly LookupPreview[]> {
  const session = new Session(app, ports);
  const previews: LookupPreview[] = [];
  for (const lookup of app.chosen.flatMap(lookupsOf)) {
    ports.onLookup(lookup.path);
    previews.push(await session.preview(lookup));
  }
  return previews;
}

/** Asks AWS once for whatever several lookups need. */
class Session {
  private readonly placeOf: (stack: SynthesizedStack) => Promise<Place>;
  private readonly deployedStack: (stack: SynthesizedStack) => Promise<DeployedStack | undefined>;
  private readonly listImages: PreviewPorts['listImages'];

  constructor(
    private readonly app: App,
    private readonly ports: PreviewPorts,
  ) {
    const caller = memoized((region: string) => region, ports.caller);
    this.placeOf = memoized(outermost, (stack) => findPlace(stack, { ...ports, caller }));
    this.deployedStack = memoized(
      (stack) => stack,
      (stack) => this.findStack(stack),
    );
    this.listImages = memoized(
      // The name of the stack is only told to a role that is assumed.
      ({ stack: { account, region }, ...request }) => JSON.stringify([account, region, request]),
      (request) => ports.listImages(request),
    );
  }

  public async preview(lookup: TemplateLookup): Promise<LookupPreview> {
    const place = await orError(() => this.placeOf(lookup.stack));
    if (place instanceof AccessError) {
      return { lookup, place: undefined, finding: untold(place), bundles: [] };
    }
    const stack = await orError(() => this.deployedStack(lookup.stack));
    if (stack instanceof AccessError) {
      return { lookup, place, finding: untold(stack), bundles: [] };
    }
    const finding = await this.find(lookup, place, stack);
    return { lookup, place, finding, bundles: await this.bundles(lookup, finding) };
  }

  private async find(
    template: TemplateLookup,
    place: Place,
    deployedStack: DeployedStack | undefined,
  ): Promise<Finding> {
    const { stack, first } = template;
    const deployed = deployedOf(template, deployedStack);
    const stackName = stack.nestedIn === undefined ? stack.stackName : undefined;
    const reading = readQuery(first.properties, pseudoParameters(place, stackName));
    const known = { deployed, tokens: reading.tokens };
    switch (reading.kind) {
      case 'newer version':
        return { ...known, result: 'error', reason: reading.reason };
      case 'not known':
        return notKnown(reading.reason, known);
      case 'invalid':
        return failing(reading.reason, known);
      case 'known': {
        const ids = answerIds(template, place, deployedStack?.stackId);
        const lookup: Lookup = { query: reading.query, ids, isRollback: false };
        const listed = await orError(() => this.listImages(listRequest(lookup)));
        if (listed instanceof RoleError) {
          return notKnown(listed.message, known);
        }
        if (listed instanceof AccessError) {
          return { ...known, result: 'error', reason: listed.message };
        }
        const judged = examine(listed, reading.query, new Date(this.ports.now()));
        return findingOf(lookup, judged, { ...known, listed });
      }
    }
  }

  /** Those that would take another image than now, and those that import what would change. */
  private async bundles(lookup: TemplateLookup, finding: Finding): Promise<readonly BundlePreview[]> {
    const { result, now, deployed } = finding;
    if ((result !== 'new' && result !== 'change') || now === undefined) {
      return [];
    }
    const images = typeof deployed?.images === 'object' ? deployed.images : undefined;
    const keepsImage = ({ index, imported }: TemplateBundle) =>
      images !== undefined &&
      // An export has the ids of all images.
      (imported === undefined
        ? index !== 'not known' && images[index]?.imageId === now.selected[index]?.ImageId
        : areSame(images, now.selected));
    const previews: BundlePreview[] = [];
    for (const bundle of bundlesOf(lookup, this.app.all).filter((bundle) => !keepsImage(bundle))) {
      const isKnown = images !== undefined && bundle.index !== 'not known';
      previews.push(await this.bundle(bundle, isKnown ? 'swap' : 'may-swap'));
    }
    return previews;
  }

  private async bundle(bundle: TemplateBundle, ifDeployed: 'swap' | 'may-swap'): Promise<BundlePreview> {
    const stack = await orError(() => this.deployedStack(bundle.stack));
    if (stack instanceof AccessError) {
      const isChosen = this.app.chosen.includes(bundle.stack);
      return { bundle, result: isChosen ? 'error' : 'not-known', reason: stack.message };
    }
    if (stack?.resources.has(bundle.logicalId) !== true) {
      return { bundle, result: 'make' };
    }
    const { imported } = bundle;
    const isRefused = imported !== undefined && (await this.mayBeExported(imported));
    return { bundle, result: isRefused ? 'refuse' : ifDeployed };
  }

  /** Nothing imports what is not exported yet. */
  private async mayBeExported({ stack, name }: Export): Promise<boolean> {
    const exporter = await orError(() => this.deployedStack(stack));
    if (exporter instanceof AccessError) {
      return true;
    }
    return exporter !== undefined && (typeof name !== 'string' || exporter.exports.has(name));
  }

  private async findStack(stack: SynthesizedStack): Promise<DeployedStack | undefined> {
    const { region } = await this.placeOf(stack);
    const { nestedIn, template, stackName } = stack;
    const nameOrId =
      nestedIn === undefined
        ? stackName
        : (await this.deployedStack(nestedIn.stack))?.resources.get(nestedIn.logicalId);
    const wanted = [...template.resources].flatMap(([logicalId, { type }]) =>
      [LOOKUP, BUNDLE, NESTED_STACK].includes(type) ? [logicalId] : [],
    );
    return nameOrId === undefined ? undefined : this.ports.findStack(nameOrId, region, wanted);
  }
}

async function findPlace(
  { account: named, region: namedRegion }: SynthesizedStack,
  { defaultRegion, caller }: PreviewPorts,
): Promise<Place> {
  const region = namedRegion ?? (await defaultRegion());
  const { account, partition } = await caller(region);
  if (named !== undefined && named !== account) {
    throw new AccessError(
      `the credentials are of account ${account}, and the stack is in ${named}: use credentials of that account, or ` +
        'leave the stack out with --stack',
    );
  }
  return { account, region, partition };
}

function untold({ message }: AccessError): Finding {
  return { result: 'error', reason: message, tokens: [] };
}

async function orError<Answer>(ask: () => Promise<Answer>): Promise<Answer | AccessError> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AccessError) {
      return error;
    }
    throw error;
  }
}

/** Ask once for each key, failures included. */
function memoized<Question, Answer>(
  keyOf: (question: Question) => unknown,
  ask: (question: Question) => Promise<Answer>,
): (question: Question) => Promise<Answer> {
  const answers = new Map<unknown, Promise<Answer>>();
  return (question) => {
    const key = keyOf(question);
    const answer = answers.get(key) ?? ask(question);
    answers.set(key, answer);
    return answer;
  };
}

import { examine } from '../lambda/images/core/examine';
import type { Image } from '../lambda/images/core/image';
import type { Lookup } from '../lambda/images/core/lookup';
import { listRequest } from '../lambda/images/find';
import type { ListRequest } from '../lambda/images/ports';
import { RESOURCE_TYPE as BUNDLE } from '../lib/contract/bundle';
import { RESOURCE_TYPE as LOOKUP } from '../lib/contract/images';
import { AccessError } from './core/access-error';
import { bundlesOf } from './core/bundles';
import { deployedOf, type DeployedStack } from './core/deployed';
import { type Finding, findingOf } from './core/finding';
import { idsOf } from './core/ids';
import type { BundlePreview, LookupPreview, Place } from './core/lookup-preview';
import { lookupsOf, type TemplateLookup } from './core/lookups';
import { readQuery } from './core/read-query';
import { pseudoParameters } from './core/resolve';
import { outermost, type SynthesizedStack } from './core/stack';

/** What a preview asks AWS for. Each throws an AccessError that says what to do. */
export interface PreviewPorts {
  /** The Region of stacks that name none. */
  readonly defaultRegion: () => Promise<string>;

  /** The account of the credentials. */
  readonly callerAccount: (region: string) => Promise<string>;

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
  readonly listImages: (request: ListRequest) => Promise<readonly Image[]>;

  /** In milliseconds of the epoch. */
  readonly now: () => number;

  /** Called before a lookup. */
  readonly onLookup: (path: string) => void;
}

const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** Run the lookups of stacks as a deployment would, and compare with what is deployed. */
export async function preview(
  stacks: readonly SynthesizedStack[],
  ports: PreviewPorts,
): Promise<readonly LookupPreview[]> {
  const session = new Session(stacks, ports);
  const previews: LookupPreview[] = [];
  for (const lookup of stacks.flatMap(lookupsOf)) {
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
    private readonly stacks: readonly SynthesizedStack[],
    private readonly ports: PreviewPorts,
  ) {
    this.placeOf = memoized(outermost, (stack) => findPlace(stack, ports));
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
    let place: Place | undefined;
    try {
      place = await this.placeOf(lookup.stack);
      const finding = await this.find(lookup, place);
      return { lookup, place, finding, bundles: await this.bundles(lookup, finding) };
    } catch (error) {
      if (!(error instanceof AccessError)) {
        throw error;
      }
      const finding: Finding = { result: 'error', reason: error.message, hasNewer: false, tokens: [] };
      return { lookup, place, finding, bundles: [] };
    }
  }

  private async find(template: TemplateLookup, place: Place): Promise<Finding> {
    const { stack, first, condition } = template;
    const deployedStack = await this.deployedStack(stack);
    const deployed = deployedOf(template, deployedStack);
    const untold = { deployed, hasNewer: false, tokens: [] };
    if (condition !== undefined) {
      return {
        ...untold,
        result: 'not known',
        reason: `it is made only if the condition ${condition} holds`,
      };
    }
    const stackName = stack.nestedIn === undefined ? stack.stackName : undefined;
    const reading = readQuery(first.properties, pseudoParameters(place.account, place.region, stackName));
    switch (reading.kind) {
      case 'not known':
        return { ...untold, result: 'not known', reason: reading.reason };
      case 'invalid':
        return { ...untold, result: deployed.isPinned ? 'pinned' : 'fail', reason: reading.reason };
      case 'known': {
        const { query, tokens } = reading;
        const ids = idsOf(template, place, deployedStack?.stackId);
        const lookup: Lookup = { query, ids, isRollback: false };
        const listed = await this.listImages(listRequest(lookup));
        const judged = examine(listed, query, new Date(this.ports.now()));
        return findingOf(lookup, judged, { listed, deployed, tokens });
      }
    }
  }

  private async bundles(lookup: TemplateLookup, finding: Finding): Promise<readonly BundlePreview[]> {
    const { result, now, deployed } = finding;
    const newest = now?.selected[0]?.ImageId;
    const isReadable = typeof deployed?.images === 'object';
    const current = isReadable ? deployed.images[0]?.imageId : undefined;
    if ((result !== 'new' && result !== 'change') || newest === undefined || newest === current) {
      return [];
    }
    return Promise.all(
      bundlesOf(lookup, this.stacks).map(async (bundle) => {
        const exists = (await this.deployedStack(bundle.stack))?.resources.has(bundle.logicalId) === true;
        return { bundle, result: exists ? (isReadable ? 'swap' : 'may swap') : 'make' };
      }),
    );
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
  { account, region: named }: SynthesizedStack,
  { defaultRegion, callerAccount }: PreviewPorts,
): Promise<Place> {
  const region = named ?? (await defaultRegion());
  const caller = await callerAccount(region);
  if (account !== undefined && account !== caller) {
    throw new AccessError(
      `the credentials are of account ${caller}, and the stack is in ${account}: use credentials of that account, or ` +
        'leave the stack out with --stack',
    );
  }
  return { account: caller, region };
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

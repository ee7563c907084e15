import { SERVICE_PROPERTIES } from '../../lib/contract/schema';
import type { CloudFormation, Properties } from './cloudformation';
import type { CloudFormationResponse } from './framework';
import { type Attributes, type TextExpression, textOf } from './template-values';

/** A custom resource of a template. Each property is a text, or an attribute of a resource before it. */
export interface StackResource {
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What became of a resource. */
export interface StackEvent {
  readonly logicalId: string;
  readonly status: 'created' | 'failed' | 'cancelled' | 'deleted' | 'not deleted';
  readonly reason: string;
}

interface Created {
  readonly logicalId: string;
  readonly resource: CloudFormation;
  readonly attributes: Attributes;
}

/** CloudFormation's way with the custom resources that a deployment adds to a stack. */
export class Stack {
  private events: StackEvent[] = [];
  private created: readonly Created[] = [];

  /** @param newResource Makes a resource, which is not created yet */
  constructor(private readonly newResource: (logicalId: string) => CloudFormation) {}

  /**
   * Create resources, one after another. If one fails, delete all that were created, the last one first.
   *
   * @param otherFailure Is settled when a resource fails that is not among them, which cancels the one that is under way
   * @returns what happened, in order
   */
  public async deploy(
    resources: readonly StackResource[],
    otherFailure = new Promise<void>(() => undefined),
  ): Promise<readonly StackEvent[]> {
    this.events = [];
    for (const each of resources) {
      if (!(await this.create(each, otherFailure))) {
        await this.rollBack();
        break;
      }
    }
    return this.events;
  }

  /** The attributes of a resource that is there. */
  public attributesOf(logicalId: string): Attributes | undefined {
    return this.created.find((each) => each.logicalId === logicalId)?.attributes;
  }

  private async create(
    { logicalId, properties }: StackResource,
    otherFailure: Promise<void>,
  ): Promise<boolean> {
    const resource = this.newResource(logicalId);
    const resolved = this.resolve(properties);
    const creation = resource.create(resolved);
    const response = (await Promise.race([creation, otherFailure])) ?? undefined;
    if (response === undefined) {
      this.events.push({ logicalId, status: 'cancelled', reason: 'Resource creation cancelled' });
      this.tellDeletion(logicalId, await resource.cancel(resolved));
      // Its polls go on, and nobody waits for them.
      await creation;
      return false;
    }
    if (response.Status === 'FAILED') {
      this.events.push({ logicalId, status: 'failed', reason: response.Reason });
      this.tellDeletion(logicalId, resource.exchanges.at(-1)?.response);
      return false;
    }
    this.events.push({ logicalId, status: 'created', reason: '' });
    this.created = [...this.created, { logicalId, resource, attributes: textsOf(response) }];
    return true;
  }

  private async rollBack(): Promise<void> {
    for (const { logicalId, resource } of [...this.created].reverse()) {
      this.tellDeletion(logicalId, await resource.delete());
    }
    this.created = [];
  }

  private tellDeletion(logicalId: string, response: CloudFormationResponse | undefined): void {
    const status = response?.Status === 'SUCCESS' ? 'deleted' : 'not deleted';
    this.events.push({ logicalId, status, reason: response?.Reason ?? '' });
  }

  private resolve(properties: StackResource['properties']): Properties {
    const attributes = new Map(this.created.map((each) => [each.logicalId, each.attributes]));
    const ours = Object.entries(properties).filter(([name]) => !SERVICE_PROPERTIES.includes(name));
    return Object.fromEntries(
      ours.map(([name, value]) => [name, textOf(value as TextExpression, attributes)]),
    );
  }
}

function textsOf({ Data = {} }: CloudFormationResponse): Attributes {
  return Object.fromEntries(Object.entries(Data).map(([name, value]) => [name, String(value)]));
}

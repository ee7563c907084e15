import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { responseUrl } from '../secrets';
import type { CloudFormationEvent, CloudFormationResponse, Handler, Waiter } from './framework';
import { framework, inventedId } from './framework';
import type { Lambda } from './lambda';

export type Properties = Readonly<Record<string, unknown>>;

/** The id that an Update carries when it rolls back a finished replacement. AWS does not say which. */
export type RollbackId = 'the new id' | 'the old id';

/** How often Lambda runs the framework for one event. Asynchronous invocations may arrive more than once. */
export interface Delivery {
  readonly times: number;
  readonly isAtOnce: boolean;
}

type Send = (event: CloudFormationEvent) => Promise<CloudFormationResponse>;

const COMMON = {
  ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:Images-Framework',
  StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/Images/6e1d2a40-8c2b-11f0-9d3a-0a1b2c3d4e5f',
  ResourceType: 'Custom::WorkspaceImages',
};

type EventOf<Type> = Omit<
  Extract<CloudFormationEvent, { RequestType: Type }>,
  keyof typeof COMMON | 'RequestId' | 'ResponseURL'
>;
type Request = EventOf<'Create'> | EventOf<'Update'> | EventOf<'Delete'>;

/** One resource of a stack, as CloudFormation keeps it: sends the documented sequences, and keeps all answers. */
export class CloudFormation {
  /** What the handler was sent, and what CloudFormation was told, in order. */
  public readonly exchanges: {
    readonly event: CloudFormationEvent;
    readonly response: CloudFormationResponse;
  }[] = [];

  /** How each event is delivered. Its first answer counts, and the others must be alike. */
  public delivery: Delivery = { times: 1, isAtOnce: false };

  /** A framework for each copy of an event, which tells its answer from those of the others. */
  private readonly senders: Send[];
  private readonly newSender: () => Send;
  private isCancelled = false;
  private physicalId: string | undefined;
  private properties: Properties = {};

  constructor(
    handler: Handler,
    private readonly logicalId = 'GoldenImages3C137A5C5dfd1744',
    waiter?: Waiter,
    lambda?: Lambda,
  ) {
    this.newSender = () => framework(handler, waiter, lambda);
    this.senders = [this.newSender()];
  }

  /** Create the resource. Delete one that failed, under the id of the failure. */
  public async create(properties: Properties): Promise<CloudFormationResponse> {
    const response = await this.exchange({ RequestType: 'Create', ...this.resource(properties) });
    if (response.Status === 'SUCCESS') {
      this.physicalId = response.PhysicalResourceId;
      this.properties = properties;
    } else if (!this.isCancelled) {
      await this.delete(response.PhysicalResourceId, properties);
    }
    return response;
  }

  /** Delete the resource before its Create is answered, since another resource has failed. No answer counts any more. */
  public async cancel(properties: Properties): Promise<CloudFormationResponse> {
    this.isCancelled = true;
    return this.delete(inventedId(this.logicalId), properties);
  }

  /**
   * Update the resource, as a changed value of a token does. If that fails, update it back.
   *
   * @param beforeRollback What happens before it is updated back
   */
  public async update(
    properties: Properties,
    beforeRollback: () => void = () => undefined,
  ): Promise<CloudFormationResponse> {
    const [oldId, oldProperties] = [this.requireId(), this.properties];
    const response = await this.sendUpdate(properties, oldProperties, oldId);
    if (response.Status === 'FAILED') {
      beforeRollback();
      await this.sendUpdate(oldProperties, properties, oldId);
      return response;
    }
    await this.replace(oldId, response.PhysicalResourceId, properties);
    return response;
  }

  /**
   * Update the resource. Then another resource of the stack fails, and all is updated back.
   *
   * @param beforeRollback What happens before it is updated back
   */
  public async updateAndRollback(
    properties: Properties,
    carries: RollbackId,
    beforeRollback: () => void = () => undefined,
  ): Promise<CloudFormationResponse> {
    const [oldId, oldProperties] = [this.requireId(), this.properties];
    const { PhysicalResourceId: newId } = await this.sendUpdate(properties, oldProperties, oldId);
    beforeRollback();
    const response = await this.sendUpdate(
      oldProperties,
      properties,
      carries === 'the new id' ? newId : oldId,
    );
    if (response.Status === 'SUCCESS') {
      await this.replace(newId, response.PhysicalResourceId, oldProperties);
    }
    return response;
  }

  /**
   * Update the resource. Another one fails before this Update is answered, so it is updated back, and only the answer to
   * that counts.
   *
   * @param otherFailure When the other one fails
   */
  public async updateAndCancel(
    properties: Properties,
    otherFailure: Promise<unknown>,
  ): Promise<CloudFormationResponse> {
    const [oldId, oldProperties] = [this.requireId(), this.properties];
    const cancelled = this.sendUpdate(properties, oldProperties, oldId);
    await otherFailure;
    const response = await this.sendUpdate(oldProperties, properties, oldId);
    await cancelled;
    return response;
  }

  /** Update the resource back, as CloudFormation does before an Update is answered that it has cancelled. */
  public async sendBack(
    properties: Properties,
    cancelled: Properties,
    physicalId = this.requireId(),
  ): Promise<CloudFormationResponse> {
    return this.sendUpdate(properties, cancelled, physicalId);
  }

  /** Delete the resource, or the one with another id. */
  public async delete(
    physicalId = this.requireId(),
    properties = this.properties,
  ): Promise<CloudFormationResponse> {
    return this.exchange({
      RequestType: 'Delete',
      PhysicalResourceId: physicalId,
      ...this.resource(properties),
    });
  }

  /** Send the last event once more. Lambda's asynchronous invocations may arrive twice. */
  public async repeat(): Promise<CloudFormationResponse> {
    const last = this.exchanges.at(-1);
    if (last === undefined) {
      throw new Error('nothing was sent yet');
    }
    return this.send(last.event, 0);
  }

  private async sendUpdate(properties: Properties, oldProperties: Properties, physicalId: string) {
    return this.exchange({
      RequestType: 'Update',
      PhysicalResourceId: physicalId,
      OldResourceProperties: asReceived(oldProperties),
      ...this.resource(properties),
    });
  }

  /** Another id means another resource. The old one is deleted when all is done. */
  private async replace(oldId: string, newId: string, properties: Properties): Promise<void> {
    if (newId !== oldId) {
      await this.delete(oldId);
    }
    this.physicalId = newId;
    this.properties = properties;
  }

  private async exchange(request: Request): Promise<CloudFormationResponse> {
    const RequestId = randomUUID();
    const event: CloudFormationEvent = {
      ...COMMON,
      RequestId,
      ResponseURL: responseUrl(RequestId),
      ...request,
    };
    const response = await this.deliver(event);
    this.exchanges.push({ event, response });
    return response;
  }

  private async deliver(event: CloudFormationEvent): Promise<CloudFormationResponse> {
    const { times, isAtOnce } = this.delivery;
    const first = this.send(event, 0);
    const copies = [first];
    for (let copy = 1; copy < times; copy++) {
      if (!isAtOnce) {
        await copies.at(-1);
      }
      copies.push(this.send(event, copy));
    }
    const [response, ...others] = await Promise.all(copies);
    const unlike = others.find((other) => !isAlike(other, response));
    if (unlike !== undefined) {
      throw new Error(`copies were answered differently: ${JSON.stringify([response, unlike])}`);
    }
    return first;
  }

  private async send(event: CloudFormationEvent, copy: number): Promise<CloudFormationResponse> {
    const sender = (this.senders[copy] ??= this.newSender());
    return sender(event);
  }

  private resource(properties: Properties) {
    return { LogicalResourceId: this.logicalId, ResourceProperties: asReceived(properties) };
  }

  private requireId(): string {
    if (this.physicalId === undefined) {
      throw new Error('the resource was not created yet');
    }
    return this.physicalId;
  }
}

/** Whether CloudFormation would go on in the same way. The reasons may tell of different times. */
function isAlike(one: CloudFormationResponse, other: CloudFormationResponse | undefined): boolean {
  return isDeepStrictEqual({ ...one, Reason: '' }, { ...other, Reason: '' });
}

/** Properties as they arrive: none that is left out, every scalar is text, and CloudFormation adds its own. */
function asReceived(properties: Properties) {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, asText(value)])),
    ServiceToken: COMMON.ServiceToken,
    ServiceTimeout: '900',
  };
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(asText);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asText(item)]))
    : String(value);
}

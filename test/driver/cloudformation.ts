import { randomUUID } from 'node:crypto';
import { responseUrl } from '../secrets';
import type { CloudFormationEvent, CloudFormationResponse, Handler, Waiter } from './framework';
import { framework } from './framework';
import type { Lambda } from './lambda';

export type Properties = Readonly<Record<string, unknown>>;

/** The id that an Update carries when it rolls back a finished replacement. AWS does not say which. */
export type RollbackId = 'the new id' | 'the old id';

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

  private readonly send: (event: CloudFormationEvent) => Promise<CloudFormationResponse>;
  private physicalId: string | undefined;
  private properties: Properties = {};

  constructor(
    handler: Handler,
    private readonly logicalId = 'GoldenImages3C137A5C5dfd1744',
    waiter?: Waiter,
    lambda?: Lambda,
  ) {
    this.send = framework(handler, waiter, lambda);
  }

  /** Create the resource. Delete one that failed, under the id of the failure. */
  public async create(properties: Properties): Promise<CloudFormationResponse> {
    const response = await this.exchange({ RequestType: 'Create', ...this.resource(properties) });
    if (response.Status === 'SUCCESS') {
      this.physicalId = response.PhysicalResourceId;
      this.properties = properties;
    } else {
      await this.delete(response.PhysicalResourceId, properties);
    }
    return response;
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

  /** Update the resource. Then another resource of the stack fails, and all is updated back. */
  public async updateAndRollback(
    properties: Properties,
    carries: RollbackId,
  ): Promise<CloudFormationResponse> {
    const [oldId, oldProperties] = [this.requireId(), this.properties];
    const { PhysicalResourceId: newId } = await this.sendUpdate(properties, oldProperties, oldId);
    const response = await this.sendUpdate(
      oldProperties,
      properties,
      carries === 'the new id' ? newId : oldId,
    );
    await this.replace(newId, response.PhysicalResourceId, oldProperties);
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
    return this.send(last.event);
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
    const response = await this.send(event);
    this.exchanges.push({ event, response });
    return response;
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

/** Properties as they arrive: every scalar is text, and CloudFormation adds its own. */
function asReceived(properties: Properties) {
  return {
    ...Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, asText(value)])),
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

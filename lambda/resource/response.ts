import { bisectLast } from './bisect';

/**
 * Bytes that a response may have. CloudFormation takes 4,096, and 32 are left for what a later framework may add.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export const RESPONSE_LIMIT = 4_064;

/** The data of a response: by attribute name, text only. */
export type Attributes = Readonly<Record<string, string>>;

/** The ids in a response. */
export interface ResourceIds {
  readonly StackId: string;
  readonly RequestId: string;
  readonly PhysicalResourceId: string;
  readonly LogicalResourceId: string;
}

/** Where a stack is. */
export interface StackPlace {
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/** Read a stack's id: `arn:aws:cloudformation:<region>:<account>:stack/<name>/<id>`. */
export function stackOf({ StackId }: Pick<ResourceIds, 'StackId'>): StackPlace {
  const [, , , region = '', account = '', resource = ''] = StackId.split(':');
  const [, name = StackId] = resource.split('/');
  return { region, account, name };
}

export function successBytes(ids: ResourceIds, data: Attributes): number {
  return jsonBytes({ Status: 'SUCCESS', Reason: 'SUCCESS', ...ids, Data: data });
}

/** Cut a reason to the room that a response has for it and its ending. */
export function fitReason(reason: string, ending: string, ids: ResourceIds): string {
  const fits = (text: string) => failureBytes(ids, text + ending) <= RESPONSE_LIMIT;
  const cut = (length: number) => `${reason.slice(0, length)}…`;
  return fits(reason)
    ? reason + ending
    : cut(bisectLast(reason.length, (length) => fits(cut(length)))) + ending;
}

function failureBytes(ids: ResourceIds, reason: string): number {
  return jsonBytes({ Status: 'FAILED', Reason: reason, ...ids });
}

function jsonBytes(response: unknown): number {
  return Buffer.byteLength(JSON.stringify(response));
}

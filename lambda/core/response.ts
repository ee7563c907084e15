import type { Query } from '../../lib/contract/query';
import type { Image } from './image';
import { count } from './sentence';
import { type Attributes, summarise } from './summarise';

/**
 * Bytes that a response may have: CloudFormation takes 4,096, and 32 are left for what a framework to come may add.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export const RESPONSE_LIMIT = 4_064;

/** What a response holds beside status, reason and data. */
export interface Envelope {
  readonly StackId: string;
  readonly RequestId: string;
  readonly PhysicalResourceId: string;
  readonly LogicalResourceId: string;
}

/** Of `arn:aws:cloudformation:<region>:<account>:stack/<name>/<id>`, the name. */
export function stackNameOf({ StackId }: Pick<Envelope, 'StackId'>): string {
  return StackId.split('/')[1] ?? StackId;
}

/**
 * Characters that an export may have.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const EXPORT_LIMIT = 1_024;

/**
 * Why the images don't fit where the answer goes; undefined where they do.
 *
 * @param more Attributes beside those of the images
 */
export function judgeSize(
  images: readonly Image[],
  matching: number,
  query: Query,
  envelope: Envelope,
  more: Attributes = {},
): string | undefined {
  const { fields, isExported } = query;
  const inResponse: Room = {
    limit: RESPONSE_LIMIT,
    unit: "bytes in CloudFormation's response",
    advice: fields.length === 0 ? '' : ', or ask for fewer fields',
    sizeOf: (kept) => successBytes(envelope, { ...summarise(kept, fields), ...more }),
  };
  const inExport: Room = {
    limit: EXPORT_LIMIT,
    unit: 'characters in an export',
    advice: ', or share them by parameters or weak references',
    sizeOf: (kept) => Math.max(...Object.values(summarise(kept, [])).map(({ length }) => length)),
  };
  return (
    judgeRoom(images, matching, query, inResponse) ??
    (isExported ? judgeRoom(images, matching, query, inExport) : undefined)
  );
}

/** A place that holds so much. */
interface Room {
  readonly limit: number;
  readonly unit: string;
  readonly advice: string;
  readonly sizeOf: (images: readonly Image[]) => number;
}

function judgeRoom(
  images: readonly Image[],
  matching: number,
  { imageType, imageIds, ownerAccountIds }: Query,
  { limit, unit, advice, sizeOf }: Room,
): string | undefined {
  const size = sizeOf(images);
  if (size <= limit) {
    return undefined;
  }
  const fitting = lastIndexWhere(images.length, (kept) => sizeOf(images.slice(0, kept)) <= limit);
  const isAnyones = imageType !== 'OWNED' && imageIds.length === 0 && ownerAccountIds.length === 0;
  return (
    `${count(matching, 'image')} match, and the ${images.length} selected need ${size} ${unit}, which has room for ` +
    `${limit}, or the ${fitting} newest: ${isAnyones ? 'name ownerAccountIds and ' : ''}set mostRecent to ${fitting} or ` +
    `less, narrow the filters${advice}`
  );
}

/** A reason cut to what a response has room for. */
export function fitReason(reason: string, ending: string, envelope: Envelope): string {
  const fits = (text: string) => failureBytes(envelope, text + ending) <= RESPONSE_LIMIT;
  const kept = (length: number) => `${reason.slice(0, length)}…`;
  return fits(reason)
    ? reason + ending
    : kept(lastIndexWhere(reason.length, (length) => fits(kept(length)))) + ending;
}

function successBytes(envelope: Envelope, data: Attributes): number {
  return jsonBytes({ Status: 'SUCCESS', Reason: 'SUCCESS', ...envelope, Data: data });
}

function failureBytes(envelope: Envelope, reason: string): number {
  return jsonBytes({ Status: 'FAILED', Reason: reason, ...envelope });
}

function jsonBytes(response: unknown): number {
  return Buffer.byteLength(JSON.stringify(response));
}

/** The greatest number up to a limit for which a condition holds that, once false, stays false. */
function lastIndexWhere(limit: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

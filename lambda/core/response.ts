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

/** Why the images don't fit a response, by numbers; undefined where they do. */
export function judgeSize(
  images: readonly Image[],
  matching: number,
  query: Query,
  envelope: Envelope,
): string | undefined {
  const { fields, imageType, imageIds, ownerAccountIds } = query;
  const bytesOf = (kept: number) => successBytes(envelope, summarise(images.slice(0, kept), fields));
  const bytes = bytesOf(images.length);
  if (bytes <= RESPONSE_LIMIT) {
    return undefined;
  }
  const fitting = lastIndexWhere(images.length, (kept) => bytesOf(kept) <= RESPONSE_LIMIT);
  const isAnyones = imageType !== 'OWNED' && imageIds.length === 0 && ownerAccountIds.length === 0;
  const owners = isAnyones ? 'name ownerAccountIds and ' : '';
  return (
    `${count(matching, 'image')} match, and the ${images.length} selected need ${bytes} bytes in CloudFormation's response, ` +
    `which has room for ${RESPONSE_LIMIT}, or the ${fitting} newest: ${owners}set mostRecent to ${fitting} or less, narrow the filters` +
    (fields.length === 0 ? '' : ', or ask for fewer fields')
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

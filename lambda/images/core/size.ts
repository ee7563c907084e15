import { ATTRIBUTES, trustsAnyOwner } from '../../../lib/contract/images';
import { bisectLast } from '../../resource/bisect';
import { RESPONSE_LIMIT, successBytes } from '../../resource/response';
import { count } from '../../resource/sentence';
import type { Image } from './image';
import type { Lookup } from './lookup';
import { manifestAttributes, manifestKey } from './manifest';
import { handOver, imageAttributes } from './summarise';

/**
 * Characters that an export may have.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const EXPORT_LIMIT = 1_024;

/** At the slowest pace, a call in ten seconds, this many are read within a poll. */
export const MOST_WATCHED = 1_000;

const ANY_SHA256 = '0'.repeat(64);
const ANY_INSTANT = new Date(0);

/** A limit on the size of an answer. */
interface Room {
  readonly limit: number;
  readonly unit: string;
  readonly advice: readonly string[];
  readonly sizeOf: (images: readonly Image[]) => number;
}

/** Why the answer does not fit where it goes, or undefined if it fits. The number that is named fits everywhere. */
export function judgeAnswerSize(
  images: readonly Image[],
  matching: number,
  lookup: Lookup,
): string | undefined {
  const rooms = answerRooms(lookup);
  const fitting = newestThatFit(images, rooms).length;
  const full = rooms.find(({ sizeOf, limit }) => sizeOf(images.slice(0, fitting + 1)) > limit);
  return full === undefined
    ? undefined
    : `${count(matching, 'image')} match, and the ${images.length} selected need ${full.sizeOf(images)} ${full.unit}, ` +
        `where ${full.limit} fit: ${alternatives(fitting, lookup, full.advice)}`;
}

/** Why a wait cannot watch the images, or undefined if it can. */
export function judgeWatchSize(images: readonly Image[], lookup: Lookup): string | undefined {
  const { handOverAfter } = lookup.query;
  const fitting =
    handOverAfter === undefined ? images.length : newestThatFit(images, [handOverRoom(lookup)]).length;
  const most = Math.min(fitting, MOST_WATCHED);
  if (images.length <= most) {
    return undefined;
  }
  const wait = most < MOST_WATCHED ? 'a wait of more than one custom resource' : 'a wait';
  return `${count(images.length, 'image')} are selected, and ${wait} can watch ${most} of them: ${alternatives(most, lookup)}`;
}

/** What a rollback answers with. */
export function newestThatFitAnswer(images: readonly Image[], lookup: Lookup): readonly Image[] {
  const { handOverAfter } = lookup.query;
  return newestThatFit(images, handOverAfter === undefined ? answerRooms(lookup) : [handOverRoom(lookup)]);
}

function newestThatFit(images: readonly Image[], rooms: readonly Room[]): readonly Image[] {
  const fits = (kept: number) => rooms.every(({ sizeOf, limit }) => sizeOf(images.slice(0, kept)) <= limit);
  return images.slice(0, bisectLast(images.length, fits));
}

function answerRooms(lookup: Lookup): readonly Room[] {
  const { ids, query } = lookup;
  const { manifestBucket, fields } = query;
  const manifest =
    manifestBucket === undefined
      ? {}
      : manifestAttributes(manifestBucket, manifestKey(ids, ANY_SHA256), ANY_SHA256);
  const inResponse: Room = {
    limit: RESPONSE_LIMIT,
    unit: "bytes in CloudFormation's response",
    advice: fields.length === 0 ? [] : ['ask for fewer fields'],
    sizeOf: (images) => successBytes(ids, { ...imageAttributes(images, lookup), ...manifest }),
  };
  const inExport: Room = {
    limit: EXPORT_LIMIT,
    unit: 'characters in an export',
    advice: ['share them by parameters or weak references'],
    sizeOf: (images) => {
      const attributes = imageAttributes(images, lookup);
      return Math.max(...Object.values(ATTRIBUTES).map((name) => attributes[name]?.length ?? 0));
    },
  };
  return query.exportPrefix === undefined ? [inResponse] : [inResponse, inExport];
}

function handOverRoom({ ids }: Lookup): Room {
  return {
    limit: RESPONSE_LIMIT,
    unit: "bytes in CloudFormation's response",
    advice: [],
    sizeOf: (images) =>
      successBytes(
        ids,
        handOver(
          ANY_INSTANT,
          images.map(({ ImageId }) => ImageId),
        ),
      ),
  };
}

/** What a person can do: `a, b, or c`. */
function alternatives(most: number, { query }: Lookup, more: readonly string[] = []): string {
  const owners = trustsAnyOwner(query) ? 'name ownerAccountIds and ' : '';
  const all = [`${owners}set mostRecent to ${most} or less`, 'narrow the filters', ...more];
  return `${all.slice(0, -1).join(', ')}, or ${all.slice(-1).join()}`;
}

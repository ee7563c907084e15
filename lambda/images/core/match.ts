import type { Query } from '../../../lib/contract/images';
import { duration } from '../../resource/sentence';
import { type Image, isUpdateAvailable } from './image';
import { matchesWildcard } from './wildcard';

/** A condition on an image, and what a person would say of the images that pass it. */
interface Filter {
  readonly says: string;
  readonly passes: (image: Image) => boolean;
}

/** The images that match, and how many each filter left. */
export interface Match {
  readonly examined: number;
  readonly matching: readonly Image[];
  readonly trail: readonly { readonly says: string; readonly left: number }[];
}

/** Keep the images that pass every filter. */
export function match(images: readonly Image[], query: Query, now: Date): Match {
  let matching = images;
  const trail = filtersOf(query, now).map(({ says, passes }) => {
    matching = matching.filter(passes);
    return { says, left: matching.length };
  });
  return { examined: images.length, matching, trail };
}

function filtersOf(query: Query, now: Date): Filter[] {
  const { createdAfter, createdBefore, maxAge, updateAvailable } = query;
  const filters: (Filter | undefined)[] = [
    anyOf(query.excludeImageIds, 'not excluded', (image) => !query.excludeImageIds.includes(image.ImageId)),
    anyOf(query.imageNames, `named ${list(query.imageNames)}`, ({ Name }) =>
      query.imageNames.some((pattern) => Name !== undefined && matchesWildcard(pattern, Name)),
    ),
    oneOf(query.states, '', ({ State }) => State),
    oneOf(query.operatingSystems, '', ({ OperatingSystem }) => OperatingSystem?.Type),
    oneOf(query.requiredTenancies, 'of tenancy ', ({ RequiredTenancy }) => RequiredTenancy),
    oneOf(query.ownerAccountIds, 'owned by ', ({ OwnerAccountId }) => OwnerAccountId),
    createdAfter && {
      says: `created at or after ${createdAfter.toISOString()}`,
      passes: ({ Created }) => Created !== undefined && Created >= createdAfter,
    },
    createdBefore && {
      says: `created before ${createdBefore.toISOString()}`,
      passes: ({ Created }) => Created !== undefined && Created < createdBefore,
    },
    maxAge === undefined
      ? undefined
      : {
          says: `at most ${duration(maxAge)} old`,
          passes: ({ Created }) =>
            Created !== undefined && now.getTime() - Created.getTime() <= maxAge * 1000,
        },
    updateAvailable === undefined
      ? undefined
      : {
          says: `${updateAvailable ? 'with' : 'without'} an update available`,
          passes: (image) => isUpdateAvailable(image) === updateAvailable,
        },
  ];
  return filters.filter((filter) => filter !== undefined);
}

function anyOf(
  values: readonly string[],
  says: string,
  passes: (image: Image) => boolean,
): Filter | undefined {
  return values.length === 0 ? undefined : { says, passes };
}

function oneOf(
  values: readonly string[],
  adverb: string,
  valueOf: (image: Image) => string | undefined,
): Filter | undefined {
  return anyOf(values, adverb + list(values), (image) => {
    const value = valueOf(image);
    return value !== undefined && values.includes(value);
  });
}

function list(values: readonly string[]): string {
  return values.join(' or ');
}

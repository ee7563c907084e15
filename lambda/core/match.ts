import type { Query } from '../../lib/contract/query';
import { type Image, isUpdateAvailable } from './image';
import { duration } from './sentence';
import { matchesWildcard } from './wildcard';

/** A condition that an image passes or not, and how a person would say it of the images that pass. */
interface Filter {
  readonly says: string;
  readonly passes: (image: Image) => boolean;
}

/** The images that match, and how many were left by each filter in turn. */
export interface Match {
  readonly examined: number;
  readonly matching: readonly Image[];
  readonly steps: readonly { readonly says: string; readonly left: number }[];
}

/** Keeps the images that pass every filter. */
export function match(images: readonly Image[], query: Query, now: Date): Match {
  let matching = images;
  const steps = filtersOf(query, now).map(({ says, passes }) => {
    matching = matching.filter(passes);
    return { says, left: matching.length };
  });
  return { examined: images.length, matching, steps };
}

function filtersOf(query: Query, now: Date): Filter[] {
  const { createdAfter, createdBefore, maximumAgeSeconds, updateAvailable } = query;
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
    maximumAgeSeconds === undefined
      ? undefined
      : {
          says: `at most ${duration(maximumAgeSeconds)} old`,
          passes: ({ Created }) =>
            Created !== undefined && now.getTime() - Created.getTime() <= maximumAgeSeconds * 1000,
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

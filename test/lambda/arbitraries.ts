import fc from 'fast-check';
import type { Image } from '../../lambda/images/core/image';
import { imageId, INHERITED_NAMES, NOW } from './builders';

const DAY = 86_400_000;

/** The value, or nothing. */
export const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });

/** Instants that are a whole number of days ago, or miss that by a millisecond. */
export const anyInstant = fc
  .record({ days: fc.nat(4), milliseconds: fc.integer({ min: -1, max: 1 }) })
  .map(({ days, milliseconds }) => new Date(NOW - days * DAY + milliseconds));

/** What the images of an account may be in: mostly well, being made, or in any state, those of tomorrow and none included. */
const anyStates = fc.constantFrom(
  ['AVAILABLE'],
  ['AVAILABLE', 'PENDING'],
  ['AVAILABLE', 'PENDING', 'ERROR', 'COPYING', undefined, ...INHERITED_NAMES],
);

const imagesIn = (states: readonly (string | undefined)[]) =>
  fc.uniqueArray(
    fc.record<Image>({
      ImageId: fc.nat(99).map(imageId),
      Name: maybe(fc.constantFrom('golden-a', 'golden-b', 'silver', 'g', '-', ...INHERITED_NAMES)),
      State: fc.constantFrom(...states),
      OperatingSystem: maybe(fc.record({ Type: maybe(fc.constantFrom('WINDOWS', 'LINUX', 'constructor')) })),
      RequiredTenancy: maybe(fc.constantFrom('DEFAULT', 'DEDICATED')),
      Created: maybe(anyInstant),
      OwnerAccountId: maybe(fc.constantFrom('123456789012', '210987654321')),
      Updates: maybe(fc.record({ UpdateAvailable: maybe(fc.boolean()) })),
    }),
    { selector: ({ ImageId }) => ImageId, maxLength: 12 },
  );

/** Images with ids of their own, of which any field may be absent, and which have many values in common. */
export const anyImages: fc.Arbitrary<readonly Image[]> = anyStates.chain(imagesIn);

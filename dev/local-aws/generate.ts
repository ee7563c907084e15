import type { Catalogue, CatalogueImage } from './catalogue';

const STATES = [...Array<string>(17).fill('AVAILABLE'), 'PENDING', 'PENDING', 'ERROR'];
const SYSTEMS = [
  { name: 'golden-win11', type: 'WINDOWS' },
  { name: 'golden-win10', type: 'WINDOWS' },
  { name: 'golden-linux', type: 'LINUX' },
];
const YEAR_2025 = 1_735_689_600;

/** Generates realistic images. The same count and seed give the same images on any machine. */
export function generateCatalogue(count: number, seed = 1): Catalogue {
  const random = randomsFrom(seed);
  const images: CatalogueImage[] = [];
  for (let index = 0; index < count; index += 1) {
    const previous = images.at(-1);
    // Every tenth image has the date of the previous one, so sorting by date alone is ambiguous.
    const sameSecond = index % 10 === 9 ? previous?.Created : undefined;
    images.push(imageOf(index, random, sameSecond ?? YEAR_2025 + random(600 * 86_400)));
  }
  return { images };
}

function imageOf(index: number, random: (below: number) => number, Created: number): CatalogueImage {
  const system = pick(SYSTEMS, random);
  const State = pick(STATES, random);
  return {
    // The random part comes first, so the ids are not in the catalogue's order.
    ImageId: `wsi-${base36(random(36 ** 5), 5)}${base36(index, 4)}`,
    Name: `${system.name}-${index}`,
    Description: `Generated image ${index}`,
    OperatingSystem: { Type: system.type },
    State,
    RequiredTenancy: random(10) === 0 ? 'DEDICATED' : 'DEFAULT',
    ...(State === 'ERROR' && { ErrorCode: 'DomainJoined', ErrorMessage: 'The image is joined to a domain.' }),
    Created,
    OwnerAccountId: '123456789012',
    Updates: { UpdateAvailable: random(4) === 0 },
  };
}

function pick<T>(choices: readonly T[], random: (below: number) => number): T {
  const choice = choices[random(choices.length)];
  if (choice === undefined) {
    throw new Error('there is nothing to pick from');
  }
  return choice;
}

function base36(value: number, length: number): string {
  return value.toString(36).padStart(length, '0').slice(-length);
}

/** A linear congruential generator. Math.random cannot be seeded. */
function randomsFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

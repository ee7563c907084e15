import type { Image } from './image';

/** Keep the n newest, newest first. Order images of one instant by id, and put those without a date last. */
export function select(images: readonly Image[], mostRecent: number | undefined): readonly Image[] {
  return [...images].sort(newestFirst).slice(0, mostRecent);
}

function newestFirst(a: Image, b: Image): number {
  const age = createdAt(b) - createdAt(a);
  return age === 0 || isNaN(age) ? (a.ImageId < b.ImageId ? -1 : 1) : age;
}

function createdAt({ Created }: Image): number {
  return Created?.getTime() ?? -Infinity;
}

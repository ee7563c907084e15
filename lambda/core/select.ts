import type { Image } from './image';

/** Keeps the n newest, newest first; images of one instant by id, those without a date last. */
export function select(images: readonly Image[], mostRecent: number | undefined): readonly Image[] {
  return [...images].sort(newestFirst).slice(0, mostRecent);
}

function newestFirst(a: Image, b: Image): number {
  const age = createdAt(b) - createdAt(a);
  return age === 0 || isNaN(age) ? compare(a.ImageId, b.ImageId) : age;
}

function createdAt({ Created }: Image): number {
  return Created?.getTime() ?? -Infinity;
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

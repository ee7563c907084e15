import { AwsError } from './awsjson';
import type { Tag } from './bundle-inputs';

const MOST_TAGS = 50;

/** The tags of resources, by their ids. */
export class TagStore {
  private readonly byResource = new Map<string, ReadonlyMap<string, string>>();

  /** @throws AwsError if the resource would have too many */
  public create(resourceId: string, tags: readonly Tag[]): void {
    const all = new Map([
      ...(this.byResource.get(resourceId) ?? []),
      ...tags.map(({ Key, Value = '' }) => [Key, Value] as const),
    ]);
    requireRoomFor([...all]);
    this.byResource.set(resourceId, all);
  }

  public delete(resourceId: string, keys: readonly string[]): void {
    const kept = [...(this.byResource.get(resourceId) ?? [])].filter(([key]) => !keys.includes(key));
    this.byResource.set(resourceId, new Map(kept));
  }

  public of(resourceId: string): readonly { readonly Key: string; readonly Value: string }[] {
    return [...(this.byResource.get(resourceId) ?? [])].map(([Key, Value]) => ({ Key, Value }));
  }

  public forget(resourceId: string): void {
    this.byResource.delete(resourceId);
  }
}

/** @throws AwsError if a resource takes fewer tags */
export function requireRoomFor(tags: readonly unknown[]): void {
  if (tags.length > MOST_TAGS) {
    throw new AwsError('ResourceLimitExceededException', `A resource has at most ${MOST_TAGS} tags.`);
  }
}

import type { CatalogueImage } from '../../dev/local-aws/catalogue';
import { readDescribeImages } from '../../dev/local-aws/describe-input';
import { image } from './gated';
import { type LocalAws, startLocalAws } from './local-aws';

/** What an image becomes, so many seconds after a gate's first look at it. */
interface Change {
  readonly after: number;
  readonly to: Partial<CatalogueImage>;
}

/** An image that one gate waits for. */
interface AwaitedImage {
  readonly id: string;
  readonly name: string;
  /** When it changed, in milliseconds of the epoch. */
  changedAt(): number;
  /** When the gate looked at it after the change, in seconds since. */
  looksSince(): number[];
}

/**
 * An AWS whose images change while gates wait for them.
 *
 * Each gate waits for an image of its own. Once it has settled, it asks for that image by its id. So gates can wait at the
 * same time, and the times of a test count from the gate's first look, however long the deployment takes to get there.
 */
export interface ChangingImages {
  readonly local: LocalAws;
  /** Lists an image that is PENDING, and may change. */
  list(name: string, change?: Change): AwaitedImage;
}

export async function startChangingImages(): Promise<ChangingImages> {
  const listed: (() => CatalogueImage)[] = [];
  const local = await startLocalAws({
    catalogue: { images: [] },
    faults: () => {
      local.endpoint.setCatalogue({ images: listed.map((now) => now()) });
      return undefined;
    },
  });
  const looksAt = (id: string) =>
    local.endpoint.calls
      .filter(({ input }) => readDescribeImages(input).ImageIds?.includes(id))
      .map(({ time }) => time);
  return {
    local,
    list: (name, { after, to } = { after: Infinity, to: {} }) => {
      const pending = image('PENDING', { ImageId: `wsi-${name.padStart(9, '0')}`, Name: `golden-${name}` });
      const id = pending.ImageId;
      const changedAt = () => (looksAt(id)[0] ?? Infinity) + after * 1000;
      listed.push(() => (Date.now() < changedAt() ? pending : { ...pending, ...to }));
      return {
        id,
        name: `golden-${name}`,
        changedAt,
        looksSince: () =>
          looksAt(id)
            .map((time) => (time - changedAt()) / 1000)
            .filter((seconds) => seconds >= 0),
      };
    },
  };
}

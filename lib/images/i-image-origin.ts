import type { IConstruct } from 'constructs';
import { registryOf } from '../provider/registry';

/**
 * Where a lookup looks. What takes an image may have to know it, and the public interface of an image does not say it: in
 * another language, anyone may implement that.
 */
export interface ImageOrigin {
  /** OWNED, SHARED or ALL. Undefined for the default. */
  readonly imageType: string | undefined;
  readonly region: string;
  readonly account: string;
}

const ORIGIN = 'origin';

export function noteOrigin(lookup: IConstruct, origin: ImageOrigin): void {
  registryOf<ImageOrigin>(lookup, ORIGIN).set(ORIGIN, origin);
}

/** Where an image was looked up, if that is known: by itself, or by the list that it is the newest of. */
export function originOf(image: IConstruct): ImageOrigin | undefined {
  const [list] = image.node.scopes.slice(-2);
  return [image, list]
    .map((lookup) => lookup && registryOf<ImageOrigin>(lookup, ORIGIN).get(ORIGIN))
    .find((origin) => origin !== undefined);
}

import { OutOfTimeError } from '../../resource/errors';
import type { Attributes } from '../../resource/response';

/** How far an event has come. */
export type Step =
  | { readonly kind: 'done'; readonly data: Attributes }
  | { readonly kind: 'waiting'; readonly reason: string };

export const waiting = (reason: string): Step => ({ kind: 'waiting', reason });

/** Take a step. A service that gives no answer now may give one later. */
export async function orWait(take: () => Promise<Step>): Promise<Step> {
  try {
    return await take();
  } catch (error) {
    if (error instanceof OutOfTimeError) {
      return waiting(error.message);
    }
    throw error;
  }
}

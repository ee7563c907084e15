import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type ImageOrigin, originOf } from '../images/i-image-origin';
import type { IWorkspaceImage } from '../images/i-workspace-image';

/**
 * Refuse an image that the service cannot make a bundle of, as far as that is known at synth.
 *
 * @throws Error that says what to do first
 */
export function requireUsableImage(bundle: IConstruct, image: IWorkspaceImage): void {
  const origin = originOf(image);
  const got = origin && problemOf(origin, Stack.of(bundle));
  if (got !== undefined) {
    throw new Error(
      `\`image\` must belong to the account and Region of the stack, so copy it there first, got: ${got}`,
    );
  }
}

function problemOf({ imageType, region, account }: ImageOrigin, stack: Stack): string | undefined {
  if (imageType === 'SHARED') {
    return 'an image that another account shares';
  }
  if (areKnownToDiffer(region, stack.region)) {
    return `an image in ${region}`;
  }
  return areKnownToDiffer(account, stack.account) ? `an image of the account ${account}` : undefined;
}

function areKnownToDiffer(text: string, other: string): boolean {
  return !Token.isUnresolved(text) && !Token.isUnresolved(other) && text !== other;
}

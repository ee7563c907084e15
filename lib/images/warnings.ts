import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type LookupTexts, trustsAnyOwner } from '../contract/images';
import type { WorkspaceImagesProps } from './workspace-images-props';

/** From here on, a wait outlasts many credentials. */
const LONG_WAIT_SECONDS = 3_600;

export const GATE_WITHOUT_REFRESH_KEY = 'cdk-workspace-images:gateWithoutRefreshKey';
const SHARED_WITHOUT_OWNER = 'cdk-workspace-images:sharedWithoutOwner';
const LONG_GATE = 'cdk-workspace-images:longGate';

/** Warn about a lookup that may not do what its author meant. */
export function warn(lookup: IConstruct, texts: LookupTexts, { gate }: WorkspaceImagesProps): void {
  const annotations = Annotations.of(lookup);
  if (trustsAnyOwner(texts)) {
    annotations.addWarningV2(
      SHARED_WITHOUT_OWNER,
      'Anyone can share an image with this account, under any name, and the lookup would match it. Name the owners that ' +
        'you trust with `ownerAccountIds`, or the images with `imageIds`.',
    );
  }
  if (texts.gate !== undefined && texts.refreshKey === undefined) {
    annotations.addWarningV2(
      GATE_WITHOUT_REFRESH_KEY,
      'The gate is passed once, when the lookup is first deployed or changed, and not with every deployment. Set ' +
        '`refreshKey` to a text that changes with each build to pass it with each build.',
    );
  }
  if (gate?.timeout !== undefined && gate.timeout.toSeconds() > LONG_WAIT_SECONDS) {
    annotations.addWarningV2(
      LONG_GATE,
      `The stack is locked for up to ${gate.timeout.toHumanString()} while the gate waits, and the credentials of the ` +
        'deployment must last as long: see https://github.com/cdk-workspace-images/cdk-workspace-images/blob/main/docs/gates.md#wait-for-an-image-that-is-being-built',
    );
  }
}

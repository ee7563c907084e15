import { Duration, Token } from 'aws-cdk-lib';
import type { WorkspaceImagesProviderProps } from './workspace-images-provider-props';

const OLDEST_NODE_MAJOR = 22;
const LONGEST_POLL_INTERVAL = Duration.minutes(5);

/** @throws Error naming the property, what was expected and what was got */
export function validateProvider({ runtime, memorySize, pollInterval }: WorkspaceImagesProviderProps): void {
  const nodeMajor = /^nodejs(\d+)\.x$/.exec(runtime?.name ?? 'nodejs24.x')?.[1];
  if (nodeMajor === undefined || Number(nodeMajor) < OLDEST_NODE_MAJOR) {
    throw new Error(`\`runtime\` must be Node.js ${OLDEST_NODE_MAJOR} or later, got: ${runtime?.name ?? ''}`);
  }
  const isInRange = (size: number) => Number.isInteger(size) && size >= 128 && size <= 10_240;
  if (memorySize !== undefined && !Token.isUnresolved(memorySize) && !isInRange(memorySize)) {
    throw new Error(`\`memorySize\` must be a whole number of MiB from 128 to 10240, got: ${memorySize}`);
  }
  if (pollInterval !== undefined) {
    validatePollInterval(pollInterval);
  }
}

function validatePollInterval(interval: Duration): void {
  const longest = LONGEST_POLL_INTERVAL.toSeconds();
  const seconds = interval.isUnresolved() ? NaN : interval.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > longest) {
    throw new Error(
      `\`pollInterval\` must be 1 to ${longest} seconds, whole and known at synth, got: ${interval.toString()}`,
    );
  }
}

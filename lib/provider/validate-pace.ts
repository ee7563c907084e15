import { type Duration, Token } from 'aws-cdk-lib';

const LEAST_REQUEST_RATE = 0.1;
const MOST_REQUEST_RATE = 100;

/** @throws Error that names the setting, the expected and the actual value */
export function validatePollInterval(interval: Duration, mostSeconds: number): void {
  const seconds = interval.isUnresolved() ? NaN : interval.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > mostSeconds) {
    throw new Error(
      `\`pollInterval\` must be 1 to ${mostSeconds} seconds, whole and known at synth, ` +
        `got: ${interval.toString()}`,
    );
  }
}

/** @throws Error that names the setting, the expected and the actual value */
export function validateRequestRate(rate: number): void {
  if (Token.isUnresolved(rate) || !(rate >= LEAST_REQUEST_RATE && rate <= MOST_REQUEST_RATE)) {
    throw new Error(
      `\`requestRate\` must be ${LEAST_REQUEST_RATE} to ${MOST_REQUEST_RATE} calls a second, known at synth, ` +
        `got: ${Token.isUnresolved(rate) ? 'a token' : rate}`,
    );
  }
}

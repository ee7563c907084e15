/** For the SDK's own calls: a service that does not answer must not hang the command. In milliseconds. */
export const CLIENT_SETTINGS = {
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const;

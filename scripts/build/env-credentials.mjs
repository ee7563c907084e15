// Stands in for @aws-sdk/credential-provider-node in the handler assets. Lambda gives credentials in the environment, and
// that package brings 140 KB of other ways to find them.
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';

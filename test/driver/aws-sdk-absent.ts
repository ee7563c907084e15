/**
 * Stands in for the SDK's clients that Lambda brings along and the provider framework imports. Each framework of the
 * driver mocks it with clients of its own.
 */
export {};

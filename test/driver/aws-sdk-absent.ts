/**
 * Stands in for the SDK's clients that Lambda brings along and the provider framework imports: nothing of them is
 * called, since the driver replaces the framework's calls.
 */
export {};

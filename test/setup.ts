import fc from 'fast-check';

// A property tries a few cases while somebody waits, and all in the gate.
fc.configureGlobal({ numRuns: Number(process.env['PROPERTY_RUNS'] ?? 20) });

// The template validation takes seconds of a synth, and is left to the tests that are about it.
process.env['CDK_VALIDATION'] = 'false';

// The SDK's word on Node.js 20 is for those who run it there; our function runs on 22 or later.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

// A construct keeps the stack that made it. Jest would have it a hundred frames deep, and Node.js has ten.
Error.stackTraceLimit = 10;

// Each app would copy the handler asset into its cloud assembly.
process.env['CDK_CONTEXT_JSON'] = JSON.stringify({ 'aws:cdk:disable-asset-staging': true });

// The template validation takes over a second a synth, and is left to the end-to-end tests and the example.
process.env['CDK_VALIDATION'] = 'false';

// The SDK's word on Node.js 20 is for those who run it there; our function runs on 22 or later.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

// The template validation takes over a second a synth; the end-to-end deploys and the example keep it on.
process.env['CDK_VALIDATION'] = 'false';

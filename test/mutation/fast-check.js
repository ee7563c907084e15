const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

// A property that fails has shown what it must, so it does not look for a smaller example. The seed makes a run repeat.
fc.configureGlobal({ endOnFailure: true, seed: 1, numRuns: 30 });

module.exports = fc;

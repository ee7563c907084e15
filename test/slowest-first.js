const { default: Sequencer } = require('@jest/test-sequencer');

/** What deploys gates waits for minutes, however short its file is. The workers end together if that starts first. */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isOfGates = ({ path }) => /\/e2e\/gate\.test\.ts$/.test(path);
    return [...sorted.filter(isOfGates), ...sorted.filter((test) => !isOfGates(test))];
  }
};

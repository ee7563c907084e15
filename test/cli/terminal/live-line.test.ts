import { LiveLine } from '../../../cli/terminal/live-line';
import { CLEAR, writing } from './streams';

test('a terminal has one line, which is written over', () => {
  const { stream, now, written } = writing({ isTTY: true, columns: 10 });
  const line = new LiveLine({ stream, now, everyMs: 1_000 });
  line.show('one');
  line.show('as long as this');
  line.say('What stays is not cut.');
  line.show('two');
  line.end('the end of all');
  line.clear();
  expect(line.isTerminal).toBe(true);
  expect(written).toEqual([
    `${CLEAR}one`,
    `${CLEAR}as long …`,
    CLEAR,
    'What stays is not cut.\n',
    `${CLEAR}two`,
    CLEAR,
    'the end …\n',
    CLEAR,
  ]);
});

test('elsewhere a line is written now and then, counted from the last one that stays', () => {
  const { stream, now, written, clock } = writing();
  const line = new LiveLine({ stream, now, everyMs: 1_000 });
  const showAt = (time: number) => {
    clock.now = time;
    line.show(`at ${time}`);
  };
  showAt(999);
  showAt(1_000);
  showAt(1_999);
  line.say('what stays');
  showAt(2_998);
  showAt(2_999);
  line.end('the end');
  line.clear();
  expect(line.isTerminal).toBe(false);
  expect(written).toEqual(['at 1000\n', 'what stays\n', 'at 2999\n', 'the end\n']);
});

import { Progress } from '../../../cli/report/progress';
import { CLEAR, writing } from '../terminal/streams';

/** What is written to a stream, in fake time. */
function progressOn(stream: Parameters<typeof writing>[0]) {
  const { stream: fake, now, ...seen } = writing(stream);
  return { progress: new Progress(fake, now), ...seen };
}

test('a terminal has one line, which is written over and then cleared', () => {
  const { progress, written } = progressOn({ isTTY: true });
  progress.lookup('Images/A');
  progress.page(25);
  progress.page(1);
  progress.lookup('Images/B');
  progress.page(1);
  progress.end();
  expect(written).toEqual([
    `${CLEAR}Images/A: looking …`,
    `${CLEAR}Images/A: 25 images in 1 page …`,
    `${CLEAR}Images/A: 26 images in 2 pages …`,
    `${CLEAR}Images/B: looking …`,
    `${CLEAR}Images/B: 1 image in 1 page …`,
    CLEAR,
  ]);
});

test('a line keeps the end of a path', () => {
  const { progress, written } = progressOn({ isTTY: true, columns: 20 });
  progress.lookup('A/very/long/path/Images');
  expect(written).toEqual([`${CLEAR}…/Images: looking …`]);
});

test('elsewhere there is a line every five seconds', () => {
  const { progress, clock, written } = progressOn({});
  progress.lookup('Images/A');
  for (let page = 1; page <= 24; page++) {
    clock.now += 500;
    progress.page(25);
  }
  clock.now += 5_000;
  progress.lookup('Images/B');
  progress.end();
  expect(written).toEqual(['Images/A: 250 images in 10 pages …\n', 'Images/A: 500 images in 20 pages …\n']);
});

import { LiveLine } from '../../../cli/terminal/live-line';
import { DeployLines } from '../../../dev/start/deploy-lines';
import { CLEAR, writing } from '../../cli/terminal/streams';

const EVERY_MS = 15_000;

/** The lines of a deployment on a stream, and what is written to it. */
function deployingOn(stream: Parameters<typeof writing>[0]) {
  const { stream: fake, now, clock, written } = writing(stream);
  const watch = { isPending: false };
  const lines = new DeployLines(new LiveLine({ stream: fake, now, everyMs: EVERY_MS }), now, watch);
  const readAt = (time: number, ...texts: readonly string[]) => {
    clock.now = time;
    for (const text of texts) {
      lines.read(text);
    }
  };
  const showAt = (time: number) => {
    clock.now = time;
    lines.show();
  };
  return { watch, readAt, showAt, written };
}

const event = (stack: string, status: string, name: string) =>
  `${stack} | 0/3 | 6:46:11 PM | ${status} | Custom::X | ${name} (${name}A1) `;

test('a terminal has a line for each stack, which is written over until it has ended', () => {
  const { watch, readAt, showAt, written } = deployingOn({ isTTY: true, columns: 58 });
  showAt(3_000);
  readAt(4_000, 'Images: start: Building Images Template', 'Images: creating CloudFormation changeset...');
  showAt(5_000);
  readAt(
    6_000,
    event('Images', 'CREATE_COMPLETE', 'Handler'),
    event('Images', 'CREATE_IN_PROGRESS', 'Newest'),
  );
  watch.isPending = true;
  showAt(7_000);
  watch.isPending = false;
  readAt(9_000, event('Images', 'CREATE_COMPLETE', 'Newest'), '✅  Images', 'Images.Output = not told');
  showAt(10_000);
  readAt(11_000, 'Desktops: deploying... [2/2]', '❌  Desktops failed to deploy');
  expect(written).toEqual([
    `${CLEAR}cdk deploy  3 s`,
    `${CLEAR}Images  1 s`,
    `${CLEAR}Images  2 s, 1 of 2 resources`,
    `${CLEAR}Images  2 s, 1 of 2 resources, Newest`,
    `${CLEAR}Images  3 s, 1 of 2 resources, Newest: the image is PEND…`,
    `${CLEAR}Images  5 s, 2 of 2 resources`,
    CLEAR,
    'Images  deployed in 5 s\n',
    `${CLEAR}cdk deploy  1 s`,
    CLEAR,
    'Desktops  failed after under 1 s\n',
  ]);
});

test('elsewhere a stack has a line when it has ended, and one now and then', () => {
  const { readAt, showAt, written } = deployingOn({});
  readAt(1_000, 'Images: creating CloudFormation changeset...', 'Images: deploying... [1/1]');
  for (let second = 2; second <= 35; second++) {
    showAt(second * 1_000);
  }
  readAt(36_000, event('Images', 'CREATE_COMPLETE', 'Newest'), '✅  Images');
  expect(written).toEqual(['Images  14 s\n', 'Images  29 s\n', 'Images  deployed in 35 s\n']);
});

test('a stack without changes has one line', () => {
  const { readAt, written } = deployingOn({});
  readAt(0, 'Images: deploying... [1/2]', '✅  Images (no changes)');
  expect(written).toEqual(['Images  no changes\n']);
});

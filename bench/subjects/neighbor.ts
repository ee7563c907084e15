/** Somebody else's program in the same account: a call every few seconds, by a client as the SDK makes it. */
import { setTimeout as pause } from 'node:timers/promises';
import { DescribeWorkspaceImagesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { tell, untilTold } from './measured';

const EVERY_MS = 3_000;

const client = new WorkSpacesClient({});
const made = { calls: 0, failedCalls: 0 };

process.once('SIGTERM', () => {
  tell({ seconds: performance.now() / 1000, ...made });
  process.exit();
});

void untilTold().then(async () => {
  for (;;) {
    await pause(EVERY_MS);
    try {
      await client.send(new DescribeWorkspaceImagesCommand({ MaxResults: 1 }));
    } catch {
      made.failedCalls++;
    }
    made.calls++;
  }
});

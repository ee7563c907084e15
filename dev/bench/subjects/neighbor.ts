/** Somebody else's program in the same account: calls by a client as the SDK makes it, one after another. */
import { setTimeout as pause } from 'node:timers/promises';
import { DescribeWorkspaceImagesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { z } from 'zod';
import { jobOf, tell, untilTold } from './measured';

const { everyMs, maxAttempts } = jobOf(
  z.object({
    /** The pause before each call. */
    everyMs: z.number().default(3_000),
    /** @default - what the SDK does */
    maxAttempts: z.number().optional(),
  }),
);

const client = new WorkSpacesClient(maxAttempts === undefined ? {} : { maxAttempts });
const made = { calls: 0, failedCalls: 0 };

process.once('SIGTERM', () => {
  tell({ seconds: performance.now() / 1000, ...made });
  process.exit();
});

void untilTold().then(async () => {
  for (;;) {
    await pause(everyMs);
    try {
      await client.send(new DescribeWorkspaceImagesCommand({ MaxResults: 1 }));
    } catch {
      made.failedCalls++;
    }
    made.calls++;
  }
});

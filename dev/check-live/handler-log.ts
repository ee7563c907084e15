import { setTimeout as pause } from 'node:timers/promises';
import { type CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { logEntries, type LogEntry, type LogEvent } from './core/log-entries';
import type { IsEnough } from './experiment';

/** How long CloudWatch Logs may take to show what a function has logged. */
const DELAY_MS = 20_000;
const READ_EVERY_MS = 2_000;

/** Reads the handler's log until it is enough, or until what was logged must have arrived. */
export function logReader(client: CloudWatchLogsClient, signal: AbortSignal) {
  return async (logGroupName: string, isEnough: IsEnough): Promise<readonly LogEntry[]> => {
    const deadline = Date.now() + DELAY_MS;
    for (;;) {
      const entries = logEntries(await eventsOf(client, logGroupName));
      if (isEnough(entries) || Date.now() >= deadline) {
        return entries;
      }
      await pause(READ_EVERY_MS, undefined, { signal });
    }
  };
}

async function eventsOf(client: CloudWatchLogsClient, logGroupName: string): Promise<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  for await (const page of paginateFilterLogEvents({ client }, { logGroupName })) {
    events.push(...(page.events ?? []));
  }
  return events;
}

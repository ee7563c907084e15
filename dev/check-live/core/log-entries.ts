import { z } from 'zod';

const entry = z.object({
  event: z.string(),
  /** Logical id of the resource that it is about. */
  resource: z.string().optional(),
  error: z.string().optional(),
});

/** Lambda puts an entry of a function that logs JSON into `message`. */
const wrapped = z.object({ message: entry });
const line = z.union([entry, wrapped.transform(({ message }) => message)]);

/** An entry of the handler's log, at a time in milliseconds of the epoch. */
export interface LogEntry extends z.infer<typeof entry> {
  readonly time: number;
}

/** An event of CloudWatch Logs. */
export interface LogEvent {
  readonly timestamp?: number | undefined;
  readonly message?: string | undefined;
}

/** The entries that the handler has written, among what Lambda and the framework have. */
export function logEntries(events: readonly LogEvent[]): readonly LogEntry[] {
  return events.flatMap(({ timestamp = 0, message = '' }) => {
    const { success, data } = line.safeParse(jsonIn(message));
    return success ? [{ time: timestamp, ...data }] : [];
  });
}

/** A function that logs text has a prefix before the JSON. */
function jsonIn(message: string): unknown {
  try {
    return JSON.parse(message.slice(Math.max(0, message.indexOf('{'))));
  } catch {
    return undefined;
  }
}

/** The entries about a resource whose logical id begins so. */
export function entriesAbout(entries: readonly LogEntry[], logicalId: string): readonly LogEntry[] {
  return entries.filter(({ resource }) => resource?.startsWith(logicalId) === true);
}

const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d`;
const ISO_8601 = new RegExp(String.raw`^(\d{4}-\d\d-\d\d)(T${TIME}(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]${TIME}))?$`);

/** The instant that an ISO 8601 text names: a date is its midnight in UTC, and a time needs its offset. */
export function parseInstant(text: string): Date | undefined {
  const day = ISO_8601.exec(text)?.[1];
  const midnight = new Date(`${day ?? ''}T00:00:00Z`);
  const exists = day !== undefined && !isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return exists ? new Date(text) : undefined;
}

const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d`;
const ISO_8601 = new RegExp(String.raw`^(\d{4}-\d\d-\d\d)(T${TIME}(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]${TIME}))?$`);

/** Parse an ISO 8601 date (midnight in UTC) or a date and time with an offset. Return undefined for anything else. */
export function parseInstant(text: string): Date | undefined {
  const day = ISO_8601.exec(text)?.[1] ?? '';
  const midnight = new Date(`${day}T00:00:00Z`);
  const exists = !isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  const instant = exists ? new Date(text) : undefined;
  // An offset may lead out of the years that have four digits, and the handler would refuse what was written.
  return instant !== undefined && ISO_8601.test(instant.toISOString()) ? instant : undefined;
}

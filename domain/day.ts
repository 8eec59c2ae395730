/** A calendar day in Vietnam, `2026-03-05`. Compares as text. */
export type Day = `${number}-${number}-${number}`;
/** A moment, ISO 8601 in UTC with milliseconds, `2026-03-05T01:00:00.000Z`. */
export type Instant = `${number}-${number}-${number}T${string}Z`;

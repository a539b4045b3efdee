/**
 * The clock: with `day.ts` the only place of the browser packages that reads or builds a `Date`, so that the server's
 * time, not a phone's wrong clock, decides what has ended.
 */

/** Milliseconds since the epoch by the device's clock. */
export const deviceNow = (): number => Date.now();

/** Milliseconds of an HTTP date or an RFC 3339 instant; `undefined` for what is no date. */
export function parseInstant(text: string | null | undefined): number | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

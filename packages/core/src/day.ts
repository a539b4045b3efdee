/** Calendar days and what is left of them. */
import { parseInstant } from './clock.js';

const DATE_ONLY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** A moment of the contract for `Intl`: a calendar date is kept on its own day whatever the device's zone is. */
export function toDate(moment: string | number): { date: Date; dateOnly: boolean } {
  const match = DATE_ONLY.exec(String(moment));
  return match
    ? { date: new Date(Date.UTC(+match[1]!, +match[2]! - 1, +match[3]!, 12)), dateOnly: true }
    : { date: new Date(moment), dateOnly: false };
}

/**
 * When a moment has passed: an instant at once, a calendar date when its day is over for the device.
 */
export function endOf(moment: string): number | undefined {
  const match = DATE_ONLY.exec(moment);
  if (!match) return parseInstant(moment);
  return new Date(+match[1]!, +match[2]! - 1, +match[3]! + 1).getTime();
}

/** Time left until the moment ends, in whole days and the rest in minutes; `undefined` when it is over or unreadable. */
export function timeLeft(moment: string, now: number): { days: number; hours: number; minutes: number } | undefined {
  const end = endOf(moment);
  if (end === undefined || end <= now) return undefined;
  const minutes = Math.floor((end - now) / 60_000);
  return { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

/** The time as the programme knows it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/**
 * A clock for demos: it starts at `start` and runs, but never leaves that day, so that "today" stays what the demo's
 * content was written for.
 * @param timeZone where the day ends
 */
export function demoClock(start: Date, timeZone = 'Europe/Berlin'): Clock {
  const began = Date.now();
  const day = calendarDay(start, timeZone);
  let last = start;
  return {
    now() {
      const now = new Date(start.getTime() + Date.now() - began);
      if (calendarDay(now, timeZone) === day) last = now;
      return last;
    },
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day `YYYY-MM-DD` at an instant in a time zone. */
export function calendarDay(instant: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}

/** The calendar day `days` after `day`. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from one calendar day to another. */
export const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** The last second of a calendar day in a time zone, as an instant. */
export function endOfDay(day: string, timeZone: string): string {
  // The offset of the zone at that moment, found by reading the wall clock there.
  const guess = new Date(`${day}T23:59:59Z`);
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(guess);
  const offset = Math.round((Date.parse(`${wall.replace(' ', 'T')}Z`) - guess.getTime()) / 60_000);
  const [sign, minutes] = offset < 0 ? ['-', -offset] : ['+', offset];
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day}T23:59:59${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

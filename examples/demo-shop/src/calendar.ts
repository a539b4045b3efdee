/** Calendar days as `YYYY-MM-DD`; instants only where a zone is named beside them. */

const DAYS = ['Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag'];

/** Calendar day and wall-clock time of an instant in a zone. */
export function wallClock(instant: Date, timeZone: string): { day: string; time: string } {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(instant);
  const [day = '', time = ''] = text.split(' ');
  return { day, time };
}

const utc = (day: string) => new Date(`${day}T00:00:00Z`);

export function addDays(day: string, days: number): string {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** 0 = Sunday. */
export const weekday = (day: string): number => utc(day).getUTCDay();

/** `24.11.2026` */
export const shortDay = (day: string): string => day.slice(0, 10).split('-').reverse().join('.');

/** `Donnerstag 26.11.` */
export const weekdayAndDate = (day: string): string => `${DAYS[weekday(day)]} ${shortDay(day).slice(0, 6)}`;

/** `Dienstag, 24. November 2026` */
export const longDay = (day: string): string =>
  new Intl.DateTimeFormat('de-DE', { dateStyle: 'full', timeZone: 'UTC' }).format(utc(day));

/** Date and time that an RFC 3339 instant shows in the merchant's zone. */
export function momentParts(moment: string, timeZone: string): { day: string; time: string } {
  return wallClock(new Date(moment), timeZone);
}

/** Last day of the month, or of its first half when `half` and the 15th is still ahead. */
export function periodEnd(day: string, half = false): string {
  if (half && Number(day.slice(8)) <= 15) return `${day.slice(0, 8)}15`;
  const firstOfNext = addDays(`${day.slice(0, 8)}28`, 4).slice(0, 8) + '01';
  return addDays(firstOfNext, -1);
}

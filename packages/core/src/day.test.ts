import { describe, expect, it } from 'vitest';
import { deviceNow, parseInstant } from './clock.js';
import { endOf, timeLeft, toDate } from './day.js';

/** Local midnight of the device, told without the code under test. */
const midnight = (year: number, month: number, day: number) => new Date(year, month - 1, day).getTime();
const HOUR = 3_600_000;

describe('clock', () => {
  it('reads instants with offset and HTTP dates alike, in every zone', () => {
    const expected = Date.UTC(2026, 9, 16, 13, 0, 0);
    expect(parseInstant('2026-10-16T15:00:00+02:00')).toBe(expected);
    expect(parseInstant('2026-10-16T13:00:00Z')).toBe(expected);
    expect(parseInstant('Fri, 16 Oct 2026 13:00:00 GMT')).toBe(expected);
  });

  it.each(['', 'soon', '2026-13-45', '2026-10-16T25:00:00Z', null, undefined])('reads no instant from %j', (text) =>
    expect(parseInstant(text)).toBeUndefined(),
  );

  it('tells the time of the device', () => {
    expect(Math.abs(deviceNow() - Date.now())).toBeLessThan(1000);
  });
});

describe('day', () => {
  it('keeps a calendar date on its own day in every zone', () => {
    for (const text of ['2026-01-01', '2026-03-29', '2026-10-25', '2028-02-29', '2026-12-31']) {
      const { date, dateOnly } = toDate(text);
      expect(dateOnly).toBe(true);
      expect(date.toISOString().slice(0, 10)).toBe(text);
    }
  });

  it('keeps an instant as it is', () => {
    expect(toDate('2026-10-16T15:00:00+02:00')).toEqual({ date: new Date(Date.UTC(2026, 9, 16, 13)), dateOnly: false });
    expect(toDate(86_400_000)).toEqual({ date: new Date(86_400_000), dateOnly: false });
  });

  it('ends a calendar date with its last moment on the device, also over the end of a month and a year', () => {
    expect(endOf('2026-10-31')).toBe(midnight(2026, 11, 1));
    expect(endOf('2026-12-31')).toBe(midnight(2027, 1, 1));
    expect(endOf('2028-02-28')).toBe(midnight(2028, 2, 29));
  });

  it('ends an instant at once', () => {
    expect(endOf('2026-10-16T15:00:00+02:00')).toBe(Date.UTC(2026, 9, 16, 13));
    expect(endOf('soon')).toBeUndefined();
  });

  it('counts the time that is left, also over the days on which clocks change', () => {
    for (const [from, to, hours] of lengthsOfDays()) {
      expect(timeLeft(to, from)).toEqual({ days: Math.floor(hours / 24), hours, minutes: 0 });
    }
    const end = '2026-10-16T15:00:00Z';
    const before = (ms: number) => timeLeft(end, Date.UTC(2026, 9, 16, 15) - ms);
    expect(before(26 * HOUR + 90_000)).toEqual({ days: 1, hours: 26, minutes: 1 });
    expect(before(59_999)).toEqual({ days: 0, hours: 0, minutes: 0 });
    expect(before(0)).toBeUndefined();
    expect(before(-HOUR)).toBeUndefined();
    expect(timeLeft('soon', 0)).toBeUndefined();
  });
});

/** Each day of 2026 with its own length: 23 and 25 hours where the zone changes its clocks. */
function* lengthsOfDays(): Generator<[from: number, date: string, hours: number]> {
  for (let day = 1; day <= 365; day++) {
    const from = midnight(2026, 1, day);
    const date = new Date(from);
    const text = `2026-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
    yield [from, text, (midnight(2026, 1, day + 1) - from) / HOUR];
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { addDays, wallClock, weekday } from './calendar.js';

interface Span {
  from: string;
  to: string;
}

export interface Branch {
  id: string;
  name: string;
  /** Town, as it stands in tables. */
  short: string;
  street: string;
  town: string;
  phone: string;
  timeZone: string;
  /** Opening spans per day range as the merchant writes them: `mon-fri`, `sat`. */
  hours: { days: string; spans: readonly Span[] }[];
  early?: { from: string; tiers: readonly string[] };
  access: readonly string[];
  /** Latest order for pickup at the counter on the same day. */
  counterCutOff?: string;
  special: readonly { date: string; name: string; hours: readonly Span[] }[];
}

const NAMES: Record<string, string> = { mon: 'Mo', tue: 'Di', wed: 'Mi', thu: 'Do', fri: 'Fr', sat: 'Sa', sun: 'So' };
const ORDER = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** `mon-fri` → `Mo–Fr` */
export const dayRange = (days: string): string =>
  days
    .split('-')
    .map((day) => NAMES[day] ?? day)
    .join('–');

export const spansText = (spans: readonly Span[]): string =>
  `${spans.map(({ from, to }) => `${from}–${to}`).join(', ')} Uhr`;

function covers(days: string, today: number): boolean {
  const [first, last] = days.split('-').map((day) => ORDER.indexOf(day));
  return last === undefined ? first === today : today >= first! && today <= last;
}

/** Opening spans of a calendar day, holidays considered. */
export function openingOn(branch: Branch, day: string): readonly Span[] {
  const special = branch.special.find(({ date }) => date === day);
  if (special) return special.hours;
  return branch.hours.find(({ days }) => covers(days, weekday(day)))?.spans ?? [];
}

/** `heute bis 17:00 Uhr`, or when the branch opens next. */
export function openingText(branch: Branch, now: Date): string {
  const { day, time } = wallClock(now, branch.timeZone);
  const spans = openingOn(branch, day);
  const current = spans.find(({ to }) => time < to);
  if (current) return current.from <= time ? `heute bis ${spans.at(-1)!.to} Uhr` : `heute ab ${current.from} Uhr`;
  const next = nextWorkday(branch, day);
  return `wieder ab ${dayRange(ORDER[weekday(next)]!)} ${openingOn(branch, next)[0]?.from ?? ''} Uhr`;
}

/** The next day on which the branch opens at all. */
export function nextWorkday(branch: Branch, after: string, skipSaturday = false): string {
  let day = addDays(after, 1);
  for (let tries = 0; tries < 30; tries++) {
    if (openingOn(branch, day).length > 0 && !(skipSaturday && weekday(day) === 6)) return day;
    day = addDays(day, 1);
  }
  return day;
}

const HOURS_IN_WORDS = ['', 'eine Stunde', 'zwei Stunden', 'drei Stunden'];

/** Says how a branch in another zone differs from the main one; `undefined` in the same zone. */
export function zoneText(branch: Branch, main: Branch, now: Date): string | undefined {
  if (branch.timeZone === main.timeZone) return undefined;
  const hour = (zone: string) => {
    const { day, time } = wallClock(now, zone);
    return Date.parse(`${day}T${time}:00Z`) / 3_600_000;
  };
  const ahead = Math.round(hour(branch.timeZone) - hour(main.timeZone));
  const town = branch.timeZone.split('/').at(-1)!.replaceAll('_', ' ');
  const distance = HOURS_IN_WORDS[Math.abs(ahead)] ?? `${Math.abs(ahead)} Stunden`;
  return ahead === 0
    ? `${town}, gleich mit ${main.short}`
    : `${town}, ${distance} ${ahead > 0 ? 'vor' : 'nach'} ${main.short}`;
}

/** Reads `branches.yaml`. */
export async function loadBranches(contentDir: string): Promise<Branch[]> {
  const data = parse(await readFile(join(contentDir, 'branches.yaml'), 'utf8')) as any;
  return (data.branches as any[]).map((row) => {
    const { street, postal_code, city, country } = row.address;
    const early = row.early_opening?.[0];
    return {
      id: row.id,
      name: row.name,
      short: city,
      street,
      town: `${country !== 'DE' && !String(postal_code).startsWith(country) ? `${country}-` : ''}${postal_code} ${city}`,
      phone: row.phone,
      timeZone: row.time_zone,
      hours: Object.entries<Span[]>(row.hours).map(([days, spans]) => ({ days, spans })),
      early: early && { from: early.from, tiers: early.tiers },
      access: (row.access_kinds as any[]).filter(({ id }) => id !== 'site').map(({ name }) => name),
      counterCutOff: (row.cut_off as any[] | undefined)?.find((cut) => cut.access === 'counter')?.order_until,
      special: ((row.special_days ?? []) as any[]).map((special) => ({
        date: special.date,
        name: special.name,
        hours: special.hours ?? [],
      })),
    };
  });
}

import { toDate } from './day.js';
import { wordFormatFor, type WordFormat } from './word-format.js';

/** Numbers, money and dates of one language. Formatters are built when first needed and kept. */
export interface Format extends WordFormat {
  /** A decimal string or number, as many digits as it has. */
  number(value: string | number): string;
  /** An amount in its currency; unknown currencies keep their code. `short` leaves the cents of whole amounts out. */
  money(amount: string, currency: string, short?: boolean): string;
  /** `short` 31.10. · `date` 31.10.2026 · `long` Saturday, 31 October · `time` 18:00 · `weekday` Fri, 16.10. */
  moment(moment: string | number, style: MomentStyle): string;
}

export type MomentStyle = 'short' | 'date' | 'long' | 'time' | 'weekday';

const MOMENTS: Record<MomentStyle, Intl.DateTimeFormatOptions> = {
  short: { day: '2-digit', month: '2-digit' },
  date: { day: '2-digit', month: '2-digit', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  time: { hour: 'numeric', minute: '2-digit' },
  weekday: { weekday: 'short', day: '2-digit', month: '2-digit' },
};

const formats = new Map<string, Format>();

/** The formatters of a language; the same object for the same tag. */
export function formatFor(tag: string): Format {
  let format = formats.get(tag);
  if (!format) {
    if (formats.size > 20) formats.clear();
    formats.set(tag, (format = createFormat(tag)));
  }
  return format;
}

function createFormat(locale: string): Format {
  const cache = new Map<string, unknown>();
  const cached = <T>(key: string, create: () => T): T => {
    if (!cache.has(key)) cache.set(key, create());
    return cache.get(key) as T;
  };
  return {
    ...wordFormatFor(locale),
    number: (value) =>
      cached('number', () => new Intl.NumberFormat(locale, { maximumFractionDigits: 6 })).format(value as number),
    money: (amount, currency, short = false) =>
      cached(
        currency + short,
        () =>
          new Intl.NumberFormat(locale, {
            style: 'currency',
            currency,
            ...(short ? { trailingZeroDisplay: 'stripIfInteger' } : {}),
          } as Intl.NumberFormatOptions),
      )
        .format(amount as unknown as number)
        // The design uses the true minus sign; Intl gives a hyphen in several languages.
        .replace('-', '\u2212'),
    moment(moment, style) {
      const { date, dateOnly } = toDate(moment);
      // What is no date at all is shown as it was written; `Intl` would throw.
      if (Number.isNaN(+date)) return String(moment);
      const options = dateOnly ? { ...MOMENTS[style], timeZone: 'UTC' } : MOMENTS[style];
      return cached(style + dateOnly, () => new Intl.DateTimeFormat(locale, options)).format(date);
    },
  };
}

const knownDigits = new Map<string, number>();

/** Digits after the point that amounts of a currency have: 2 for EUR, 0 for JPY; 2 for what is no currency. */
export function digitsOf(currency: string | undefined): number {
  if (!currency) return 2;
  let found = knownDigits.get(currency);
  if (found === undefined) {
    try {
      found = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits!;
    } catch {
      found = 2;
    }
    knownDigits.set(currency, found);
  }
  return found;
}

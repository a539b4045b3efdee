import { parseDecimal, toFixed, type Decimal } from '@tauwerk/core';
import type { Language } from './content/translate.js';

/** Signs that must not be torn apart or mistaken: no-break space and the minus of numbers. */
const NBSP = '\u00a0';
const MINUS = '\u2212';

const group = (digits: string, mark: string) => digits.replace(/\B(?=(\d{3})+$)/g, mark);

/** `1234.5` → `1.234,5` or `1,234.5`. */
export function formatNumber(value: string, language: Language): string {
  const [whole = '', fraction] = value.replace('-', '').split('.');
  const [thousands, point] = language === 'de' ? ['.', ','] : [',', '.'];
  const sign = value.startsWith('-') ? MINUS : '';
  return `${sign}${group(whole, thousands)}${fraction ? `${point}${fraction}` : ''}`;
}

const SIGNS: Record<string, string> = { EUR: '€', GBP: '£', USD: '$' };

/** `1.234,50 €` or `€1,234.50`; whole amounts without cents when `short`. */
export function formatMoney(amount: Decimal | string, currency: string, language: Language, short = false): string {
  const exact = toFixed(typeof amount === 'string' ? parseDecimal(amount)! : amount, 2);
  const number = formatNumber(short ? exact.replace(/\.00$/, '') : exact, language);
  const sign = SIGNS[currency] ?? currency;
  if (language === 'de') return `${number}${NBSP}${sign}`;
  const gap = sign.length > 1 ? NBSP : '';
  return number.startsWith(MINUS) ? `${MINUS}${sign}${gap}${number.slice(1)}` : `${sign}${gap}${number}`;
}

/** `4 %` or `4%`. */
export const formatPercent = (percent: string, language: Language) =>
  `${formatNumber(percent, language)}${language === 'de' ? NBSP : ''}%`;

/** `2026-12-08` → `08.12.2026` or `8 Dec 2026`. */
export function formatDay(day: string, language: Language): string {
  const [year, month, date] = day.split('-');
  if (language === 'de') return `${date}.${month}.${year}`;
  const name = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[Number(month) - 1];
  return `${Number(date)}${NBSP}${name}${NBSP}${year}`;
}

/** Keeps a number and the sign behind it on one line. */
export const keepTogether = (text: string) => text.replace(/(\d) (?=[%€])/g, `$1${NBSP}`);

/** `a, b und c`. */
export const formatList = (items: readonly string[], and: string) =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`;

/** Orderable units: singular and plural in both languages, by the unit of the price or the first word of the packaging. */
const UNITS: Record<string, Record<Language, readonly [string, string]>> = {
  Stk: { de: ['Stück', 'Stück'], en: ['piece', 'pieces'] },
  Stück: { de: ['Stück', 'Stück'], en: ['piece', 'pieces'] },
  Pkt: { de: ['Paket', 'Pakete'], en: ['package', 'packages'] },
  Paket: { de: ['Paket', 'Pakete'], en: ['package', 'packages'] },
  Karton: { de: ['Karton', 'Kartons'], en: ['carton', 'cartons'] },
  Rolle: { de: ['Rolle', 'Rollen'], en: ['roll', 'rolls'] },
  Ring: { de: ['Ring', 'Ringe'], en: ['coil', 'coils'] },
  Trommel: { de: ['Trommel', 'Trommeln'], en: ['drum', 'drums'] },
  Bund: { de: ['Bund', 'Bunde'], en: ['bundle', 'bundles'] },
  Stange: { de: ['Stange', 'Stangen'], en: ['bar', 'bars'] },
  Platte: { de: ['Platte', 'Platten'], en: ['sheet', 'sheets'] },
  Palette: { de: ['Palette', 'Paletten'], en: ['pallet', 'pallets'] },
  Sack: { de: ['Sack', 'Säcke'], en: ['bag', 'bags'] },
  Eimer: { de: ['Eimer', 'Eimer'], en: ['bucket', 'buckets'] },
  Dose: { de: ['Dose', 'Dosen'], en: ['can', 'cans'] },
  Paar: { de: ['Paar', 'Paar'], en: ['pair', 'pairs'] },
  Set: { de: ['Set', 'Sets'], en: ['set', 'sets'] },
  Kanister: { de: ['Kanister', 'Kanister'], en: ['canister', 'canisters'] },
  Lage: { de: ['Lage', 'Lagen'], en: ['layer', 'layers'] },
  Verpackung: { de: ['Verpackung', 'Verpackungen'], en: ['package', 'packages'] },
};

/** The orderable unit of an article in words. */
export function unitWord(
  { unit, packaging, packagingQuantity }: { unit: string; packaging: string; packagingQuantity: string },
  language: Language,
  plural = false,
): string {
  // With more than one unit in a package it is the package that is ordered.
  const name = packagingQuantity === '1' ? unit : (/^\p{L}+/u.exec(packaging)?.[0] ?? '');
  return (UNITS[name] ?? UNITS['Verpackung']!)[language][plural ? 1 : 0];
}

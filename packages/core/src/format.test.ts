import { describe, expect, it, vi } from 'vitest';
import { formatFor } from './format.js';
import { normalizeLocale, wordFormatFor } from './word-format.js';

/** Narrow and no-break spaces look alike and differ by version of ICU. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('format', () => {
  it('writes money as the language does, exactly and with the true minus sign', () => {
    expect(plain(formatFor('de').money('1374.80', 'EUR'))).toBe('1.374,80 €');
    expect(plain(formatFor('en').money('1374.80', 'EUR'))).toBe('€1,374.80');
    expect(plain(formatFor('de').money('-2.05', 'EUR'))).toBe('\u22122,05 €');
    expect(plain(formatFor('de').money('123456789012.35', 'EUR'))).toBe('123.456.789.012,35 €');
  });

  it('gives a currency its own digits, and keeps the code of an unknown one', () => {
    expect(plain(formatFor('ja').money('1200', 'JPY'))).toMatch(/1,200$/);
    expect(plain(formatFor('de').money('12.5', 'XTS'))).toBe('12,50 XTS');
  });

  it('writes numbers with as many digits as they have', () => {
    expect(formatFor('de').number('57.2832')).toBe('57,2832');
    expect(formatFor('de').number(1200)).toBe('1.200');
    expect(formatFor('en').number('0.000001')).toBe('0.000001');
  });

  it('writes a calendar date as its own day in every zone', () => {
    expect(formatFor('de').moment('2026-10-31', 'date')).toBe('31.10.2026');
    expect(formatFor('de').moment('2026-10-31', 'short')).toBe('31.10.');
    expect(formatFor('en-GB').moment('2026-10-31', 'long')).toMatch(/^Saturday,? 31 October$/);
    expect(plain(formatFor('de').moment('2026-10-16', 'weekday'))).toBe('Fr., 16.10.');
  });

  it('writes an instant in the time of the device', () => {
    const noon = new Date(2026, 9, 16, 12, 5);
    expect(formatFor('de').moment(noon.toISOString(), 'time')).toBe('12:05');
    expect(formatFor('de').moment(noon.getTime(), 'date')).toBe('16.10.2026');
    expect(formatFor('de').time(noon.getTime())).toBe('12:05');
  });

  it('shows what is no date as it was written instead of throwing', () => {
    expect(formatFor('de').moment('2026-99-99T00:00Z', 'date')).toBe('2026-99-99T00:00Z');
  });

  it('builds each formatter once and keeps few languages', () => {
    const Real = Intl.NumberFormat;
    const built = vi.spyOn(Intl, 'NumberFormat').mockImplementation(function (...options) {
      return new Real(...options);
    } as typeof Intl.NumberFormat);
    const format = formatFor('fr-CA');
    for (let i = 0; i < 200; i++) formatFor('fr-CA').money(String(i), 'CAD');
    expect(built).toHaveBeenCalledTimes(1);
    expect(formatFor('fr-CA')).toBe(format);
    for (let i = 0; i < 30; i++) formatFor(`en-x-l${i}`);
    expect(formatFor('fr-CA')).not.toBe(format);
    built.mockRestore();
  });

  it('picks plurals by the rules of the language', () => {
    const forms = { one: 'punkt', few: 'punkty', many: 'punktów', other: 'punktu' };
    expect([1, 2, 5, 22, 1.5].map((count) => formatFor('pl').plural(count, forms))).toEqual([
      'punkt',
      'punkty',
      'punktów',
      'punkty',
      'punktu',
    ]);
    expect(wordFormatFor('de').plural(3, { one: 'Punkt', other: 'Punkte' })).toBe('Punkte');
    expect(wordFormatFor('pl').plural(2, { one: 'one', other: 'other' })).toBe('other');
  });
});

describe('normalizeLocale', () => {
  it.each([
    ['de_DE', 'de-DE'],
    ['DE-at', 'de-AT'],
    ['de-DE-u-nu-latn', 'de-DE-u-nu-latn'],
    ['', 'en'],
    [null, 'en'],
    [undefined, 'en'],
    ['C', 'en'],
    ['german', 'german'],
    ['not a language', 'en'],
    ['de; DROP TABLE', 'en'],
    ['__proto__', 'en'],
  ])('makes %j into %s', (tag, expected) => expect(normalizeLocale(tag)).toBe(expected));
});

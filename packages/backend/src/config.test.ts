import { describe, expect, it } from 'vitest';
import { addDays, calendarDay, demoClock, endOfDay } from './clock.js';
import { ConfigError, readConfig } from './config.js';
import { formatDay, formatMoney, formatNumber, unitWord } from './format.js';

const env = { TAU_SHOP_KEY: 'shop-key-0123456789', TAU_JWT_SECRET: '0123456789abcdef0123456789abcdef' };

describe('configuration', () => {
  it('needs two secrets only', () => {
    expect(readConfig(env)).toMatchObject({
      port: 4810,
      host: '127.0.0.1',
      dataDir: '.data/backend',
      demo: false,
      corsOrigins: [],
    });
  });

  it.each([
    [{ TAU_SHOP_KEY: '' }, 'TAU_SHOP_KEY is missing'],
    [{ TAU_SHOP_KEY: 'short' }, 'TAU_SHOP_KEY must have at least 16 characters'],
    [{ TAU_JWT_SECRET: undefined }, 'TAU_JWT_SECRET is missing'],
    [{ TAU_JWT_SECRET: 'short' }, 'TAU_JWT_SECRET must have at least 32 characters'],
    [{ TAU_SHOP_KEY: env.TAU_JWT_SECRET }, 'TAU_JWT_SECRET and TAU_SHOP_KEY must differ'],
    [{ PORT: '80a' }, 'PORT must be a port number, not "80a"'],
    [{ DATABASE_URL: 'mysql://x/y' }, 'DATABASE_URL must look like postgres://'],
    [{ TAU_CORS_ORIGINS: 'https://a.example,*' }, 'not "*"'],
    [{ TAU_CORS_ORIGINS: 'https://a.example/' }, 'not "https://a.example/"'],
    [{ TAU_NOW: '2026-11-24' }, 'TAU_NOW is for demos'],
    [{ TAU_DEMO: '1', TAU_NOW: 'soon' }, 'TAU_NOW must be a date'],
  ])('says in one sentence what is wrong with %o', (change, message) => {
    const read = () => readConfig({ ...env, ...change });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(message);
  });

  it('lists the origins that may ask', () => {
    expect(readConfig({ ...env, TAU_CORS_ORIGINS: 'https://a.example, http://127.0.0.1:8080' }).corsOrigins).toEqual([
      'https://a.example',
      'http://127.0.0.1:8080',
    ]);
  });
});

describe('time', () => {
  it('of a demo runs, but stays on its day', () => {
    const clock = demoClock(new Date('2026-11-24T23:59:59.990+01:00'));
    const until = Date.now() + 40;
    while (Date.now() < until);
    expect(calendarDay(clock.now(), 'Europe/Berlin')).toBe('2026-11-24');
  });

  it('knows the calendar day of a zone and its end, also when clocks change', () => {
    expect(calendarDay(new Date('2026-11-24T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11-25');
    expect(calendarDay(new Date('2026-11-24T23:30:00Z'), 'America/New_York')).toBe('2026-11-24');
    expect(endOfDay('2026-11-24', 'Europe/Berlin')).toBe('2026-11-24T23:59:59+01:00');
    expect(endOfDay('2026-07-01', 'Europe/Berlin')).toBe('2026-07-01T23:59:59+02:00');
    expect(endOfDay('2026-10-25', 'Europe/Berlin')).toBe('2026-10-25T23:59:59+01:00');
    expect(endOfDay('2026-03-29', 'Europe/Berlin')).toBe('2026-03-29T23:59:59+02:00');
    expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  });
});

describe('words', () => {
  it('write money and numbers as each language does', () => {
    expect(['de', 'en'].map((language) => formatMoney('-1234.5', 'EUR', language as 'de'))).toEqual([
      '\u22121.234,50\u00a0€',
      '\u2212€1,234.50',
    ]);
    expect(formatMoney('40000', 'EUR', 'de', true)).toBe('40.000\u00a0€');
    expect(formatMoney('40000.50', 'EUR', 'de', true)).toBe('40.000,50\u00a0€');
    expect(formatMoney('12', 'CHF', 'en')).toBe('CHF\u00a012.00');
    expect(formatNumber('1234567.25', 'en')).toBe('1,234,567.25');
    expect(formatDay('2026-12-08', 'en')).toBe('8\u00a0Dec\u00a02026');
  });

  it('name what is ordered: the package, or the unit that is sold one by one', () => {
    expect(unitWord({ unit: 'm²', packaging: 'Paket à 2,88 m²', packagingQuantity: '2.88' }, 'de', true)).toBe(
      'Pakete',
    );
    expect(unitWord({ unit: 'Stk', packaging: 'Palette à 240 Stück', packagingQuantity: '1' }, 'en', true)).toBe(
      'pieces',
    );
    expect(unitWord({ unit: 'Fass', packaging: '', packagingQuantity: '1' }, 'de')).toBe('Verpackung');
  });
});

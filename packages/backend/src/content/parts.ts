import * as v from 'valibot';

/** Building blocks of the content files. Messages say what is expected; what is there is added by the importer. */

export const text = (max = 200) => v.pipe(v.string(), v.minLength(1), v.maxLength(max));
export const key = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, 'an id of letters, digits, - and _'));
export const amount = v.pipe(
  v.string(),
  v.regex(/^\d{1,9}\.\d\d$/, 'an amount in quotes with two digits, like "12.50"'),
);
export const percent = v.pipe(
  v.string(),
  v.regex(/^(100|\d{1,2})(\.\d{1,3})?$/, 'a percentage in quotes, like "4" or "2.5"'),
);
export const count = v.pipe(v.number(), v.integer('a whole number'), v.minValue(0));
export const year = v.pipe(v.number(), v.integer('a year'), v.minValue(1900), v.maxValue(2200));
export const day = v.pipe(
  v.string(),
  v.check((value) => {
    const time = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
  }, 'a day of the calendar in quotes, like "2026-11-24"'),
);
export const clockTime = v.pipe(v.string(), v.regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'a time in quotes, like "06:30"'));
export const timeZone = v.pipe(
  v.string(),
  v.check((value) => {
    try {
      return !!new Intl.DateTimeFormat('en', { timeZone: value });
    } catch {
      return false;
    }
  }, 'a time zone like Europe/Berlin'),
);
export const href = v.pipe(
  v.string(),
  v.regex(/^(https?:\/\/|mailto:|tel:|\/|#)\S*$/, 'a link: https://…, /path, mailto: or tel:'),
);

/** One value or a list of them, read as a list. */
export const oneOrMany = v.pipe(
  v.union([v.string(), v.array(v.string())], 'a text or a list of texts'),
  v.transform((value) => (typeof value === 'string' ? [value] : value)),
);

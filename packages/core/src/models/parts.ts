import * as v from 'valibot';
import { parseInstant } from '../clock.js';

/**
 * Control characters, bidi overrides, invisible marks and fillers, and (as the flag `u` reads it) lone surrogates: never
 * part of an honest label.
 */
const UNSAFE =
  /[\0-\x1f\x7f-\x9f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb]/gu;

/** A text that a backend wrote, made harmless: cleaned of tricks and cut at `max` characters. */
export const text = (max = 200) =>
  v.pipe(
    v.string(),
    v.transform((value) =>
      value
        .slice(0, max * 2)
        .replace(UNSAFE, ' ')
        .trim()
        .slice(0, max)
        // The cut may have halved a character.
        .replace(UNSAFE, ''),
    ),
    v.check((value) => value !== '', 'expected a text'),
  );

export const MAX_ID = 128;

/** An opaque id of at most 128 characters. */
export const id = v.pipe(
  v.string(),
  v.check((value) => value !== '' && value.length <= MAX_ID, 'expected 1 to 128 characters'),
);

/** A string of a form; one function instead of several keeps the page small, and the form reaches the OpenAPI document. */
const form = (pattern: RegExp, what: string) => v.pipe(v.string(), v.regex(pattern, `expected ${what}`));

/** A whole or broken count that a shop may honestly mean. */
export const count = v.pipe(
  v.number(),
  v.check((value) => value >= 0 && value <= 1e9, 'expected 0 to 1,000,000,000'),
);

/** An amount or a count as a decimal string, so that it is never a float. */
export const decimal = form(/^-?\d{1,12}(\.\d{1,6})?$/, 'a decimal string');

/** ISO 4217. */
export const currency = form(/^[A-Z]{3}$/, 'a currency code');

/** `{ amount: "12.50", currency: "EUR" }`; the digits follow the currency (ISO 4217). */
export const MoneySchema = v.object({ amount: decimal, currency });
export type Money = v.InferOutput<typeof MoneySchema>;

/** A calendar date `YYYY-MM-DD` or an instant with offset (RFC 3339). */
export const moment = v.pipe(
  form(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/, 'a date or an instant with offset'),
  // The 45th of a month would throw where it is formatted.
  v.check((value) => parseInstant(value) !== undefined, 'expected a day that exists'),
);

const PROTOCOLS = /^(https?|mailto|tel):$/;

/**
 * A link that may be followed: `https`, `http`, `mailto`, `tel` or relative.
 * Whatever else a backend sends (`javascript:`, `data:`) is left out and the text stays.
 */
export function safeUrl(href: unknown): string | undefined {
  if (typeof href !== 'string' || href.length > 2048) return undefined;
  const clean = href.replace(/[\0-\x1f\x7f-\x9f]/g, '').trim();
  try {
    return clean && PROTOCOLS.test(new URL(clean, 'https://relative.invalid').protocol) ? clean : undefined;
  } catch {
    return undefined;
  }
}

export const url = v.pipe(
  v.string(),
  v.transform((value) => safeUrl(value) ?? ''),
  v.check((value) => value !== '', 'expected a safe link'),
);

/** An optional part: when it is not usable, only the part is left out. */
export const maybe = <S extends v.GenericSchema>(schema: S) => v.fallback(v.optional(schema), undefined);

/** Reports what was dropped on the way in; set once by the client. */
export type DropReporter = (what: string) => void;
export let reportDrop: DropReporter = () => {};
export function onDrop(reporter: DropReporter): void {
  reportDrop = reporter;
}

/** Where and what, e.g. `benefits.0.state: ...`. */
export const explain = ({ path, message }: v.BaseIssue<unknown>) =>
  `${(path ?? []).map(({ key }) => String(key)).join('.')}: ${message}`;

/** A list in which a bad item costs only itself, and which ends at `max` items. */
export const list = <S extends v.GenericSchema>(schema: S, max = 200) =>
  v.pipe(
    v.array(v.unknown()),
    v.transform((items) => {
      const good: v.InferOutput<S>[] = [];
      for (const item of items.slice(0, max)) {
        const result = v.safeParse(schema, item);
        if (result.success) good.push(result.output);
        else reportDrop(explain(result.issues[0]));
      }
      return good;
    }),
    v.metadata({ items: schema }),
  );

import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { BenefitsAnswerSchema } from './benefit.js';
import { CartSchema } from './cart.js';
import { OrderRequestSchema, OrderSchema } from './order.js';
import { decimal, id, list, maybe, moment, onDrop, safeUrl, text, url } from './parts.js';
import { ProblemSchema } from './problem.js';
import { QuoteAnswerSchema } from './quote.js';
import { CapabilitiesSchema, SessionSchema } from './session.js';

const clean = (value: unknown, max?: number) => {
  const result = v.safeParse(text(max), value);
  return result.success ? result.output : undefined;
};

describe('a text', () => {
  it.each([
    ['  Sofort-Rabatt \n', 'Sofort-Rabatt'],
    ['a\u0000b\u001bc\u007fd\u0085e', 'a b c d e'],
    ['100 \u202e€ 5\u202c', '100  € 5'],
    ['a\u2066b\u2069c', 'a b c'],
    ['pay\u200bpal', 'pay pal'],
    ['\ufeffBOM', 'BOM'],
    ['a\u2028b\u2029c', 'a b c'],
    ['a\u061cb\u180ec\u3164d', 'a b c d'],
    ['half \ud83d!', 'half  !'],
    ['\udc00 other half', 'other half'],
    ['whole 🔧 tool', 'whole 🔧 tool'],
    ['Straße, Ñandú, 日本語, עברית', 'Straße, Ñandú, 日本語, עברית'],
    // What languages and emoji are joined with is honest.
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['👷\u200d♀️', '👷\u200d♀️'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ])('%j is shown as %j', (value, expected) => expect(clean(value)).toBe(expected));

  it.each(['', '   ', '\u200b\u200b', '\u202e', '\u3164', 5, true, null, {}, [], { toString: () => 'x' }])(
    'is not %j',
    (value) => expect(clean(value)).toBeUndefined(),
  );

  it('ends at its length, and never with half a character', () => {
    expect(clean('x'.repeat(1_000_000))).toBe('x'.repeat(200));
    expect(clean('🔧'.repeat(50), 5)).toBe('🔧🔧');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.integer({ min: 1, max: 40 }), (value, max) => {
        const result = clean(value, max);
        if (result === undefined) return;
        expect(result.length).toBeLessThanOrEqual(max);
        expect(() => encodeURIComponent(result)).not.toThrow();
        expect(result).not.toMatch(/[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]/);
      }),
    );
  });
});

describe('a link', () => {
  it.each<unknown>([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    '\u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    'j\ra\nv\tascript:alert(1)',
    'javascript\u0000:alert(1)',
    'javascript://shop.example/%0aalert(1)',
    'javascript:/*https://shop.example*/alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml,<svg onload=alert(1)>',
    'DATA:text/html;base64,PHNjcmlwdD4=',
    'vbscript:msgbox(1)',
    'livescript:x',
    'file:///etc/passwd',
    'blob:https://shop.example/1',
    'filesystem:https://shop.example/1',
    'about:blank',
    'ws://shop.example',
    'ftp://shop.example',
    'view-source:https://shop.example',
    'intent://scan/#Intent;end',
    'ms-word:ofe|u|https://shop.example',
    'https://',
    'http://[::1',
    'https://shop.example:99999/',
    '',
    '   ',
    '\u0000',
    `https://shop.example/${'x'.repeat(2048)}`,
    null,
    undefined,
    5,
    {},
    [],
    { href: 'https://shop.example' },
    { toString: () => 'javascript:alert(1)' },
  ])('%j is not followed', (href) => {
    expect(safeUrl(href)).toBeUndefined();
    expect(v.safeParse(url, href).success).toBe(false);
  });

  it.each([
    'https://shop.example/a?b=c#d',
    'http://shop.example',
    'HTTPS://SHOP.EXAMPLE/',
    '//cdn.example/x',
    '/account/benefits',
    'account?tab=benefits',
    '#terms',
    '?page=2',
    './x',
    'mailto:tau@shop.example',
    'tel:+4989123456',
    '/files/price list.pdf',
    'https://shop.example/ä?q=ß',
  ])('%j is followed as it is', (href) => expect(safeUrl(href)).toBe(href));

  it('is rid of what browsers ignore', () => {
    expect(safeUrl(' /account\n')).toBe('/account');
    expect(safeUrl('https://shop\t.example')).toBe('https://shop.example');
  });

  it('never runs code, whatever it is made of', () => {
    const piece = fc.constantFrom(
      'java',
      'script',
      ':',
      '\n',
      '\t',
      '\0',
      ' ',
      '//',
      '/',
      '\\',
      'data',
      'https',
      'vb',
      '%0a',
      '\u00a0',
      '\u200b',
      'a',
      '#',
      '?',
      '@',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const safe = safeUrl(pieces.join(''));
        if (safe === undefined) return;
        expect(new URL(safe, 'https://shop.example').protocol).toMatch(/^(https?|mailto|tel):$/);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('other parts', () => {
  const takes = (schema: v.GenericSchema, value: unknown) => v.safeParse(schema, value).success;

  it('are ids of 1 to 128 characters', () => {
    expect(['a', 'x'.repeat(128), ' '].map((value) => takes(id, value))).toEqual([true, true, true]);
    expect(['', 'x'.repeat(129), 5, null].map((value) => takes(id, value))).toEqual([false, false, false, false]);
  });

  it('are decimal strings of up to 12 and 6 digits', () => {
    for (const good of ['0', '-1', '57.2832', '999999999999.999999']) expect(takes(decimal, good)).toBe(true);
    for (const bad of ['', '1,5', '.5', '5.', '1e3', '1234567890123', '0.1234567', ' 1', '1\n', 5])
      expect(takes(decimal, bad)).toBe(false);
  });

  it('are days that exist and instants with an offset', () => {
    for (const good of ['2026-10-16', '2028-02-29', '2026-10-16T15:00+02:00', '2026-10-16T15:00:00.123Z'])
      expect(takes(moment, good)).toBe(true);
    for (const bad of [
      '2026-13-01',
      '2026-10-45',
      '2026-10-16T15:00',
      '2026-10-16T99:00Z',
      '16.10.2026',
      'tomorrow',
      '',
      5,
    ]) {
      expect(takes(moment, bad)).toBe(false);
    }
  });

  it('leave out only themselves when they are optional and unusable', () => {
    const schema = v.object({ a: text(), b: maybe(text()), c: maybe(decimal) });
    expect(v.parse(schema, { a: 'x', b: { evil: 1 }, c: '1,5' })).toEqual({ a: 'x', b: undefined, c: undefined });
  });

  it('drop a bad item of a list with a word, and end the list at its length', () => {
    const dropped: string[] = [];
    onDrop((what) => dropped.push(what));
    const schema = list(v.object({ title: text() }), 3);
    expect(v.parse(schema, [{ title: 'a' }, { title: 5 }, { title: 'b' }, { title: 'c' }])).toEqual([
      { title: 'a' },
      { title: 'b' },
    ]);
    expect(dropped).toHaveLength(1);
    expect(dropped[0]).toContain('title');
    onDrop(() => {});
  });
});

describe('every schema', () => {
  const schemas = {
    BenefitsAnswerSchema,
    QuoteAnswerSchema,
    SessionSchema,
    CapabilitiesSchema,
    ProblemSchema,
    CartSchema,
    OrderSchema,
    OrderRequestSchema,
  };
  /** Nonsense with the names of the contract, so that it gets further in. */
  const name = fc.constantFrom(
    'items',
    'benefits',
    'cart',
    'sku',
    'id',
    'kind',
    'title',
    'state',
    'value',
    'conditions',
    'type',
    'amount',
    'currency',
    'validUntil',
    'link',
    'href',
    'programme',
    'name',
    'audience',
    'guest',
    'account',
    'person',
    'totals',
    'net',
    'lines',
    'quantity',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'length',
    '_$litType$',
    'strings',
    'nodeType',
    'then',
    'toJSON',
  );
  const leaf = fc.oneof(
    fc.constantFrom(
      'granted',
      'money',
      'percent',
      'line',
      'guest',
      'EUR',
      '12.50',
      '2026-10-16',
      'javascript:alert(1)',
      '/x',
      'A1',
      true,
      null,
    ),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.bigInt().map(Number),
  );
  const { value: nonsense } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 5 }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('object')),
    object: fc.array(fc.tuple(name, tie('value')), { maxLength: 8 }).map((entries) => {
      const target = {};
      // As JSON.parse does it: `__proto__` becomes a property of its own.
      for (const [key, value] of entries) {
        Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
      }
      return target;
    }),
  }));

  it.each(Object.entries(schemas))('%s takes any JSON without throwing, and changes no prototype', (_, schema) => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    fc.assert(
      fc.property(nonsense, (input) => {
        const result = v.safeParse(schema as v.GenericSchema, input);
        if (result.success) onlyPlain(result.output);
      }),
      { numRuns: 1500 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  });

  it('is not crashed by depth', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(v.safeParse(BenefitsAnswerSchema, { items: deep }).success).toBe(true);
    expect(v.safeParse(SessionSchema, deep).success).toBe(false);
  });
});

/** Only own plain objects, arrays and primitive values, as templates and stores may hold them. */
function onlyPlain(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  expect(Object.getPrototypeOf(value)).toBe(Array.isArray(value) ? Array.prototype : Object.prototype);
  for (const key of Object.keys(value)) {
    expect(['__proto__', 'constructor', 'prototype', 'toString', '_$litType$', 'then']).not.toContain(key);
    onlyPlain((value as Record<string, unknown>)[key]);
  }
}

import { getClient, setCart, TauError } from '@tauwerk/core';
import { expect, mount, part, parts, settle } from '@tauwerk/testing/mount';
import {
  answer,
  article,
  benefit,
  discount,
  fakeShop,
  inState,
  seenText,
  shopWith,
  show,
  until,
} from '@tauwerk/testing/benefits';
import '../benefit-badge/define.js';
import '../benefit-list/define.js';
import '../benefit/blocks.js';
import '../benefit/cart-source.js';
import '../benefit/details.js';
import '../locales/more/en.js';

type Badge = HTMLElementTagNameMap['tau-benefit-badge'];
const VARIANTS = ['chip', 'line', 'card', 'icon'] as const;
const STATES = [
  'loading',
  'ready',
  'empty',
  'guest',
  'not-enrolled',
  'pending',
  'ineligible',
  'error',
  'offline',
  'unsupported',
  'disabled',
];
const huge = 'x'.repeat(1 << 20);
const tag = (attributes = '') => `<tau-benefit-badge lang="en" sku="A1" ${attributes}></tau-benefit-badge>`;

/** Waits until the widgets of a room have an answer, and checks that none is silent. */
async function speaks(room: Element, what: string): Promise<void> {
  const widgets = [...room.children];
  for (const widget of widgets) {
    widget.scrollIntoView({ block: 'center', behavior: 'instant' });
    await until(`${what} is answered`, () => ![null, 'loading'].includes(widget.getAttribute('state')));
    await settle(widget);
    const state = widget.getAttribute('state')!;
    expect(STATES, what).to.include(state);
    const silent = ['empty', 'unsupported', 'disabled'].includes(state);
    if (!silent)
      expect(seenText(widget) || part(widget, 'icon').ariaLabel, `${what}: ${widget.outerHTML} is silent`).not.to.equal(
        '',
      );
    expect(widget.scrollWidth, `${what} does not burst the page`).to.be.at.most(innerWidth);
  }
}

const ROOM = `<div>${VARIANTS.map((variant) => tag(`variant="${variant}" quantity="2" max="20"`)).join('')}<tau-benefit-list lang="en" placement="account"></tau-benefit-list></div>`;

/** Answers that no honest backend gives. */
const ANSWERS: Record<string, unknown> = {
  nothing: undefined,
  null: null,
  'a number': 42,
  'a text': 'an error page',
  'a list': [],
  'an empty object': {},
  'items that are no list': { items: 'many' },
  'items that are null': { items: null, benefits: null },
  'items of all types': { items: [null, 1, 'x', [], {}, { sku: 7 }, { sku: '' }], benefits: [null, 1, 'x', [], {}] },
  'an audience that nobody knows': answer({
    audience: 'emperor',
    items: [article('A1', [discount()])],
    benefits: [discount()],
  }),
  'a prototype': JSON.parse(
    '{"__proto__":{"audience":"guest"},"items":[{"sku":"A1","__proto__":{"polluted":true},"benefits":[]}],"benefits":[]}',
  ),
  'another article': answer({ items: [article('B9', [discount()])], benefits: [] }),
  'a list of a thousand': answer({
    items: [
      article(
        'A1',
        Array.from({ length: 1000 }, (_, index) => benefit({ id: `b${index}` })),
      ),
    ],
    benefits: Array.from({ length: 1000 }, (_, index) => benefit({ id: `b${index}` })),
  }),
  'a programme of nonsense': answer({
    programme: { name: 7, joinUrl: {}, contact: 'x' },
    items: [article('A1', [discount()])],
    benefits: [],
  }),
  'a programme that is huge': answer({
    audience: 'not-enrolled',
    programme: { name: huge, note: huge, joinUrl: `https://x.example/${huge}` },
    reason: huge,
    items: [article('A1', [])],
    benefits: [],
  }),
  'currencies of nonsense': answer({
    currency: 'euro',
    priceDisplay: 'maybe',
    items: [article('A1', [discount()], { netPrice: { amount: '1', currency: 'ZZZ' } })],
    benefits: [],
  }),
  'prices of nonsense': answer({
    items: [
      article('A1', [discount()], { netPrice: { amount: NaN, currency: 'EUR' }, listPrice: 'free', unit: 7, name: [] }),
    ],
    benefits: [],
  }),
};

/** Benefits that no honest backend has. */
const BENEFITS: Record<string, unknown> = {
  'an unknown kind': benefit({ kind: 'teleport' }),
  'a kind of the prototype': benefit({ kind: '__proto__' }),
  'a kind named toString': benefit({ kind: 'toString' }),
  'an unknown effect': benefit({ effect: 'constructor' }),
  'an unknown state': benefit({ state: 'haunted' }),
  'an unknown stacking': benefit({ stacking: 'sideways' }),
  'no title': benefit({ title: '' }),
  'a title of tricks': benefit({ title: '\u202e\u200b\u0000evil\ud800' }),
  'a title of a megabyte': benefit({ title: huge, label: huge, summary: huge, unlocks: huge, reason: huge }),
  'a title that is markup': benefit({ title: '<script>alert(1)</script><img src=x onerror=alert(1)>' }),
  'values of wrong types': discount({ value: { type: 'percent', percent: 3, of: 1, label: {} } }),
  'a value of NaN': discount({ value: { type: 'points', points: NaN } }),
  'negative points': discount({ value: { type: 'points', points: -5 } }),
  'absurd points': discount({ value: { type: 'points', points: 1e300 } }),
  'an absurd percentage': discount({ value: { type: 'percent', percent: '999999999999', of: 'line' } }),
  'a negative percentage': discount({ value: { type: 'percent', percent: '-50', of: 'line' } }),
  'a percentage with an exponent': discount({ value: { type: 'percent', percent: '1e5', of: 'line' } }),
  'an absurd amount': discount({ value: { type: 'money', amount: '999999999999.999999', currency: 'EUR' } }),
  'an amount without a currency': discount({ value: { type: 'money', amount: '5' } }),
  'a value without anything': discount({ value: { type: 'money' } }),
  'days of Infinity': discount({ value: { type: 'days', days: Infinity, gained: -1 } }),
  'conditions that are no list': discount({ conditions: 'none', state: 'available' }),
  'conditions of nonsense': discount({
    state: 'available',
    conditions: [null, 1, { type: 'cart-value', min: 'much' }, { type: 'moon', min: '-5', missing: '-5' }],
  }),
  'available without conditions': discount({ state: 'available' }),
  'dates of nonsense': discount({ validUntil: 'tomorrow', validFrom: 5 }),
  'a date that does not exist': discount({ validUntil: '2026-99-99' }),
  'an instant that does not exist': discount({ validUntil: '2026-99-99T99:99:99Z' }),
  'a year that is far': discount({ validUntil: '9999-12-31' }),
  'itself instead of itself': discount({ stacking: 'instead', insteadOf: { id: 'discount', title: 'x' } }),
  'links that harm': benefit({ link: { href: 'javascript:alert(1)', label: 'harmful words' } }),
  'a comparison of endless words': benefit({ compare: { label: huge, without: huge, with: huge } }),
  'a comparison of nonsense': benefit({ compare: { label: 1, without: [], with: null } }),
};

describe('whatever a backend answers', () => {
  for (const [what, said] of Object.entries(ANSWERS)) {
    it(`is met with a state and words: ${what}`, async () => {
      const room = await mount(
        ROOM,
        fakeShop(() => said),
      );
      await speaks(room, what);
      expect(({} as { polluted?: boolean; audience?: string }).polluted).to.equal(undefined);
      expect(({} as { audience?: string }).audience).to.equal(undefined);
    });
  }

  for (const [what, one] of Object.entries(BENEFITS)) {
    it(`is met with a state and words: ${what}, beside an honest one, also in the details`, async () => {
      const room = await mount(
        ROOM,
        shopWith(
          [one, benefit({ id: 'honest', title: 'The honest one', link: { href: '/honest' } })],
          {},
          { name: huge, unit: huge },
        ),
      );
      await speaks(room, what);
      const [chips, , card] = [...room.children] as Badge[];
      expect(parts(chips!, 'chip').some((chip) => /The honest one/.test(seenText(chip)))).to.be.true;
      expect(seenText(chips!)).not.to.match(/NaN|undefined|\[object|Infinity/);
      expect(seenText(card!)).not.to.match(/NaN|undefined|\[object|Infinity/);
      part(chips!, 'chip').click();
      await until('the details are open', () => chips!.shadowRoot!.querySelector('.pop h3'));
      await settle(chips!);
      const panel = part(chips!, 'popover');
      expect(seenText(panel))
        .to.contain('The honest one')
        .and.not.match(/NaN|undefined|\[object|Infinity/);
      expect(panel.scrollWidth).to.be.at.most(panel.clientWidth);
      expect(panel.querySelectorAll('script, img, a[href^="javascript"]')).to.have.length(0);
      expect(seenText(panel)).not.to.contain('harmful words');
      expect(
        [...panel.querySelectorAll<HTMLAnchorElement>('.group a')].map((a) => a.getAttribute('href')),
        'the honest link is drawn, and no other',
      ).to.deep.equal(['/honest']);
    });
  }

  it('is met with a state: every way of failing', async () => {
    const failures: [() => unknown, string][] = [
      [() => Promise.reject(new TauError('http', 'answered 500', { status: 500 })), 'error'],
      [() => Promise.reject(new TauError('http', 'answered 404', { status: 404 })), 'unsupported'],
      [() => Promise.reject(new TauError('invalid', 'not JSON')), 'error'],
      [() => Promise.reject(new TauError('offline', 'no network')), 'error'],
      [() => Promise.reject(undefined), 'error'],
      [() => Promise.reject('a text'), 'error'],
      [
        () => {
          throw null;
        },
        'error',
      ],
      [
        () => {
          throw new RangeError('our own mistake');
        },
        'error',
      ],
    ];
    for (const [fail, state] of failures) await show(tag(), fakeShop(fail), state);
  });

  it('is met with a state when the adapter itself breaks at once', async () => {
    const badge = await mount(tag(), {
      benefits() {
        throw new TypeError('adapter mistake');
      },
    });
    await inState(badge, 'error');
  });
});

describe('whatever the markup says', () => {
  const NONSENSE = [
    '',
    ' ',
    'abc',
    '-1',
    '1e99',
    'NaN',
    'Infinity',
    'x'.repeat(10_000),
    '<b>',
    '\u0000',
    '__proto__',
    'null',
    '0x10',
    '1,5',
  ];
  const ATTRIBUTES = [
    'quantity',
    'net-price',
    'placement',
    'lead',
    'max',
    'variant',
    'theme',
    'accent',
    'radius',
    'density',
    'lang',
    'address',
    'debug',
    'state',
  ];

  for (const attribute of ATTRIBUTES) {
    it(`never breaks the page: ${attribute}`, async () => {
      const info = console.info;
      console.info = () => {};
      try {
        for (const value of NONSENSE) {
          const badge = await mount<Badge>(tag(), shopWith([discount()]));
          badge.setAttribute(attribute, value);
          await until(`${attribute}="${value.slice(0, 20)}" is answered`, () => parts(badge, 'chip').length === 1);
          expect(seenText(badge), value.slice(0, 20)).to.match(/^Instant discount/);
          expect(seenText(badge)).not.to.match(/NaN|undefined|Infinity|∞/);
          badge.parentNode!.removeChild(badge);
        }
      } finally {
        console.info = info;
      }
    });
  }

  it('never breaks the page: article numbers', async () => {
    const seen: string[] = [];
    const shop = fakeShop(({ skus }) => {
      seen.push(...skus);
      return answer({ items: skus.map((sku) => article(sku, [discount()])) });
    });
    for (const sku of ['A 1', 'ä/ö?&=#', '__proto__', 'constructor', '<b>', '🔩', 'x'.repeat(128)]) {
      const badge = await mount<Badge>('<tau-benefit-badge lang="en"></tau-benefit-badge>', shop);
      badge.sku = sku;
      await until(`"${sku.slice(0, 20)}" is answered`, () => badge.state === 'ready');
      expect(seen).to.include(sku);
      badge.parentNode!.removeChild(badge);
    }
    const long = await mount<Badge>('<tau-benefit-badge lang="en"></tau-benefit-badge>', shop);
    long.sku = 'x'.repeat(5000);
    await until('it is answered', () => !['loading', null].includes(long.getAttribute('state')));
  });

  it('never breaks the page: carts', async () => {
    const badge = await show<Badge>(tag(), shopWith([discount()]));
    const warn = console.warn;
    console.warn = () => {};
    try {
      for (const lines of [
        undefined,
        null,
        7,
        'cart',
        {},
        [null],
        [{}],
        [{ sku: 1 }],
        [{ sku: 'A', quantity: NaN }],
        [{ sku: 'A', quantity: -1 }],
        [{ sku: 'A', quantity: 1, netPrice: 'free' }],
        Array.from({ length: 501 }, () => ({ sku: 'A', quantity: 1 })),
      ]) {
        expect(setCart(getClient().value!, lines)).to.be.false;
        await settle(badge);
        expect(badge.state).to.equal('ready');
      }
    } finally {
      console.warn = warn;
    }
  });
});

describe('a mistake of our own', () => {
  it('shows the fallback, says so once and leaves the page alone', async () => {
    const said: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => said.push(text);
    try {
      const badge = await show<Badge>(tag().replace('></', '>from 3 %</'), shopWith([discount()]));
      // Stands in for any mistake while drawing.
      Object.defineProperty(badge, 'drawView', {
        value: () => {
          throw new Error('mistake');
        },
      });
      badge.setAttribute('quantity', '3');
      await inState(badge, 'error');
      expect(seenText(badge)).to.equal('from 3 %');
      badge.setAttribute('quantity', '4');
      await settle(badge);
      expect(said.filter((text) => /mistake/.test(text))).to.have.length(1);
    } finally {
      console.warn = warn;
    }
  });
});

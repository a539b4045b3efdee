import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseDecimal, toFixed } from '../decimal.js';
import {
  benefitAmount,
  benefitFor,
  digitsOf,
  grantedAmounts,
  groupBenefits,
  measure,
  openCondition,
  totalAmount,
  type Purchase,
} from './benefit-rules.js';
import { BenefitSchema, ConditionSchema, rankBenefits, takesOff, type Benefit } from './benefit.js';
import { cartKey, CartLineSchema, cartTotal, type CartLine } from './cart.js';
import { customerPrice, parseGraduatedPrices } from './price.js';
import { cartBenefits, QuoteAnswerSchema } from './quote.js';

const benefit = (id: string, over: object = {}): Benefit =>
  v.parse(BenefitSchema, {
    id,
    kind: 'instant-discount',
    effect: 'helps-cash-flow',
    title: id,
    state: 'granted',
    ...over,
  });
const percent = (of: string, amount: string) => ({ value: { type: 'percent', percent: amount, of } });
const money = (amount: string, more: object = {}) => ({ value: { type: 'money', amount, currency: 'EUR', ...more } });
const purchase = (netPrice?: string, quantity?: number, cart?: string): Purchase => ({
  netPrice: parseDecimal(netPrice),
  quantity: parseDecimal(quantity),
  cart: parseDecimal(cart),
});
const shown = (amounts: Map<string, Parameters<typeof toFixed>[0]>) =>
  Object.fromEntries([...amounts].map(([id, amount]) => [id, toFixed(amount, 2)]));
const ids = (benefits: readonly Benefit[]) => benefits.map(({ id }) => id);

describe('the order of benefits', () => {
  const all = [
    benefit('points', { kind: 'points-collect', effect: 'saves-work', value: { type: 'points', points: 5 } }),
    benefit('money', percent('line', '3')),
    benefit('locked', { effect: 'saves-work', state: 'locked' }),
    benefit('simple', { effect: 'simplifies-buying' }),
    benefit('work', { effect: 'saves-work' }),
    benefit('open', { effect: 'saves-work', state: 'available' }),
    benefit('odd', { effect: 'glitters' }),
  ];

  it('is usable first, then work, buying, cash flow, and points last of all', () => {
    expect(ids(rankBenefits(all))).toEqual(['work', 'simple', 'money', 'odd', 'open', 'locked', 'points']);
  });

  it('leads with what lowers the price beside a price tag, if it is usable', () => {
    expect(ids(rankBenefits(all, 'value'))[0]).toBe('money');
    const locked = benefit('locked-money', { ...percent('line', '9'), state: 'locked' });
    expect(ids(rankBenefits([locked, ...all], 'value'))[0]).toBe('money');
    expect(ids(rankBenefits([locked, all[3]!], 'value'))).toEqual(['simple', 'locked-money']);
  });

  it('keeps the order of the backend among equals, and changes no list', () => {
    const same = ['c', 'a', 'b'].map((id) => benefit(id));
    expect(ids(rankBenefits(same))).toEqual(['c', 'a', 'b']);
    expect(ids(same)).toEqual(['c', 'a', 'b']);
    rankBenefits(all);
    expect(all[0]!.id).toBe('points');
  });

  it('groups by effect and leaves empty groups out', () => {
    expect(groupBenefits(all).map(({ effect, benefits }) => [effect, ids(benefits)])).toEqual([
      ['saves-work', ['work', 'open', 'locked', 'points']],
      ['simplifies-buying', ['simple']],
      ['helps-cash-flow', ['money']],
      ['other', ['odd']],
    ]);
    expect(groupBenefits([])).toEqual([]);
  });
});

describe('the value in money', () => {
  const amount = (over: object, ...facts: Parameters<typeof purchase>) => {
    const value = benefitAmount(benefit('b', over), purchase(...facts));
    return value && toFixed(value, value.scale);
  };

  it('is a percentage of the line at the buyer’s own price, rounded once', () => {
    expect(amount(percent('line', '3'), '61.57')).toBe('1.85');
    expect(amount(percent('line', '3'), '57.2832', 24)).toBe('41.24');
    expect(amount(percent('line', '2.5'), '0.01', 3)).toBe('0.00');
    expect(amount(percent('line', '50'), '0.01')).toBe('0.01');
  });

  it('is a percentage of the cart', () => {
    expect(amount(percent('cart', '2'), '61.57', 1, '1374.80')).toBe('27.50');
    expect(amount(percent('cart', '2'), '61.57', 1)).toBeUndefined();
  });

  it('is the amount of money itself, rounded too', () => {
    expect(amount(money('12.345'))).toBe('12.35');
    expect(amount(money('15'))).toBe('15.00');
  });

  it('is unknown without a price, for another basis, for what is paid otherwise, and for what is no money', () => {
    expect(amount(percent('line', '3'))).toBeUndefined();
    expect(amount(percent('other', '3'), '61.57')).toBeUndefined();
    expect(amount(money('15', { per: 'per tour' }), '61.57')).toBeUndefined();
    expect(amount({ value: { type: 'days', days: 60 } }, '61.57')).toBeUndefined();
    expect(amount({ value: { type: 'percent', of: 'line' } }, '61.57')).toBeUndefined();
    expect(amount({}, '61.57')).toBeUndefined();
  });

  it('has the digits of its currency', () => {
    expect(['EUR', 'JPY', 'KRW', 'BHD', 'XYZ', 'nonsense', '', undefined].map(digitsOf)).toEqual([
      2, 0, 0, 3, 2, 2, 2, 2,
    ]);
    const shownIn = (over: object, currency: string | undefined, digits?: number) => {
      const amount = benefitAmount(benefit('b', over), { ...purchase('1999', 1), currency }, digits);
      return amount && toFixed(amount, amount.scale);
    };
    expect(shownIn(percent('line', '3'), 'JPY')).toBe('60');
    expect(shownIn(percent('line', '3'), 'BHD')).toBe('59.970');
    expect(shownIn(percent('line', '3'), undefined)).toBe('59.97');
    expect(shownIn(money('15.5', { currency: 'JPY' }), undefined)).toBe('16');
    expect(shownIn(percent('line', '3'), 'JPY', 1)).toBe('60.0');
  });

  it('in another currency than the purchase is not taken off', () => {
    const benefits = [
      benefit('franc', money('10', { currency: 'CHF' })),
      benefit('euro', money('5')),
      benefit('plain', money('1', { currency: undefined })),
      benefit('percent', percent('line', '3')),
    ];
    const inEuro = { ...purchase('100', 1), currency: 'EUR' };
    expect(shown(grantedAmounts(benefits, inEuro))).toEqual({ euro: '5.00', plain: '1.00', percent: '3.00' });
    expect(toFixed(totalAmount(benefits, inEuro), 2)).toBe('9.00');
    expect(toFixed(totalAmount(benefits, { ...inEuro, currency: 'CHF' }), 2)).toBe('14.00');
  });

  it('lowers the price unless it is in it already, or is no part of the line', () => {
    expect(takesOff(benefit('b', percent('line', '3')))).toBe(true);
    expect(takesOff(benefit('b', money('5')))).toBe(true);
    expect(takesOff(benefit('b', { ...percent('line', '3'), stacking: 'included' }))).toBe(false);
    expect(takesOff(benefit('b', percent('cart', '3')))).toBe(false);
    expect(takesOff(benefit('b', money('5', { per: 'per tour' })))).toBe(false);
  });
});

describe('a condition', () => {
  const condition = (over: object) => v.parse(ConditionSchema, { type: 'cart-value', min: '300', ...over });

  it('is measured as the distance that cart or quantity leave', () => {
    expect(measure(condition({}), purchase(undefined, undefined, '57.28'))).toMatchObject({
      met: false,
      missing: '242.72',
    });
    expect(measure(condition({}), purchase(undefined, undefined, '300'))).toMatchObject({
      met: true,
      missing: undefined,
    });
    expect(measure(condition({ type: 'quantity', min: '5' }), purchase('1', 3))).toMatchObject({
      met: false,
      missing: '2',
    });
    expect(measure(condition({ type: 'quantity', min: '5' }), purchase('1', 5))).toMatchObject({ met: true });
  });

  it('that cannot be measured stays as the backend told it', () => {
    for (const told of [
      condition({ type: 'tier' }),
      condition({ min: undefined }),
      condition({ type: 'quantity' }),
      condition({ missing: '250' }),
    ]) {
      expect(measure(told, purchase(undefined, undefined, undefined))).toBe(told);
    }
  });

  it('that counts only a part of the cart stays as the backend told it', () => {
    const told = condition({ partial: true, missing: '250' });
    expect(measure(told, purchase('1', 9, '400'))).toBe(told);
    const open = benefit('b', { state: 'available', conditions: [told] });
    expect(benefitFor(open, purchase('1', 9, '400')).state).toBe('available');
    expect(condition({ partial: 'yes' }).partial).toBeUndefined();
  });

  it('makes a benefit count, or not yet', () => {
    const told = benefit('b', { state: 'available', conditions: [{ type: 'cart-value', min: '300', missing: '250' }] });
    expect(benefitFor(told, purchase(undefined, undefined, '400')).state).toBe('granted');
    const open = benefitFor({ ...told, state: 'granted' }, purchase(undefined, undefined, '100'));
    expect(open.state).toBe('available');
    expect(openCondition(open)).toMatchObject({ missing: '200' });
    expect(openCondition(benefitFor(told, purchase(undefined, undefined, '400')))).toBeUndefined();
    expect(told.state).toBe('available');
  });

  it('needs all of several', () => {
    const told = benefit('b', {
      state: 'available',
      conditions: [
        { type: 'cart-value', min: '300' },
        { type: 'quantity', min: '5' },
      ],
    });
    expect(benefitFor(told, purchase('1', 4, '400')).state).toBe('available');
    expect(benefitFor(told, purchase('1', 5, '400')).state).toBe('granted');
  });

  it('that was not told or cannot be measured promises and takes back nothing', () => {
    expect(benefitFor(benefit('b', { state: 'available' }), purchase('1', 1, '1')).state).toBe('available');
    expect(benefitFor(benefit('b', { conditions: [{ type: 'date', text: 'until Friday' }] }), purchase()).state).toBe(
      'granted',
    );
    const half = benefit('b', {
      state: 'available',
      conditions: [{ type: 'enrolment' }, { type: 'quantity', min: '1' }],
    });
    expect(benefitFor(half, purchase('1', 1)).state).toBe('available');
  });

  it.each(['locked', 'pending', 'ineligible'])('opens nothing that is %s', (state) => {
    const told = benefit('b', { state, conditions: [{ type: 'quantity', min: '1' }] });
    expect(benefitFor(told, purchase('1', 9))).toBe(told);
  });
});

describe('what a line gets', () => {
  it('is the sum of what is granted and taken off', () => {
    const benefits = [
      benefit('percent', percent('line', '3')),
      benefit('money', money('1.50')),
      benefit('included', { ...percent('line', '12'), stacking: 'included' }),
      benefit('open', { ...percent('line', '9'), state: 'available' }),
      benefit('service'),
    ];
    expect(shown(grantedAmounts(benefits, purchase('100', 2)))).toEqual({ percent: '6.00', money: '1.50' });
    expect(toFixed(totalAmount(benefits, purchase('100', 2)), 2)).toBe('7.50');
    expect(toFixed(totalAmount([], purchase()), 2)).toBe('0.00');
  });

  it('is the higher of two that exclude each other, whichever comes first', () => {
    const discount = benefit('discount', percent('line', '3'));
    const campaign = benefit('campaign', {
      ...percent('line', '5'),
      stacking: 'instead',
      insteadOf: { id: 'discount' },
    });
    const small = benefit('small', { ...percent('line', '1'), stacking: 'instead', insteadOf: { id: 'discount' } });
    const facts = purchase('100', 1);
    for (const both of [
      [discount, campaign],
      [campaign, discount],
    ]) {
      expect(shown(grantedAmounts(both, facts))).toEqual({ campaign: '5.00' });
    }
    expect(shown(grantedAmounts([discount, small], facts))).toEqual({ discount: '3.00' });
    expect(shown(grantedAmounts([small], facts))).toEqual({ small: '1.00' });
    expect(shown(grantedAmounts([discount, { ...campaign, state: 'available' }], facts))).toEqual({ discount: '3.00' });
  });

  it('does not lose a benefit that would replace itself', () => {
    const odd = benefit('odd', { ...percent('line', '3'), stacking: 'instead', insteadOf: { id: 'odd' } });
    expect(shown(grantedAmounts([odd], purchase('100', 1)))).toEqual({ odd: '3.00' });
  });
});

describe('a cart', () => {
  const lines: CartLine[] = [
    { sku: 'A', quantity: 24, netPrice: '57.2832' },
    { sku: 'B', quantity: 2, netPrice: '10' },
  ];
  const quote = (items: object[], cart: object[] = []) => v.parse(QuoteAnswerSchema, { items, cart });

  it('is worth its lines, each rounded once', () => {
    expect(toFixed(cartTotal(lines)!, 2)).toBe('1394.80');
    expect(toFixed(cartTotal([{ sku: 'A', quantity: 3, netPrice: '0.333333' }])!, 2)).toBe('1.00');
    const half = { sku: 'A', quantity: 1, netPrice: '0.005' };
    expect(toFixed(cartTotal([half, half])!, 2)).toBe('0.02');
    expect(toFixed(cartTotal([])!, 2)).toBe('0.00');
    expect(cartTotal([...lines, { sku: 'C', quantity: 1 }])).toBeUndefined();
  });

  it('is worth whole units where the currency has no smaller ones', () => {
    expect(toFixed(cartTotal([{ sku: 'A', quantity: 3, netPrice: '33.5' }], 0)!, 2)).toBe('101.00');
  });

  it('has no quantity that cannot be reckoned with', () => {
    fc.assert(
      fc.property(fc.double(), (quantity) => {
        const read = v.safeParse(CartLineSchema, { sku: 'A', quantity, netPrice: '1' });
        expect(!read.success || !!cartTotal([read.output])).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(toFixed(cartTotal([{ sku: 'A', quantity: 1.5e-7, netPrice: '100000' }])!, 2)).toBe('0.02');
  });

  it('has another key when anything about it changes', () => {
    const keys = [
      lines,
      lines.slice(0, 1),
      lines.map((line) => ({ ...line, quantity: 1 })),
      lines.map(({ sku, quantity }) => ({ sku, quantity })),
      [...lines].reverse(),
    ].map(cartKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(cartKey(lines)).toBe(cartKey(structuredClone(lines)));
  });

  it('gets the benefits of the order, and those of its lines added up', () => {
    const three = { ...benefit('three'), ...percent('line', '3') };
    const answer = quote(
      [
        { sku: 'A', benefits: [three] },
        { sku: 'B', benefits: [three, benefit('service')] },
      ],
      [benefit('order', { kind: 'invoice' })],
    );
    const found = cartBenefits(answer, lines);
    expect(ids(found)).toEqual(['order', 'three']);
    expect(found[1]).toMatchObject({ value: { type: 'money', amount: '41.84' }, onLines: { count: 2, all: 2 } });
  });

  it('counts a benefit once that the order has already, and measures conditions by line and cart', () => {
    const order = { ...benefit('order'), ...money('5') };
    const open = {
      ...benefit('open', { state: 'available', conditions: [{ type: 'cart-value', min: '1000' }] }),
      ...percent('line', '10'),
    };
    const many = {
      ...benefit('many', { state: 'available', conditions: [{ type: 'quantity', min: '5' }] }),
      ...percent('line', '1'),
    };
    const answer = quote(
      [
        { sku: 'A', benefits: [order, many] },
        { sku: 'B', benefits: [open, many] },
        { sku: 'C', benefits: [many] },
      ],
      [order],
    );
    const found = cartBenefits(answer, lines);
    expect(found.map(({ id, value }) => [id, value?.amount])).toEqual([
      ['order', '5'],
      ['many', '13.75'],
      ['open', '2.00'],
    ]);
  });

  it('uses the price of the backend where the page tells none', () => {
    const answer = quote([
      {
        sku: 'A',
        netPrice: { amount: '100', currency: 'EUR' },
        benefits: [{ ...benefit('three'), ...percent('line', '3') }],
      },
    ]);
    expect(cartBenefits(answer, [{ sku: 'A', quantity: 2 }])[0]!.value!.amount).toBe('6.00');
  });

  it('keeps to one currency and its digits', () => {
    const three = { ...benefit('three'), ...percent('line', '3') };
    const franc = { ...benefit('franc'), ...money('7', { currency: 'CHF' }) };
    const yen = v.parse(QuoteAnswerSchema, {
      currency: 'JPY',
      cart: [],
      items: [
        { sku: 'A', benefits: [three, franc] },
        { sku: 'B', netPrice: { amount: '90', currency: 'EUR' }, benefits: [three] },
      ],
    });
    const found = cartBenefits(yen, [
      { sku: 'A', quantity: 1, netPrice: '1999' },
      { sku: 'B', quantity: 1 },
    ]);
    expect(found.map(({ id, value }) => [id, value?.amount, value?.currency])).toEqual([['three', '60', 'JPY']]);
    const plain = quote([{ sku: 'A', netPrice: { amount: '100', currency: 'CHF' }, benefits: [three, franc] }]);
    expect(
      cartBenefits(plain, [{ sku: 'A', quantity: 1 }]).map(({ id, value }) => [id, value?.amount, value?.currency]),
    ).toEqual([
      ['three', '3.00', 'CHF'],
      ['franc', '7.00', 'CHF'],
    ]);
  });

  it('of 500 lines is added up at once', () => {
    const many = Array.from({ length: 500 }, (_, i) => ({ sku: `S${i}`, quantity: 2, netPrice: '9.99' }));
    const answer = quote(
      many.map(({ sku }) => ({ sku, benefits: [{ ...benefit('three'), ...percent('line', '3') }] })),
    );
    const start = performance.now();
    expect(cartBenefits(answer, many)[0]!.value!.amount).toBe('300.00');
    expect(performance.now() - start).toBeLessThan(400);
  });
});

describe('the customer’s price', () => {
  const article = {
    listPrice: '24.30',
    graduatedPrices: parseGraduatedPrices('1:24.30|5:23.57|20:22.60'),
    packagingQuantity: '2.88',
  };

  it('is the graduated list price less the agreed share, rounded, times the units of a package', () => {
    expect(customerPrice(article, 1, 0.12)).toEqual({ unit: '21.38', pack: '61.57' });
    expect(customerPrice(article, 4, 0.12)).toEqual({ unit: '21.38', pack: '61.57' });
    expect(customerPrice(article, 5, 0.12)).toEqual({ unit: '20.74', pack: '59.73' });
    expect(customerPrice(article, 24, 0.12)).toEqual({ unit: '19.89', pack: '57.28' });
    expect(customerPrice(article, 1, 0)).toEqual({ unit: '24.30', pack: '69.98' });
  });

  it('does not lose the share to the noise of binary fractions', () => {
    expect(customerPrice(article, 1, 0.1 + 0.02)).toEqual({ unit: '21.38', pack: '61.57' });
    expect(customerPrice(article, 1, 1 / 3)).toEqual({ unit: '16.20', pack: '46.66' });
  });

  it('reads steps in any order and leaves nonsense out', () => {
    expect(parseGraduatedPrices('20:22.60|1:24.30|x:1|5:|0:9|-1:9||7')).toEqual([
      { from: 1, price: '24.30' },
      { from: 20, price: '22.60' },
    ]);
    expect(parseGraduatedPrices('')).toEqual([]);
  });
});

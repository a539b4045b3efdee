import type { QuoteAnswer } from '@tauwerk/core';
import { describe, expect, it } from 'vitest';
import { deductionsOf } from './pricing.js';

const euro = (amount: string) => ({ amount, currency: 'EUR' });
const CART_VALUE = {
  id: 'b-cartvalue',
  kind: 'instant-discount',
  effect: 'helps-cash-flow',
  title: '25 € Sofortabzug ab 1.000 €',
  value: { type: 'money', amount: '25.00' },
  conditions: [{ type: 'cart-value', min: '1000.00', missing: '1000.00', met: false }],
};
const DISCOUNT = {
  id: 'b-quantity',
  kind: 'quantity',
  effect: 'helps-cash-flow',
  title: '4 % Mengenrabatt',
  value: { type: 'percent', percent: '4', of: 'line' },
  state: 'granted',
};
const quote = (saved: string, state: string, lines: object[] = []) =>
  ({
    audience: 'member',
    items: [{ sku: '141465', benefits: lines }],
    cart: [{ ...CART_VALUE, state, stacking: 'additional' }],
    totals: { net: euro('5000.00'), saved: euro(saved), payable: euro('0.00') },
  }) as unknown as QuoteAnswer;

describe('what the programme takes off', () => {
  it('has no row for what the backend does not grant, however much lies in the cart', () => {
    // 900 sacks of pellets: none of them counts towards the minimum.
    expect(deductionsOf(quote('0.00', 'available'), '5000.00')).toEqual([]);
    expect(deductionsOf(quote('200.00', 'available', [DISCOUNT]), '5000.00')).toEqual([
      { label: 'Vorteile auf einzelne Positionen', amount: '200.00' },
    ]);
  });

  it('names what is granted, and sums up to what the backend says', () => {
    expect(deductionsOf(quote('225.00', 'granted', [DISCOUNT]), '5000.00')).toEqual([
      { label: '25 € Sofortabzug ab 1.000 €', amount: '25.00' },
      { label: 'Vorteile auf einzelne Positionen', amount: '200.00' },
    ]);
  });

  it('says nothing without an answer', () => expect(deductionsOf(undefined, '5000.00')).toEqual([]));
});

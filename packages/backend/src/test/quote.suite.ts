import { describe, expect, it } from 'vitest';
import { benefit, idsOf, type TestShop } from './shop.js';

const lines = [
  { sku: '121021', quantity: 24, netPrice: '0.01' },
  { sku: '201149', quantity: 12 },
  { sku: '301007', quantity: 2 },
];

export const quoteSuite = (shop: () => TestShop) =>
  describe('quote', () => {
    it("works out totals at the backend's own prices, whatever the page says", async () => {
      const { totals, items, guaranteedUntil } = await shop().quote(lines, { as: 'p-ostwerda' });
      // 24 × 2.88 × 19.89 + 12 × 59.36 + 2 × 50 × 0.65
      expect(totals).toEqual({
        net: { amount: '2152.12', currency: 'EUR' },
        // 6 % of 1,374.80 + 4 % of 712.32 + 25.00; nothing for copper
        saved: { amount: '135.98', currency: 'EUR' },
        payable: { amount: '2016.14', currency: 'EUR' },
      });
      expect(items[0]!.netPrice!.amount).toBe('57.28');
      expect(guaranteedUntil).toBe('2026-11-24T23:59:59+01:00');
    });

    it('gives the higher of two discounts that exclude each other, never both', async () => {
      const five = await shop().quote([{ sku: '121021', quantity: 5 }], { as: 'p-ostwerda' });
      const ids = idsOf(five.items[0]!.benefits);
      expect([ids.includes('b-campaign'), ids.includes('b-quantity')]).toEqual([true, false]);
      expect(five.totals).toMatchObject({ net: { amount: '298.66' }, saved: { amount: '17.92' } });
      const four = await shop().quote([{ sku: '121021', quantity: 4 }], { as: 'p-ostwerda' });
      expect(benefit(four.items[0]!.benefits, 'b-quantity').state).toBe('granted');
      expect(benefit(four.items[0]!.benefits, 'b-campaign').state).toBe('available');
      expect(four.totals).toMatchObject({ net: { amount: '246.30' }, saved: { amount: '9.85' } });
    });

    it('counts lines of one article together, also for the graduated price', async () => {
      const split = await shop().quote(
        [
          { sku: '121021', quantity: 2 },
          { sku: '121021', quantity: 3 },
        ],
        { as: 'p-ostwerda' },
      );
      const whole = await shop().quote([{ sku: '121021', quantity: 5 }], { as: 'p-ostwerda' });
      expect(split.items).toHaveLength(1);
      expect(split.totals).toEqual(whole.totals);
    });

    it('takes the deduction off the order from its minimum on, to the cent', async () => {
      // One sack of pellets does not count towards the minimum; the screws are 59.36 × 16 = 949.76, × 17 = 1,009.12.
      const below = await shop().quote(
        [
          { sku: '201149', quantity: 16 },
          { sku: '141465', quantity: 20 },
        ],
        { as: 'p-ostwerda' },
      );
      expect(benefit(below.cart, 'b-cartvalue')).toMatchObject({
        state: 'available',
        conditions: [{ type: 'cart-value', min: '1000.00', missing: '50.24', met: false, partial: true }],
      });
      const above = await shop().quote([{ sku: '201149', quantity: 17 }], { as: 'p-ostwerda' });
      expect(benefit(above.cart, 'b-cartvalue').state).toBe('granted');
      expect(above.totals!.saved.amount).toBe('65.36');
    });

    it('grants nothing for a cart of what does not count, however much of it', async () => {
      const { cart, totals } = await shop().quote([{ sku: '141465', quantity: 900 }], { as: 'p-velmerloh' });
      expect(Number(totals!.net.amount)).toBeGreaterThan(1000);
      expect(benefit(cart, 'b-cartvalue')).toMatchObject({
        state: 'available',
        conditions: [{ type: 'cart-value', missing: '1000.00', met: false, partial: true }],
      });
    });

    it('counts nothing as saved that is only offered', async () => {
      const { cart, totals, items } = await shop().quote([{ sku: '201149', quantity: 1 }], { as: 'p-ostwerda' });
      expect(benefit(items[0]!.benefits, 'b-subscription').state).toBe('available');
      expect(benefit(cart, 'b-points-voucher').state).toBe('available');
      expect(totals!.saved.amount).toBe('2.45');
    });

    it('saves nothing for a firm outside the programme', async () => {
      const { totals, audience } = await shop().quote(lines, { as: 'p-wiesenhau' });
      expect(audience).toBe('not-enrolled');
      expect(totals!.saved.amount).toBe('0.00');
      expect(totals!.payable).toEqual(totals!.net);
    });

    it('tells no totals and no values to whom prices are hidden', async () => {
      const { totals, items, cart, reason } = await shop().quote(lines, { as: 'p-haukesiel' });
      expect(totals).toBeUndefined();
      expect(items.map(({ netPrice, listPrice }) => netPrice ?? listPrice)).toEqual([undefined, undefined, undefined]);
      expect(idsOf(cart)).not.toContain('b-cartvalue');
      expect(JSON.stringify([items, cart])).not.toMatch(/"(amount|percent|missing)":/);
      expect(reason).toContain('Preise');
    });

    it('tells no totals when an article is unknown', async () => {
      const { totals, items } = await shop().quote([...lines, { sku: 'nix', quantity: 1 }], { as: 'p-ostwerda' });
      expect(totals).toBeUndefined();
      expect(items.at(-1)).toEqual({ sku: 'nix', benefits: [] });
    });

    it('takes a quantity that is as good as nothing', async () => {
      const { totals } = await shop().quote([{ sku: '121021', quantity: 1.5e-7 }], { as: 'p-ostwerda' });
      expect(totals!.payable.amount).toBe('0.00');
    });

    it('takes an empty cart', async () => {
      const { totals, items, cart } = await shop().quote([], { as: 'p-ostwerda' });
      expect(items).toEqual([]);
      expect(totals!.payable.amount).toBe('0.00');
      expect(benefit(cart, 'b-cartvalue').conditions[0]!.missing).toBe('1000.00');
    });

    it('is for signed-in buyers', async () => {
      const response = await shop().send('/v1/benefits/quote', { body: { lines } });
      expect(response.status).toBe(401);
      expect(response.headers.get('WWW-Authenticate')).toContain('Bearer');
    });

    it.each([
      ['no lines', {}, '/lines'],
      ['a text as quantity', { lines: [{ sku: '121021', quantity: '2' }] }, '/lines/0/quantity'],
      ['less than nothing', { lines: [{ sku: '121021', quantity: -1 }] }, '/lines/0/quantity'],
      ['a price that is a float', { lines: [{ sku: '121021', quantity: 1, netPrice: 1.5 }] }, '/lines/0/netPrice'],
      ['501 lines', { lines: Array.from({ length: 501 }, () => ({ sku: '1', quantity: 1 })) }, '/lines'],
    ])('refuses %s and points at it', async (_, body, pointer) => {
      const response = await shop().send('/v1/benefits/quote', { as: 'p-ostwerda', body });
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ code: 'invalid', errors: [{ pointer }] });
    });

    it('is not led astray by keys of prototypes', async () => {
      const body =
        '{"lines":[{"sku":"121021","quantity":1,"__proto__":{"quantity":9},"constructor":{"prototype":{"x":1}}}],"__proto__":{"context":"checkout"}}';
      const answer = await shop().json('/v1/benefits/quote', { as: 'p-ostwerda', body });
      expect(answer.totals.net.amount).toBe('61.57');
      expect(({} as { x?: unknown }).x).toBeUndefined();
    });
  });

import { randomUUID } from 'node:crypto';
import { OrderSchema } from '@tauwerk/core';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { benefit, idsOf, type TestShop } from './shop.js';

const order = {
  accountId: 'brammhoven',
  personId: 'p-ostwerda',
  orderRef: 'B-2026-118',
  siteRef: 'NB-OSTRING-7',
  costCentre: '4120',
  delivery: 'pickup',
  payment: 'collective-invoice',
  lines: [
    { sku: '121021', quantity: 24, netPrice: '0.01', note: 'Dach Nord' },
    { sku: '201149', quantity: 12, netPrice: '59.36', costCentre: '4130' },
  ],
};
const enrolment = { accountId: 'kantholt', personId: 'p-wiesenhau' };

export const ordersSuite = (shop: () => TestShop) => {
  const post = (body: unknown, key: string = randomUUID()) => shop().send('/v1/orders', { as: 'shop', body, key });

  describe('orders', () => {
    it("takes an order at the backend's own prices and gives it a number", async () => {
      const response = await post(order);
      expect(response.status).toBe(201);
      const answer = v.parse(OrderSchema, await response.json());
      expect(answer.number).toMatch(/^NW-2026-\d{6}$/);
      expect(answer).toMatchObject({
        accountId: 'brammhoven',
        siteRef: 'NB-OSTRING-7',
        lines: [
          {
            sku: '121021',
            name: 'PIR-Aufsparrendämmung 120 mm WLS 023',
            quantity: 24,
            netPrice: '57.28',
            lineTotal: '1374.80',
            note: 'Dach Nord',
          },
          { sku: '201149', netPrice: '59.36', lineTotal: '712.32', costCentre: '4130' },
        ],
        totals: { net: { amount: '2087.12' }, saved: { amount: '135.98' }, payable: { amount: '1951.14' } },
      });
      expect(await shop().json(response.headers.get('Location')!, { as: 'shop' })).toEqual(answer);
    });

    it('charges exactly what the quote promised', async () => {
      const { totals } = await shop().quote(order.lines, { as: 'p-ostwerda' });
      expect(((await (await post(order)).json()) as typeof order & { totals: unknown }).totals).toEqual(totals);
    });

    it.each([
      ['of a purchaser below the limit of the firm', 'p-ostwerda', 12, 'placed'],
      ['of a purchaser above the limit of the firm', 'p-ostwerda', 60, 'awaiting-approval'],
      ['of the owner, who approves', 'p-velmerloh', 60, 'placed'],
      ['of an apprentice, of any size', 'p-haukesiel', 1, 'awaiting-approval'],
    ])('decides on the approval of an order %s', async (_, personId, quantity, state) => {
      const answer = await (
        await post({ ...order, personId, lines: [{ sku: '201149', quantity, netPrice: '1' }] })
      ).json();
      expect((answer as { state: string }).state).toBe(state);
    });

    it('lists the latest orders of an account and of no other', async () => {
      for (let quantity = 1; quantity <= 3; quantity++)
        await post({ ...order, lines: [{ sku: '201149', quantity, netPrice: '1' }] });
      await post({ ...order, accountId: 'fugenthal', personId: 'p-selbach' });
      const { orders } = await shop().json('/v1/orders?account=brammhoven&limit=2', { as: 'shop' });
      expect(orders.map(({ accountId, lines }: typeof order) => [accountId, lines[0]!.quantity])).toEqual([
        ['brammhoven', 3],
        ['brammhoven', 2],
      ]);
      const id = (await shop().json('/v1/orders?account=fugenthal', { as: 'shop' })).orders[0].id;
      expect((await shop().send(`/v1/orders/${id}?account=brammhoven`, { as: 'shop' })).status).toBe(404);
      expect((await shop().send(`/v1/orders/${id}?account=fugenthal`, { as: 'shop' })).status).toBe(200);
    });

    it('takes an order on invoice off the credit line that is left', async () => {
      await post(order);
      const { benefits } = await shop().benefits('', { as: 'p-ostwerda' });
      // 28,379.60 were free, 1,951.14 went.
      expect(benefit(benefits, 'b-term45').conditions[0]!.text).toBe('Rahmen 40.000\u00a0€, frei 26.428,46\u00a0€');
    });

    it('leaves the credit line and the record of other firms alone', async () => {
      const before = await shop().json('/v1/benefits', { as: 'p-ostwerda' });
      await post({ ...order, accountId: 'fugenthal', personId: 'p-selbach', payment: 'invoice' });
      expect(await shop().json('/v1/benefits', { as: 'p-ostwerda' })).toEqual(before);
      // The order also ends the way back that is kept for those who stayed away; only Farbmoor's own order may do that.
      expect(idsOf((await shop().benefits('', { as: 'p-drostehain' })).benefits)).toContain('b-winback');
      await post({ ...order, accountId: 'farbmoor', personId: 'p-drostehain' });
      expect(idsOf((await shop().benefits('', { as: 'p-drostehain' })).benefits)).not.toContain('b-winback');
    });

    it('answers the same key again with the first answer, to the byte', async () => {
      const key = randomUUID();
      const first = await post(order, key);
      const again = await post({ ...order }, key);
      expect(first.headers.get('Idempotent-Replayed')).toBeNull();
      expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([201, 'true']);
      expect(await again.text()).toBe(await first.text());
      expect((await shop().json('/v1/orders?account=brammhoven', { as: 'shop' })).orders).toHaveLength(1);
    });

    it('refuses the same key with another order', async () => {
      const key = randomUUID();
      await post(order, key);
      const response = await post({ ...order, siteRef: 'LAGER' }, key);
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([422, 'key-reused']);
    });

    it('writes one order when the same key comes twenty times at once', async () => {
      const key = randomUUID();
      const responses = await Promise.all(Array.from({ length: 20 }, () => post(order, key)));
      expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([201]));
      const bodies = await Promise.all(responses.map((response) => response.text()));
      expect(new Set(bodies).size).toBe(1);
      expect(responses.filter(({ headers }) => !headers.has('Idempotent-Replayed'))).toHaveLength(1);
      expect((await shop().json('/v1/orders?account=brammhoven', { as: 'shop' })).orders).toHaveLength(1);
    });

    it('gives different keys different orders and numbers, also at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, async () => (await (await post(order)).json()) as { number: string }),
      );
      expect(new Set(answers.map(({ number }) => number)).size).toBe(10);
    });

    it('keeps no key of an order that was refused', async () => {
      const key = randomUUID();
      expect((await post({ ...order, lines: [{ sku: 'nix', quantity: 1, netPrice: '1' }] }, key)).status).toBe(422);
      expect((await post(order, key)).status).toBe(201);
    });

    it.each([
      ['an unknown account', { accountId: 'nobody' }, 422, '/accountId'],
      ['an unknown article', { lines: [{ sku: 'nix', quantity: 1, netPrice: '1.00' }] }, 422, '/lines/0/sku'],
      ['half a package', { lines: [{ sku: '121021', quantity: 0.5, netPrice: '1.00' }] }, 422, '/lines/0/quantity'],
      ['no package', { lines: [{ sku: '121021', quantity: 0, netPrice: '1.00' }] }, 422, '/lines/0/quantity'],
      ['no lines', { lines: [] }, 422, '/lines'],
      ['a site reference that would be cut', { siteRef: 'NB-OSTRING-77' }, 422, '/siteRef'],
      ['an unknown way to pay', { payment: 'barter' }, 422, '/payment'],
      ['a person of another firm', { personId: 'p-immekamp' }, 403, undefined],
      ['a person who may only collect', { accountId: 'muffenbrink', personId: 'p-ennerwald' }, 403, undefined],
    ])('refuses %s', async (_, change, status, pointer) => {
      const response = await post({ ...order, ...change });
      expect(response.status).toBe(status);
      if (pointer) expect(await response.json()).toMatchObject({ code: 'invalid', errors: [{ pointer }] });
    });

    it('wants a key with every order', async () => {
      const response = await shop().send('/v1/orders', { as: 'shop', body: order });
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, 'key-required']);
    });

    it.each(['nix', '00000000-0000-4000-8000-000000000000'])('knows no order %s', async (id) => {
      expect((await shop().send(`/v1/orders/${id}`, { as: 'shop' })).status).toBe(404);
    });
  });

  describe('enrolment', () => {
    const join = (body: unknown = enrolment, key: string = randomUUID()) =>
      shop().send('/v1/enrolments', { as: 'shop', body, key });

    it('joins a firm in the entry tier, which all its people see at once', async () => {
      const response = await join();
      expect(response.status).toBe(201);
      expect(await response.json()).toMatchObject({
        accountId: 'kantholt',
        participation: 'enrolled',
        tierId: 'bronze',
      });
      const { audience, items } = await shop().benefits('sku=121021&context=product', { as: 'p-eschmoor' });
      expect([audience, benefit(items![0]!.benefits, 'b-quantity').state]).toEqual(['member', 'granted']);
    });

    it('grants no purchase on invoice without a credit line, and says who helps', async () => {
      await join();
      const { benefits } = await shop().benefits('', { as: 'p-wiesenhau' });
      expect(benefit(benefits, 'b-invoice')).toMatchObject({
        state: 'ineligible',
        reason: 'Für Ihren Betrieb ist noch kein Rahmen eingerichtet. T. Wallhoop hilft weiter.',
      });
    });

    it('joins once, however often it is asked', async () => {
      const key = randomUUID();
      const responses = await Promise.all([join(enrolment, key), join(enrolment, key), join(), join()]);
      for (const { status } of responses) expect([200, 201]).toContain(status);
      const answers = new Set(await Promise.all(responses.map((response) => response.text())));
      expect(answers.size).toBe(1);
    });

    it('takes the same key for the same wish, whatever else is in the body', async () => {
      const key = randomUUID();
      await join(enrolment, key);
      const response = await join({ accountId: 'kantholt', personId: 'p-wiesenhau', extra: 1 }, key);
      expect(response.headers.get('Idempotent-Replayed')).toBe('true');
    });

    it('leaves a member as it is', async () => {
      const response = await join({ accountId: 'brammhoven', personId: 'p-velmerloh' });
      expect([response.status, await response.json()]).toEqual([
        200,
        { accountId: 'brammhoven', participation: 'enrolled', tierId: 'gold' },
      ]);
    });

    it.each([
      ['a role that may not', { ...enrolment, personId: 'p-eschmoor' }, 403],
      ['a person of another firm', { ...enrolment, personId: 'p-velmerloh' }, 403],
      ['an unknown firm', { ...enrolment, accountId: 'nobody' }, 422],
      ['a body without a person', { accountId: 'kantholt' }, 422],
    ])('refuses %s', async (_, body, status) => {
      expect((await join(body)).status).toBe(status);
      expect((await shop().benefits('', { as: 'p-wiesenhau' })).audience).toBe('not-enrolled');
    });
  });
};

import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import { cartTotal, toFixed, type CartLine } from '@tauwerk/core';

export const SHOP_KEY = 'shop-key-of-the-tests';

/** A loyalty backend of a page's length: takes 25 € off from 1.000 € on, stores orders, remembers what it was asked. */
export class FakeBackend {
  readonly orders: any[] = [];
  readonly byKey = new Map<string, any>();
  readonly enrolled = new Set<string>();
  readonly requests: { method: string; path: string; headers: Record<string, string> }[] = [];
  #server: ServerType | undefined;
  url = '';

  async start(): Promise<void> {
    const app = new Hono();
    app.use(async (c, next) => {
      this.requests.push({ method: c.req.method, path: c.req.path, headers: c.req.header() });
      await next();
    });
    const fromShop = (header: string | undefined) => header === `Bearer ${SHOP_KEY}`;

    app.post('/v1/demo/tokens', async (c) => {
      if (!fromShop(c.req.header('authorization'))) return c.json({ code: 'forbidden' }, 403);
      const { personId, companyId } = await c.req.json();
      return c.json({
        token: `token-${personId}-${companyId}`,
        expiresIn: 900,
        expiresAt: '2026-11-24T09:25:00+01:00',
      });
    });
    app.post('/v1/benefits/quote', async (c) => {
      const { lines } = (await c.req.json()) as { lines: CartLine[] };
      const net = toFixed(cartTotal(lines)!, 2);
      const saved = Number(net) >= 1000 ? '25.00' : '0.00';
      const money = (amount: string) => ({ amount, currency: 'EUR' });
      return c.json({
        audience: 'member',
        items: [],
        cart: [
          {
            id: 'b-cart',
            kind: 'instant-discount',
            effect: 'helps-cash-flow',
            title: 'Sofortabzug ab 1.000 €',
            value: { type: 'money', amount: '25.00' },
            conditions: [{ type: 'cart-value', min: '1000.00' }],
            state: saved === '25.00' ? 'granted' : 'available',
          },
        ],
        totals: { net: money(net), saved: money(saved), payable: money((Number(net) - Number(saved)).toFixed(2)) },
      });
    });
    app.get('/v1/benefits', (c) => {
      const company = c.req.header('authorization')?.split('-').at(-1) ?? '';
      return c.json({
        audience: company === 'kantholt' && !this.enrolled.has(company) ? 'not-enrolled' : 'member',
        items: [],
        benefits: [],
      });
    });
    app.post('/v1/orders', async (c) => {
      if (!fromShop(c.req.header('authorization'))) return c.json({ code: 'forbidden' }, 403);
      const key = c.req.header('idempotency-key') ?? '';
      const known = this.byKey.get(key);
      if (known) return c.json(known, 201);
      const request = await c.req.json();
      const net = toFixed(cartTotal(request.lines)!, 2);
      const saved = Number(net) >= 1000 ? '25.00' : '0.00';
      const money = (amount: string) => ({ amount, currency: 'EUR' });
      const order = {
        ...request,
        id: `o-${this.orders.length + 1}`,
        number: `26-${118204 + this.orders.length}`,
        placedAt: '2026-11-24T09:12:00+01:00',
        state: Number(net) > 2500 ? 'awaiting-approval' : 'placed',
        lines: request.lines.map((line: CartLine) => ({ ...line, lineTotal: toFixed(cartTotal([line])!, 2) })),
        totals: { net: money(net), saved: money(saved), payable: money((Number(net) - Number(saved)).toFixed(2)) },
      };
      this.byKey.set(key, order);
      this.orders.push(order);
      return c.json(order, 201);
    });
    app.get('/v1/orders', (c) =>
      c.json({ orders: this.orders.filter(({ accountId }) => accountId === c.req.query('account')) }),
    );
    app.get('/v1/orders/:id', (c) => {
      const order = this.orders.find(({ id }) => id === c.req.param('id'));
      return order ? c.json(order) : c.json({ code: 'not-found' }, 404);
    });
    app.post('/v1/enrolments', async (c) => {
      const { accountId } = await c.req.json();
      this.enrolled.add(accountId);
      return c.json({ accountId, state: 'enrolled' }, 201);
    });
    app.get('/v1/session', (c) => {
      c.header('ETag', '"s1"');
      c.header('Set-Cookie', 'backend=1');
      return c.req.header('if-none-match') === '"s1"' ? c.body(null, 304) : c.json({ guest: true });
    });

    await new Promise<void>((resolve) => {
      this.#server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve());
    });
    this.url = `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#server) return resolve();
      (this.#server as import('node:http').Server).closeAllConnections();
      this.#server.close(() => resolve());
    });
  }
}

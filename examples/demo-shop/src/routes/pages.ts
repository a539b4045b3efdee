import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { contentKey } from '../cart.js';
import { parseQuantity } from '../format.js';
import { list, readQuery } from '../listing.js';
import { account } from '../pages/account.js';
import { cartPage } from '../pages/cart.js';
import { checkout, noCheckout } from '../pages/checkout.js';
import { home, recentArticles, type QuickRow } from '../pages/home.js';
import { listPage } from '../pages/list.js';
import { ordered } from '../pages/ordered.js';
import { problem } from '../pages/problem.js';
import { product } from '../pages/product.js';
import { programme } from '../pages/programme.js';
import { signIn } from '../pages/sign-in.js';
import { localPath, viewOf } from '../request.js';
import { signInUrl, type Shop } from '../view.js';

/** Rows of the quick order, as many as were asked for. */
export const MAX_QUICK_ROWS = 40;

function quickRows(params: URLSearchParams): QuickRow[] {
  const rows = Math.min(MAX_QUICK_ROWS, Math.max(4, Number(params.get('zeilen')) || 4));
  return Array.from({ length: Math.trunc(rows) }, (_, index) => ({
    sku: (params.get(`sku${index + 1}`) ?? '').trim().slice(0, 12),
    quantity: (params.get(`menge${index + 1}`) ?? '').trim().slice(0, 9),
  }));
}

/** Everything that is read: no page changes anything. */
export function pages(shop: Shop): Hono {
  const app = new Hono();
  const { backend, catalogue } = shop;

  app.get('/', async (c) => {
    const view = await viewOf(c, shop);
    const orders = view.buyer?.seesCompany ? await backend.orders(view.buyer.company.id) : undefined;
    return c.html(home(view, quickRows(new URL(c.req.url).searchParams), recentArticles(view, orders ?? [])));
  });

  app.get('/sortiment', async (c) => {
    const view = await viewOf(c, shop);
    const query = readQuery(new URL(c.req.url).searchParams, view);
    return c.html(listPage(view, query, list(view, query)));
  });

  app.get('/artikel/:sku', async (c) => {
    const view = await viewOf(c, shop);
    const article = catalogue.get(c.req.param('sku'));
    if (!article)
      return c.html(
        problem(view, 'Artikel nicht gefunden', 'Diese Artikelnummer führen wir nicht oder nicht mehr.'),
        404,
      );
    return c.html(product(view, article, parseQuantity(c.req.query('menge') ?? '') ?? 1));
  });

  app.get('/warenkorb', async (c) => c.html(cartPage(await viewOf(c, shop))));

  app.get('/kasse', async (c) => {
    const view = await viewOf(c, shop);
    const { buyer, staff } = view;
    if (!buyer && !staff) return c.redirect(signInUrl(view), 303);
    if (!buyer?.mayOrder) return c.html(noCheckout(view, buyer));
    if (view.cart.length === 0) return c.redirect('/warenkorb', 303);
    // The key belongs to the content of the cart: two tabs with the same cart are one order.
    const cart = contentKey(buyer.company.id, view.cart);
    const state = shop.states.get(view.session.id);
    if (state.checkout?.cart !== cart) state.checkout = { cart, key: randomUUID() };
    return c.html(checkout(view, buyer, state.checkout.key));
  });

  app.get('/bestellt/:id', async (c) => {
    const view = await viewOf(c, shop);
    const { buyer } = view;
    if (!buyer) return c.redirect(signInUrl(view), 303);
    const order = await backend.order(c.req.param('id'));
    if (order === undefined) {
      return c.html(
        problem(
          view,
          'Bestellung gerade nicht abrufbar',
          'Ihre Bestellung ist gespeichert. Die Ansicht ist in einigen Minuten wieder da.',
        ),
        503,
      );
    }
    if (!order || order.accountId !== buyer.company.id || (order.personId !== buyer.person.id && !buyer.seesCompany)) {
      return c.html(
        problem(view, 'Bestellung nicht gefunden', 'Zu dieser Nummer gibt es in Ihrem Konto keine Bestellung.'),
        404,
      );
    }
    return c.html(ordered(view, buyer, order));
  });

  app.get('/konto', async (c) => {
    const view = await viewOf(c, shop);
    const { buyer, staff } = view;
    if (staff)
      return c.html(
        problem(
          view,
          'Kein Firmenkonto',
          'Sie sind als Nordwerk-Mitarbeiter angemeldet. Ein Firmenkonto haben nur Kunden.',
        ),
      );
    if (!buyer) return c.redirect(signInUrl(view), 303);
    const [orders, audience] = await Promise.all([
      backend.orders(buyer.company.id),
      backend.audience(buyer.person.id, buyer.company.id),
    ]);
    return c.html(account(view, buyer, orders, audience));
  });

  app.get('/anmelden', async (c) => c.html(signIn(await viewOf(c, shop), localPath(c.req.query('zurueck'), '/'))));

  app.get('/profikreis', async (c) => {
    const view = await viewOf(c, shop);
    const { buyer } = view;
    const audience = buyer && (await backend.audience(buyer.person.id, buyer.company.id));
    return c.html(programme(view, audience, randomUUID()));
  });

  return app;
}

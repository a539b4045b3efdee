import { Hono, type Context } from 'hono';
import type { OrderRequest } from '@tauwerk/core';
import type { OrderResult } from '../backend.js';
import { contentKey, readCart, type CartEntry } from '../cart.js';
import type { Buyer } from '../companies.js';
import { paymentChoices } from '../payment.js';
import { FREIGHT, type Delivery } from '../pricing.js';
import { buyerOf, readForm, sessionOf, type Form } from '../request.js';
import type { CheckoutDraft, SessionState } from '../session.js';
import type { Shop } from '../view.js';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const MAX_TAKEN = 20;

/** Sends the order. One key per cart makes a double click, a second tab and a resent form the same order. */
export function checkoutActions(shop: Shop): Hono {
  const app = new Hono();

  app.post('/', async (c: Context) => {
    const session = sessionOf(c, shop);
    const form = await readForm(c, shop, session);
    if (!form) return c.text('Dieses Formular ist abgelaufen. Bitte laden Sie die Seite neu.', 403);
    const buyer = buyerOf(shop, session);
    if (!buyer?.mayOrder) return c.redirect('/kasse', 303);
    const state = shop.states.get(session.id);
    const key = form.text('schluessel', 36);
    const done = state.taken.get(key);
    if (done) return c.redirect(orderUrl(done), 303);

    const fail = (text: string) => {
      state.flash = { kind: 'problem', text };
      return c.redirect('/kasse', 303);
    };
    state.draft = readDraft(form);
    const entries = readCart(state, shop.catalogue, buyer);
    if (entries.length === 0) return c.redirect('/warenkorb', 303);
    if (
      !UUID.test(key) ||
      state.checkout?.key !== key ||
      state.checkout.cart !== contentKey(buyer.company.id, entries)
    ) {
      return fail(
        'Ihr Warenkorb hat sich seit dem Öffnen der Kasse geändert. Bitte prüfen Sie die Bestellung noch einmal.',
      );
    }
    if (form.raw('agb') !== '1') return fail('Bitte bestätigen Sie die Verkaufs- und Lieferbedingungen.');

    const running = state.running.get(key) as Promise<OrderResult> | undefined;
    const sending = running ?? shop.backend.placeOrder(orderRequest(buyer, state.draft, entries), key);
    state.running.set(key, sending);
    const result = await sending;
    state.running.delete(key);

    switch (result.state) {
      case 'taken':
        if (!running) finish(state, key, result.order.id);
        return c.redirect(orderUrl(result.order.id), 303);
      case 'key-reused':
        state.checkout = undefined;
        return fail(
          'Diese Bestellung ist schon mit anderen Angaben eingegangen. Bitte sehen Sie im Firmenkonto unter Bestellungen nach, bevor Sie noch einmal bestellen.',
        );
      case 'refused':
        return fail(`Die Bestellung konnte so nicht angenommen werden.${result.detail ? ` ${result.detail}` : ''}`);
      default:
        return fail(
          'Die Bestellung kann gerade nicht angenommen werden. Ihr Warenkorb und Ihre Angaben bleiben erhalten. Bitte senden Sie sie in einigen Minuten noch einmal ab; doppelt bestellt wird dabei nichts.',
        );
    }
  });

  return app;
}

const orderUrl = (id: string) => `/bestellt/${encodeURIComponent(id)}`;

function finish(state: SessionState, key: string, orderId: string): void {
  state.taken.set(key, orderId);
  if (state.taken.size > MAX_TAKEN) state.taken.delete(state.taken.keys().next().value!);
  state.cart = [];
  state.draft = {};
  state.checkout = undefined;
}

const readDraft = (form: Form): CheckoutDraft => ({
  delivery: form.text('art', 10),
  site: form.text('bst', 12),
  costCentre: form.text('kst', 20),
  reference: form.text('kom', 12),
  orderNumber: form.text('bnr', 20),
  note: form.text('hin', 500),
  payment: form.text('zahl', 20),
});

/** The order as the loyalty backend stores it. Choices that were not offered fall back to the usual ones. */
function orderRequest(buyer: Buyer, draft: CheckoutDraft, entries: readonly CartEntry[]): OrderRequest {
  const { company, person } = buyer;
  const site = company.sites.find(({ ref }) => ref === draft.site);
  // Only the kinds count here, so any day will do.
  const payments = paymentChoices(company, '2000-01-01', '2000-01-01');
  const payment = payments.find(({ kind }) => kind === draft.payment) ?? payments[0]!;
  const delivery = Object.keys(FREIGHT).find((kind) => kind === draft.delivery) as Delivery | undefined;
  const costCentre = buyer.costCentres.find(({ code }) => code === draft.costCentre)?.code;
  return {
    accountId: company.id,
    personId: person.id,
    orderRef: draft.orderNumber || undefined,
    siteRef: draft.reference || site?.ref,
    costCentre,
    delivery: delivery ?? 'pickup',
    payment: payment.kind,
    note: draft.note || undefined,
    lines: entries.map(({ article, quantity, price, note, costCentre: own }) => ({
      sku: article.sku,
      quantity,
      netPrice: price.exact,
      note: note || undefined,
      costCentre: own || costCentre,
    })),
  };
}

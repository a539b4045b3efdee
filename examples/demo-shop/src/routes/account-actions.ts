import { Hono, type Context } from 'hono';
import { rebookCart } from '../cart.js';
import { buyerOf, firstCostCentre, keepSession, localPath, readForm, sessionOf } from '../request.js';
import { newSession } from '../session.js';
import type { Shop } from '../view.js';

const EXPIRED = 'Dieses Formular ist abgelaufen. Bitte laden Sie die Seite neu.';

/** Signing in and out, buying for another firm, joining the programme, and the token for the widgets. */
export function accountActions(shop: Shop): Hono {
  const app = new Hono();

  app.post('/anmelden', async (c) => {
    const session = sessionOf(c, shop);
    const form = await readForm(c, shop, session);
    if (!form) return c.text(EXPIRED, 403);
    const personId = form.text('person', 64);
    const buyer = shop.companies.buyer(personId);
    const staff = shop.companies.staff.some(({ id }) => id === personId);
    if (!buyer && !staff) return c.redirect('/anmelden', 303);
    // A new id with every sign-in, so that an id known before is worth nothing after.
    const signedIn = newSession(
      buyer ? { personId, companyId: buyer.company.id, costCentre: firstCostCentre(buyer) } : { personId },
    );
    if (session.personId === undefined && buyer?.mayCollect) {
      shop.states.move(session.id, signedIn.id);
      rebookCart(shop.states.peek(signedIn.id), buyer, signedIn.costCentre ?? '');
    } else {
      shop.states.drop(session.id);
    }
    keepSession(c, shop, signedIn);
    return c.redirect(localPath(form.raw('zurueck'), '/'), 303);
  });

  app.post('/abmelden', async (c) => {
    const session = sessionOf(c, shop);
    if (!(await readForm(c, shop, session))) return c.text(EXPIRED, 403);
    shop.states.drop(session.id);
    keepSession(c, shop, newSession());
    return c.redirect('/', 303);
  });

  app.post('/firma', async (c) => {
    const session = sessionOf(c, shop);
    const form = await readForm(c, shop, session);
    if (!form) return c.text(EXPIRED, 403);
    const wanted = form.text('firma', 64) || session.companyId;
    const buyer = shop.companies.buyer(session.personId, wanted);
    if (!buyer) return c.redirect('/', 303);
    const costCentre =
      buyer.costCentres.find(({ code }) => code === form.text('kst', 20))?.code ?? firstCostCentre(buyer);
    const state = shop.states.get(session.id);
    if (buyer.company.id !== session.companyId) {
      state.draft = {};
      rebookCart(state, buyer, costCentre);
    }
    keepSession(c, shop, { ...session, companyId: buyer.company.id, costCentre });
    const back = localPath(form.raw('zurueck'), '/');
    // An order belongs to the firm it was placed for, so it is not the page to come back to.
    return c.redirect(back.startsWith('/bestellt/') ? '/' : back, 303);
  });

  app.post('/profikreis', async (c) => {
    const session = sessionOf(c, shop);
    const form = await readForm(c, shop, session);
    if (!form) return c.text(EXPIRED, 403);
    const buyer = buyerOf(shop, session);
    const state = shop.states.get(session.id);
    const key = form.text('schluessel', 36);
    if (!buyer?.mayEnrol || !/^[\da-f-]{36}$/.test(key)) {
      state.flash = { kind: 'problem', text: 'Beitreten kann nur die Geschäftsleitung einer Firma.' };
    } else if (await shop.backend.enrol(buyer.company.id, buyer.person.id, key)) {
      state.flash = { kind: 'ok', text: `Willkommen im Profikreis. ${buyer.company.name} ist dabei.` };
    } else {
      state.flash = {
        kind: 'problem',
        text: 'Der Beitritt hat gerade nicht geklappt. Bitte versuchen Sie es in einigen Minuten noch einmal.',
      };
    }
    return c.redirect('/profikreis', 303);
  });

  app.get('/konto/loyalty-token', async (c: Context) => {
    c.header('Cache-Control', 'no-store');
    const site = c.req.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return c.json({ code: 'forbidden' }, 403);
    const buyer = buyerOf(shop, sessionOf(c, shop));
    if (!buyer) return c.body(null, 204);
    const token = await shop.backend.token(buyer.person.id, buyer.company.id);
    return token ? c.json(token) : c.json({ code: 'backend-unreachable' }, 503);
  });

  return app;
}

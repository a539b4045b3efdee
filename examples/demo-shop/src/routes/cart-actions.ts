import { Hono, type Context } from 'hono';
import { addToCart, changeLine, removeFromCart } from '../cart.js';
import type { Article } from '../catalogue.js';
import { parseQuantity } from '../format.js';
import { buyerOf, localPath, readForm, sessionOf, type Form } from '../request.js';
import type { Session, SessionState } from '../session.js';
import { articleUrl, packages, type Shop } from '../view.js';
import { MAX_QUICK_ROWS } from './pages.js';

const WHOLE = 'Bitte geben Sie eine ganze Menge zwischen 1 und 99.999 an.';

/** Everything that changes the cart: each form is answered by a redirect, so that reload and back repeat nothing. */
export function cartActions(shop: Shop): Hono {
  const app = new Hono();

  const act = (change: (form: Form, state: SessionState, session: Session) => string) => async (c: Context) => {
    const session = sessionOf(c, shop);
    const form = await readForm(c, shop, session);
    if (!form) return c.text('Dieses Formular ist abgelaufen. Bitte laden Sie die Seite neu.', 403);
    const buyer = buyerOf(shop, session);
    const allowed = buyer ? buyer.mayCollect : session.personId === undefined;
    const state = shop.states.get(session.id);
    if (!allowed) {
      state.flash = { kind: 'problem', text: 'Ihre Rolle bestellt nicht.' };
      return c.redirect('/warenkorb', 303);
    }
    return c.redirect(change(form, state, session), 303);
  };

  const added = (state: SessionState, article: Article, quantity: number, session: Session): void => {
    state.flash = addToCart(state, article, quantity, session.costCentre)
      ? { kind: 'ok', text: `${packages(article, quantity)} ${article.name} in den Warenkorb gelegt.` }
      : { kind: 'problem', text: 'Der Warenkorb ist voll. Bitte bestellen Sie zuerst, was darin liegt.' };
  };

  app.post(
    '/auswahl',
    act((form, state, session) => {
      const back = localPath(form.raw('zurueck'), '/warenkorb');
      const sku = form.text('add', 12);
      if (form.has('add')) {
        const article = shop.catalogue.get(sku);
        const quantity = parseQuantity(form.text(`q-${sku}`, 9) || '1');
        if (article && quantity) added(state, article, quantity, session);
        else state.flash = { kind: 'problem', text: article ? WHOLE : 'Diese Artikelnummer führen wir nicht.' };
        if (back.startsWith('/sortiment')) return `${back}#art-${encodeURIComponent(sku)}`;
        return back === articleUrl(sku) && quantity && quantity > 1 ? `${back}?menge=${quantity}#kaufen` : back;
      }
      const chosen: [Article, number][] = [];
      let refused = 0;
      for (const name of Object.keys(form.fields)) {
        const typed = name.startsWith('q-') ? form.text(name, 9) : '';
        if (!typed) continue;
        const article = shop.catalogue.get(name.slice(2));
        const quantity = parseQuantity(typed);
        if (article && quantity) chosen.push([article, quantity]);
        else refused++;
      }
      if (chosen.length === 0) {
        state.flash = {
          kind: 'problem',
          text: refused > 0 ? WHOLE : 'Tragen Sie bei mindestens einem Artikel eine Menge ein.',
        };
        return back;
      }
      for (const [article, quantity] of chosen) added(state, article, quantity, session);
      state.flash = {
        kind: refused > 0 ? 'problem' : 'ok',
        text: `${chosen.length} Artikel in den Warenkorb gelegt.${refused > 0 ? ` ${refused} Mengen waren keine ganzen Zahlen.` : ''}`,
      };
      return '/warenkorb';
    }),
  );

  app.post(
    '/direkt',
    act((form, state, session) => {
      const rows = Math.min(MAX_QUICK_ROWS, Math.max(4, Number(form.raw('zeilen')) || 4));
      const typed = Array.from({ length: rows }, (_, index) => ({
        sku: form.text(`sku${index + 1}`, 12),
        quantity: form.text(`menge${index + 1}`, 9),
      }));
      const filled = typed.filter(({ sku }) => sku !== '');
      const again = (count: number) => {
        const params = new URLSearchParams({ zeilen: String(Math.min(MAX_QUICK_ROWS, count)) });
        typed.forEach(({ sku, quantity }, index) => {
          if (sku) params.set(`sku${index + 1}`, sku);
          if (sku && quantity) params.set(`menge${index + 1}`, quantity);
        });
        return `/?${params}#direkt`;
      };
      if (form.has('mehr')) return again(rows + 4);
      const read = filled.map(({ sku, quantity }) => ({
        article: shop.catalogue.get(sku),
        quantity: parseQuantity(quantity || '1'),
      }));
      if (filled.length === 0 || read.some(({ article, quantity }) => !article || !quantity)) {
        const unknown = read.some(({ article }) => !article);
        state.flash = {
          kind: 'problem',
          text:
            filled.length === 0
              ? 'Bitte tragen Sie eine Artikelnummer ein.'
              : unknown
                ? 'Mindestens eine Artikelnummer führen wir nicht. Bitte prüfen Sie die Zeilen.'
                : WHOLE,
        };
        return again(rows);
      }
      for (const { article, quantity } of read) added(state, article!, quantity!, session);
      if (read.length > 1) state.flash = { kind: 'ok', text: `${read.length} Artikel in den Warenkorb gelegt.` };
      return '/warenkorb';
    }),
  );

  app.post(
    '/artikel',
    act((form, state, session) => {
      const article = shop.catalogue.get(form.text('sku', 12));
      const quantity = parseQuantity(form.text('menge', 9) || '1');
      if (article && quantity) added(state, article, quantity, session);
      else state.flash = { kind: 'problem', text: article ? WHOLE : 'Diese Artikelnummer führen wir nicht.' };
      return '/warenkorb';
    }),
  );

  app.post(
    '/aendern',
    act((form, state, session) => {
      const buyer = buyerOf(shop, session);
      let refused = false;
      for (const { sku } of state.cart) {
        const typed = form.text(`q-${sku}`, 9);
        const costCentre = form.text(`k-${sku}`, 20);
        if (form.has(`n-${sku}`)) changeLine(state, sku, { note: form.text(`n-${sku}`, 60) });
        if (buyer?.costCentres.some(({ code }) => code === costCentre)) changeLine(state, sku, { costCentre });
        if (!form.has(`q-${sku}`)) continue;
        const quantity = parseQuantity(typed);
        if (quantity) changeLine(state, sku, { quantity });
        else if (typed === '0') removeFromCart(state, sku);
        else refused = true;
      }
      if (form.has('weg')) removeFromCart(state, form.text('weg', 12));
      if (refused) state.flash = { kind: 'problem', text: WHOLE };
      return form.text('weiter', 9) === 'kasse' && !refused ? '/kasse' : '/warenkorb';
    }),
  );

  return app;
}

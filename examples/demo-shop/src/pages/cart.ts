import { html } from 'hono/html';
import type { CartEntry } from '../cart.js';
import type { Buyer } from '../companies.js';
import { euro } from '../format.js';
import { stepsOf, VAT_RATES, type Sums } from '../pricing.js';
import {
  articleUrl,
  guard,
  isGuest,
  mayCollect,
  netPriceAttribute,
  seesPrices,
  signInUrl,
  unitPrice,
  type Html,
  type View,
} from '../view.js';
import { layout } from './layout.js';

export function cartPage(view: View): Html {
  const { cart, sums } = view;
  const priced = seesPrices(view);
  const positions = cart.length === 1 ? '1 Position' : `${cart.length} Positionen`;
  if (cart.length === 0) return emptyCart(view);
  return layout(view, {
    title: 'Warenkorb',
    body: html`<div class="pagehead">
        <h1>Warenkorb</h1>
        <p>${positions}${priced && ', Preise netto zzgl. USt'}.</p>
      </div>
      <div class="main-side">
        <div class="stackv">${lines(view)} ${addByNumber(view)}</div>
        <aside class="stackv stick" aria-label="Zusammenfassung">
          ${summary(view)}
          <section class="panel" aria-labelledby="h-vo">
            <h2 id="h-vo">Vorteile dieser Bestellung</h2>
            <div class="w-card">
              <tau-benefit-list placement="cart" without-heading>Vorteile im Warenkorb</tau-benefit-list>
            </div>
          </section>
        </aside>
      </div>
      ${
        view.buyer?.mayOrder &&
        html`<div class="paybar">
          <p>
            ${priced && html`<b class="num">${euro(sums.payable)}</b><br />`}<span class="small"
              >${priced && 'netto, '}${positions}</span
            >
          </p>
          <button class="btn" form="korb" name="weiter" value="kasse">Zur Kasse</button>
        </div>`
      }`,
  });
}

const emptyCart = (view: View): Html =>
  layout(view, {
    title: 'Warenkorb',
    body: html`<div class="pagehead">
        <h1>Warenkorb</h1>
        <p>Noch keine Positionen.</p>
      </div>
      <div class="main-side">
        <div class="stackv">
          ${
            mayCollect(view)
              ? html`<section class="panel">
                    <h2>Ihr Warenkorb ist leer</h2>
                    <p>
                      Artikel legen Sie aus dem Sortiment, über die Direkterfassung oder hier mit der Artikelnummer
                      hinein.
                    </p>
                    <div class="btnrow">
                      <a class="btn btn--2" href="/sortiment">Zum Sortiment</a><a href="/#direkt">Direkterfassung</a>
                    </div>
                  </section>
                  ${addByNumber(view)}`
              : html`<section class="panel">
                  <h2>Kein Warenkorb für Ihre Rolle</h2>
                  <p>Bestellungen gibt der Einkauf Ihrer Firma auf.</p>
                  <div class="btnrow"><a class="btn btn--2" href="/sortiment">Zum Sortiment</a></div>
                </section>`
          }
        </div>
        <aside class="stackv" aria-label="Vorteile">
          <section class="panel" aria-labelledby="h-vo">
            <h2 id="h-vo">${isGuest(view) ? 'Was der Profikreis bringt' : 'Ihre Vorteile'}</h2>
            <div class="w-card">
              <tau-benefit-list placement="${isGuest(view) ? 'programme' : 'account'}" without-heading
                >Vorteile aus dem Profikreis</tau-benefit-list
              >
            </div>
          </section>
        </aside>
      </div>`,
  });

function lines(view: View): Html {
  const priced = seesPrices(view);
  // Enter in a field updates the quantities, so the first button of the form does that.
  return html`<form class="panel" id="korb" action="/warenkorb/aendern" method="post">
    ${guard(view)}<button class="vh" name="aktion" value="aktualisieren" tabindex="-1" aria-hidden="true">
      Mengen aktualisieren
    </button>
    <table class="cart stack" role="table">
      <caption class="vh">
        Positionen im Warenkorb
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col"><span class="vh">Bild</span></th>
          <th role="columnheader" scope="col">Artikel</th>
          <th role="columnheader" scope="col">Menge</th>
          ${
            priced &&
            html`<th role="columnheader" scope="col" class="r">Einzelpreis</th>
              <th role="columnheader" scope="col" class="r">Summe netto</th>`
          }
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${view.cart.map((entry) => line(view, entry, priced))}
      </tbody>
    </table>
    <div class="btnrow">
      <button class="btn btn--2" name="aktion" value="aktualisieren">Mengen aktualisieren</button>
      <p class="small muted" id="korb-neu" hidden>Mengen geändert. Die Summe rechnen wir beim Aktualisieren neu.</p>
    </div>
  </form>`;
}

function line(view: View, entry: CartEntry, priced: boolean): Html {
  const { article, quantity, note, price } = entry;
  const { sku, name } = article;
  const byPack = article.packagingQuantity !== '1';
  const data = priced && JSON.stringify(stepsOf(article, view.buyer).map((step) => [step.from, step.price.exact]));
  return html`<tr role="row" data-sku="${sku}" ${data && html` data-steps="${data}"`}>
    <td role="cell" class="k-img"><img src="/img/${article.image}.svg" width="56" height="56" alt="" /></td>
    <th role="rowheader" scope="row" class="k-art">
      <a class="art__name" href="${articleUrl(sku)}">${name}</a>
      <p class="art__meta">Art.-Nr. <b class="num">${sku}</b> · ${article.packaging}</p>
      <div class="w-line">
        <tau-benefit-badge
          sku="${sku}"
          quantity="${quantity}"
          ${netPriceAttribute(priced ? price.exact : undefined)}
          placement="cart"
          variant="line"
        ></tau-benefit-badge>
      </div>
      <div class="cart__more">
        <div>
          <label for="n-${sku}">Notiz zur Position</label
          ><input id="n-${sku}" name="n-${sku}" maxlength="60" value="${note}" />
        </div>
        ${view.buyer && costCentreField(view.buyer, entry)}
      </div>
    </th>
    <td role="cell" class="k-qty">
      <div class="qty">
        <input aria-label="Menge ${name}" name="q-${sku}" inputmode="numeric" value="${quantity}" /><span class="small"
          >${quantity === 1 ? article.pack.one : article.pack.many}</span
        >
      </div>
      <button class="btn btn--text" name="weg" value="${sku}">Entfernen<span class="vh">: ${name}</span></button>
    </td>
    ${
      priced &&
      html`<td role="cell" class="k-unit r">
          <span data-pack>${euro(price.pack)}</span><br /><span class="muted small"
            >je
            ${article.pack.one}${byPack && html`<br /><span class="nowrap">${unitPrice(article, price)}</span>`}${article.vat === 'reduced' && `, ${VAT_RATES.reduced} % USt`}</span
          >
        </td>
        <td role="cell" class="k-sum r"><b class="num" data-line>${euro(price.line)}</b></td>`
    }
  </tr> `;
}

const costCentreField = (buyer: Buyer, { article: { sku }, costCentre }: CartEntry): Html =>
  html`<div>
    <label for="k-${sku}">Kostenstelle</label
    ><select id="k-${sku}" name="k-${sku}">
      ${buyer.costCentres.map(
        ({ code, name }) =>
          html`<option value="${code}" ${code === costCentre && ' selected'}>${code} ${name}</option>`,
      )}
    </select>
  </div>`;

const addByNumber = (view: View): Html =>
  html`<form class="panel" action="/warenkorb/artikel" method="post" aria-labelledby="h-sa">
    ${guard(view)}
    <h2 id="h-sa">Artikelnummer ergänzen</h2>
    <div class="addrow">
      <div><label for="sa">Artikelnummer</label><input id="sa" name="sku" inputmode="numeric" maxlength="12" /></div>
      <div><label for="sm">Menge</label><input id="sm" name="menge" inputmode="numeric" value="1" /></div>
      <button class="btn btn--2">Hinzufügen</button>
    </div>
  </form>`;

function summary(view: View): Html {
  const { buyer, sums } = view;
  if (isGuest(view)) {
    return html`<section class="panel" aria-labelledby="h-su">
      <h2 id="h-su">Preise und Bestellung</h2>
      <p>Ihre Nettopreise sehen Sie nach der Anmeldung. Der Warenkorb bleibt dabei erhalten.</p>
      <div class="btnrow"><a class="btn btn--wide" href="${signInUrl(view)}">Anmelden</a></div>
    </section>`;
  }
  if (!buyer?.mayOrder) {
    return html`<section class="panel" aria-labelledby="h-su">
      <h2 id="h-su">Bestellvorschlag</h2>
      <p>
        Bestellen darf ${buyer?.approver?.name ?? 'der Einkauf'} für Ihre Firma. Sie sammeln hier die Positionen;
        absenden können Sie sie nicht.
      </p>
      <div class="btnrow"><a class="btn btn--2 btn--wide" href="/kasse">Vorschlag zeigen</a></div>
    </section>`;
  }
  const approval = buyer.approverFor(sums.payable);
  return html`<section class="panel" aria-labelledby="h-su">
    <h2 id="h-su">Summe</h2>
    ${sumList(
      sums,
      html`<dt>Fracht</dt>
        <dd>nach Auswahl</dd>`,
    )}${!view.quoted && offline}
    <div class="btnrow"><button class="btn btn--wide" form="korb" name="weiter" value="kasse">Zur Kasse</button></div>
    ${
      approval &&
      html`<p class="hint">
        Über ${euro(approval.limit).replace(',00', '')} netto gibt ${approval.name} frei. Die Freigabe läuft nach dem
        Absenden.
      </p>`
    }
  </section>`;
}

/** Said where the loyalty backend did not answer; the order itself does not depend on it. */
export const offline: Html = html`<p class="hint">Ihre Vorteile aus dem Profikreis ziehen wir auf der Rechnung ab.</p>`;

/** The rows of a sum, from the goods down to what is to be paid. */
export const sumList = (sums: Sums, freight: Html, attributes: Html | '' = ''): Html =>
  html`<dl class="sum" ${attributes}>
    <dt>Warenwert netto</dt>
    <dd>${euro(sums.net)}</dd>
    ${sums.deductions.map(
      (row) =>
        html`<dt>${row.label}</dt>
          <dd>−${euro(row.amount)}</dd>`,
    )}${freight}${sums.vat.map(
      (row) =>
        html`<dt>USt ${row.rate} % auf ${euro(row.base)}</dt>
          <dd>${euro(row.amount)}</dd>`,
    )}
    <dt class="tot">Gesamt brutto</dt>
    <dd class="tot">${euro(sums.gross)}</dd>
  </dl>`;

import { html } from 'hono/html';
import type { Order } from '@tauwerk/core';
import { nextWorkday } from '../branches.js';
import { momentParts, shortDay, weekdayAndDate } from '../calendar.js';
import type { Buyer } from '../companies.js';
import { count, euro } from '../format.js';
import { paymentChoices } from '../payment.js';
import { FREIGHT, sumUp, type Delivery, type Sums } from '../pricing.js';
import { articleUrl, contactCard, type Html, type View } from '../view.js';
import { sumList } from './cart.js';
import { DELIVERIES } from './checkout.js';
import { layout } from './layout.js';

const isDelivery = (text: string): text is Delivery => Object.hasOwn(FREIGHT, text);

/** Sums of a stored order as its invoice will show them. */
export function orderSums(view: View, order: Order): Sums {
  const { saved } = order.totals;
  return sumUp(
    order.lines.map(({ sku, lineTotal }) => ({
      vat: view.shop.catalogue.get(sku)?.vat ?? 'standard',
      total: lineTotal,
    })),
    Number(saved.amount) > 0 ? [{ label: 'Vorteile aus dem Profikreis', amount: saved.amount }] : [],
    isDelivery(order.delivery) ? FREIGHT[order.delivery] : '0.00',
  );
}

export function ordered(view: View, buyer: Buyer, order: Order): Html {
  const { branch, shop } = view;
  const { day, time } = momentParts(order.placedAt, branch.timeZone);
  const goodsDay = nextWorkday(branch, day, true);
  const payment = paymentChoices(buyer.company, day, goodsDay).find(({ kind }) => kind === order.payment);
  const sums = orderSums(view, order);
  const delivery = DELIVERIES.find(({ kind }) => kind === order.delivery);
  const contact = shop.companies.contact(buyer.company.contact);
  const approver = buyer.approver?.name ?? 'Ihre Geschäftsleitung';
  const waits = order.state === 'awaiting-approval';
  const person =
    buyer.company.people.find(({ id }) => id === order.personId)?.name ??
    (order.personId === buyer.person.id ? buyer.person.name : '');
  return layout(view, {
    title: `Auftrag ${order.number}`,
    body: html`<div class="pagehead">
        <h1>${waits ? 'Bestellung wartet auf Freigabe' : 'Bestellung eingegangen'}</h1>
        <p>Auftrag ${order.number} vom ${shortDay(day)}, ${time} Uhr</p>
      </div>
      <div class="main-side">
        <div class="stackv">
          <p class="note note--ok">
            ${
              waits
                ? `Die Bestellung ist gespeichert. Wir packen nach der Freigabe durch ${approver}.`
                : order.payment === 'prepayment'
                  ? 'Die Bestellung ist gespeichert. Wir packen nach Zahlungseingang.'
                  : 'Vielen Dank. Wir packen Ihre Ware und melden uns, wenn etwas fehlt.'
            }
          </p>
          <section class="panel" aria-labelledby="h-ab">
            <h2 id="h-ab">${delivery?.row ?? 'Lieferung'}</h2>
            <dl class="kv">
              ${
                order.delivery === 'pickup'
                  ? html`<dt>Wo</dt>
                      <dd>${branch.name}, ${branch.street}, ${branch.town}</dd>
                      <dt>Wann</dt>
                      <dd>
                        ${waits ? 'nach der Freigabe' : `ab ${weekdayAndDate(goodsDay)}, während der Öffnungszeiten`}
                      </dd>`
                  : html`<dt>Wohin</dt>
                      <dd>
                        ${buyer.company.sites.find(({ ref }) => ref === order.siteRef)?.name ?? order.siteRef ?? 'nach Absprache'}
                      </dd>
                      <dt>Wann</dt>
                      <dd>
                        ${
                          order.delivery === 'crane'
                            ? 'Termin nach Absprache'
                            : `${waits ? 'nach der Freigabe, frühestens ' : ''}${weekdayAndDate(nextWorkday(branch, goodsDay, true))} zwischen 07:00 und 12:00 Uhr`
                        }
                      </dd>`
              }${
                order.siteRef &&
                html`<dt>Kommission</dt>
                  <dd>${order.siteRef}</dd>`
              }${
                order.costCentre &&
                html`<dt>Kostenstelle</dt>
                  <dd>${order.costCentre}</dd>`
              }${
                order.orderRef &&
                html`<dt>Ihre Bestellnummer</dt>
                  <dd>${order.orderRef}</dd>`
              }${
                person &&
                html`<dt>Bestellt von</dt>
                  <dd>${person}</dd>`
              }${
                order.note &&
                html`<dt>Hinweis an das Lager</dt>
                  <dd>${order.note}</dd>`
              }
            </dl>
          </section>
          <section class="panel" aria-labelledby="h-pos">
            <h2 id="h-pos">Positionen</h2>
            <ul class="oplist">
              ${order.lines.map((line) => {
                const article = shop.catalogue.get(line.sku);
                const unit = article ? (line.quantity === 1 ? article.pack.one : article.pack.many) : 'Stück';
                return html`<li>
                  <span
                    >${article ? html`<a href="${articleUrl(line.sku)}">${article.name}</a>` : (line.name ?? line.sku)}<br /><span
                      class="muted"
                      >${count(line.quantity)}
                      ${unit}${buyer.seesPrices && ` × ${euro(line.netPrice)}`}${line.note && ` · ${line.note}`}</span
                    ></span
                  >${buyer.seesPrices && html`<span class="num">${euro(line.lineTotal)}</span>`}
                </li>`;
              })}
            </ul>
          </section>
        </div>
        <aside class="stackv" aria-label="Zusammenfassung">
          ${
            buyer.seesPrices &&
            html`<section class="panel" aria-labelledby="h-bs">
              <h2 id="h-bs">Rechnung</h2>
              ${sumList(
                sums,
                html`<dt>${delivery?.row ?? 'Fracht'}</dt>
                  <dd>${euro(sums.freight)}</dd>`,
              )}${
                payment &&
                html`<dl class="kv kv--top">
                  <dt>Zahlung</dt>
                  <dd>${payment.name}${payment.billed && ` zum ${shortDay(payment.billed)}`}</dd>
                  ${
                    payment.due &&
                    html`<dt>Fällig</dt>
                      <dd>${shortDay(payment.due)}</dd>`
                  }
                </dl>`
              }
            </section>`
          }${
            contact &&
            html`<section class="panel" aria-labelledby="h-hz">
              <h2 id="h-hz">Fragen zur Bestellung</h2>
              ${contactCard(contact)}
            </section>`
          }
          <div class="btnrow btnrow--flat">
            <a class="btn btn--2" href="/konto#bestellungen">Alle Bestellungen</a
            ><a href="/sortiment">Weiter einkaufen</a>
          </div>
        </aside>
      </div>`,
  });
}

import { html } from 'hono/html';
import type { BenefitsAnswer, Order } from '@tauwerk/core';
import { momentParts, shortDay } from '../calendar.js';
import { categoryName } from '../catalogue.js';
import { TIERS, TRADES, type Buyer, type Role } from '../companies.js';
import { euro, percent } from '../format.js';
import { contactCard, type Html, type View } from '../view.js';
import { layout } from './layout.js';
import { orderSums } from './ordered.js';

const MAY: Record<string, string> = {
  order: 'bestellen',
  approve: 'freigeben',
  invite: 'einladen',
  redeem: 'Punkte einlösen',
  pickup: 'abholen',
  claim: 'reklamieren',
  invoice_settings: 'Rechnungen einstellen',
  request_order: 'Bestellung vorschlagen',
};
const COLLECTIVE = {
  none: 'Einzelrechnung',
  monthly: 'Sammelrechnung monatlich',
  'half-monthly': 'Sammelrechnung halbmonatlich',
};

export function account(
  view: View,
  buyer: Buyer,
  orders: readonly Order[] | undefined,
  audience: BenefitsAnswer['audience'] | undefined,
): Html {
  const { company } = buyer;
  const links = [
    ['profikreis', 'Profikreis'],
    ['bestellungen', 'Bestellungen'],
    ['firma', buyer.seesCompany ? 'Firma und Team' : 'Firma'],
    ['ansprechperson', 'Ansprechperson'],
  ];
  return layout(view, {
    title: 'Firmenkonto',
    current: 'konto',
    body: html`<div class="pagehead">
        <h1>Firmenkonto</h1>
        <p>${company.name} · Kundennummer ${company.number} · Kunde seit ${company.since}</p>
      </div>
      <div class="side-main">
        <nav class="sidenav" aria-label="Konto">
          <ul>
            ${links.map(([id, text]) => html`<li><a href="#${id}">${text}</a></li>`)}
          </ul>
        </nav>
        <div class="stackv">
          ${membership(buyer, audience)} ${orderList(view, buyer, orders)} ${firm(view, buyer)}
          ${contactPanel(view, buyer)}
        </div>
      </div>`,
  });
}

function membership({ company, seesCompany }: Buyer, audience: BenefitsAnswer['audience'] | undefined): Html {
  const enrolled = audience ? audience === 'member' || audience === 'ineligible' : company.enrolled;
  const tier = company.tier && TIERS[company.tier];
  const tag = !enrolled
    ? audience === 'pending'
      ? 'Anmeldung läuft'
      : 'noch nicht dabei'
    : tier && seesCompany
      ? `Stufe ${tier}`
      : undefined;
  return html`<section class="panel" id="profikreis" aria-labelledby="k1">
    <div class="panel__head">
      <h2 id="k1">Profikreis</h2>
      ${tag && html`<span class="tag${enrolled && ' tag--on'}">${tag}</span>`}
    </div>
    <div class="w-card">
      <tau-benefit-list placement="account" without-heading>Vorteile Ihrer Firma</tau-benefit-list>
    </div>
    <p class="hint"><a href="/profikreis">So funktioniert der Profikreis</a></p>
  </section>`;
}

function orderList(view: View, buyer: Buyer, orders: readonly Order[] | undefined): Html {
  const visible = (orders ?? []).filter(
    ({ personId, costCentre }) =>
      personId === buyer.person.id ||
      (buyer.seesCompany &&
        (buyer.person.costCentres.length === 0 || buyer.costCentres.some(({ code }) => code === costCentre))),
  );
  const people = new Map(
    view.shop.companies.companies.flatMap((company) => company.people.map(({ id, name }) => [id, name])),
  );
  const content =
    orders === undefined
      ? html`<p>Die Bestellungen sind gerade nicht abrufbar. Bitte versuchen Sie es in einigen Minuten noch einmal.</p>`
      : visible.length === 0
        ? html`<p>
            ${buyer.seesCompany ? 'Über den Shop liegen noch keine Bestellungen vor.' : 'Sie haben über den Shop noch nicht bestellt.'}
          </p>`
        : html`<table class="stack" role="table">
            <caption class="vh">
              Bestellungen der Firma
            </caption>
            <thead role="rowgroup">
              <tr role="row">
                <th role="columnheader" scope="col">Auftrag</th>
                <th role="columnheader" scope="col">Datum</th>
                <th role="columnheader" scope="col">Bestellt von</th>
                <th role="columnheader" scope="col">Kommission</th>
                <th role="columnheader" scope="col">Stand</th>
                ${buyer.seesPrices && html`<th role="columnheader" scope="col" class="r">Betrag brutto</th>`}
              </tr>
            </thead>
            <tbody role="rowgroup">
              ${visible.slice(0, 20).map(
                (order) =>
                  html`<tr role="row">
                    <th role="rowheader" scope="row">
                      <a href="/bestellt/${encodeURIComponent(order.id)}">${order.number}</a>
                    </th>
                    <td role="cell" data-l="Datum">
                      ${shortDay(momentParts(order.placedAt, view.branch.timeZone).day)}
                    </td>
                    <td role="cell" data-l="Bestellt von">${people.get(order.personId) ?? 'Nordwerk'}</td>
                    <td role="cell" data-l="Kommission">${order.siteRef ?? '–'}</td>
                    <td role="cell" data-l="Stand">
                      ${order.state === 'placed' ? 'eingegangen' : 'wartet auf Freigabe'}
                    </td>
                    ${
                      buyer.seesPrices &&
                      html`<td role="cell" data-l="Betrag brutto" class="r">${euro(orderSums(view, order).gross)}</td>`
                    }
                  </tr>`,
              )}
            </tbody>
          </table>`;
  return html`<section class="panel" id="bestellungen" aria-labelledby="k2">
    <h2 id="k2">Bestellungen</h2>
    ${content}
  </section>`;
}

function firm(view: View, buyer: Buyer): Html {
  const { company, seesPrices, seesTerms, seesCompany } = buyer;
  const { payment } = company;
  const branch = view.shop.branches.find(({ id }) => id === company.branch);
  const discounts = Object.entries(company.discounts).filter(
    ([category, share]) => category !== 'default' && share > 0,
  );
  const other = company.discounts['default'] ?? 0;
  const netPrices = [
    ...discounts.map(([category, share]) => `${categoryName(category).split(/,? &? ?/)[0]} −${percent(share)} %`),
    ...(other > 0 ? [`Übriges −${percent(other)} %`] : []),
  ];
  return html`<section class="panel" id="firma" aria-labelledby="k3">
    <h2 id="k3">${seesCompany ? 'Firma und Team' : 'Firma'}</h2>
    <div class="g2">
      <dl class="kv">
        <dt>Gewerk</dt>
        <dd>${TRADES[company.trade]?.name ?? company.trade}, ${company.employees} Beschäftigte</dd>
        <dt>Stammniederlassung</dt>
        <dd>${branch?.short}</dd>
        ${
          seesTerms &&
          payment.creditLine &&
          html`<dt>Kreditlinie</dt>
            <dd>${euro(payment.creditLine)}, davon ${euro(payment.creditUsed ?? '0')} genutzt</dd>`
        }
      </dl>
      ${
        (seesTerms || seesPrices) &&
        html`<dl class="kv">
          ${
            seesTerms &&
            html`<dt>Zahlungsziel</dt>
              <dd>
                ${payment.method === 'prepayment' ? 'Vorkasse' : `${payment.termDays} Tage, ${COLLECTIVE[payment.collective]}`}
              </dd>`
          }${
            seesPrices &&
            html`<dt>Nettopreise</dt>
              <dd>${netPrices.length > 0 ? netPrices.join(', ') : 'Listenpreise'}</dd>`
          }
        </dl>`
      }
    </div>
    ${seesCompany && team(view, buyer)}
  </section>`;
}

function team(view: View, { company, person: self }: Buyer): Html {
  const guests = view.shop.companies.companies.flatMap(({ people }) =>
    people.flatMap((person) => {
      const role = person.alsoFor.find((other) => other.company === company.id)?.role;
      return role ? [{ ...person, role }] : [];
    }),
  );
  const rows = [...company.people, ...guests].map((person) => {
    const role = view.shop.companies.roles[person.role];
    return html`<tr role="row">
      <th role="rowheader" scope="row">
        ${person.name}${person.id === self.id && html` <span class="tag">Sie</span>`}
      </th>
      <td role="cell" data-l="Rolle">${role?.name}</td>
      <td role="cell" data-l="Darf">${rights(role, company.approval?.limitNet)}</td>
      <td role="cell" data-l="Kostenstellen">
        ${person.costCentres.length > 0 ? person.costCentres.join(', ') : 'alle'}
      </td>
      <td role="cell" data-l="Dabei seit">${person.since}</td>
    </tr>`;
  });
  return html`<table class="stack people" role="table">
    <caption>
      Personen, die für die Firma bestellen oder abholen
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">Person</th>
        <th role="columnheader" scope="col">Rolle</th>
        <th role="columnheader" scope="col">Darf</th>
        <th role="columnheader" scope="col">Kostenstellen</th>
        <th role="columnheader" scope="col">Dabei seit</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows}
    </tbody>
  </table>`;
}

function rights(role: Role | undefined, companyLimit: string | undefined): string {
  if (!role) return '–';
  const approves = role.may.includes('approve');
  const limit = approves ? undefined : (role.limitNet ?? companyLimit);
  return role.may
    .map((right) =>
      right === 'order' && limit ? `bestellen, ab ${euro(limit).replace(',00', '')} mit Freigabe` : MAY[right],
    )
    .filter((text) => text !== undefined)
    .join(', ');
}

function contactPanel(view: View, { company }: Buyer): Html | '' {
  const contact = view.shop.companies.contact(company.contact);
  if (!contact) return '';
  return html`<section class="panel" id="ansprechperson" aria-labelledby="k4">
    <h2 id="k4">Ansprechperson</h2>
    ${contactCard(contact)}
  </section>`;
}

import { html } from 'hono/html';
import type { Order } from '@tauwerk/core';
import { dayRange, spansText, zoneText, type Branch } from '../branches.js';
import { longDay, momentParts, shortDay, wallClock } from '../calendar.js';
import { CATEGORIES, type Article } from '../catalogue.js';
import { TIERS } from '../companies.js';
import { count, dialable, localPhone } from '../format.js';
import {
  contactCard,
  articleUrl,
  guard,
  isGuest,
  mayCollect,
  packages,
  seesPrices,
  signInUrl,
  unitPrice,
  visiblePrice,
  type Html,
  type View,
} from '../view.js';
import { layout } from './layout.js';

/** One row of the quick order form, as typed. */
export interface QuickRow {
  sku: string;
  quantity: string;
}

export interface Recent {
  article: Article;
  day: string;
  quantity: number;
}

/** The last different articles that the firm ordered. */
export function recentArticles(view: View, orders: readonly Order[], max = 5): Recent[] {
  const found = new Map<string, Recent>();
  for (const order of orders) {
    for (const line of order.lines) {
      const article = view.shop.catalogue.get(line.sku);
      if (article && !found.has(line.sku) && found.size < max) {
        found.set(line.sku, {
          article,
          day: momentParts(order.placedAt, view.branch.timeZone).day,
          quantity: line.quantity,
        });
      }
    }
  }
  return [...found.values()];
}

export function home(view: View, quick: readonly QuickRow[], recent: readonly Recent[]): Html {
  const { buyer, shop, branch } = view;
  const { day } = wallClock(shop.now, branch.timeZone);
  const firm = buyer?.company.name.replace(/ (GmbH.*|e\. K\.)$/, '');
  const tagline = isGuest(view)
    ? 'Baustoffe, Werkzeug und Technik für Fachbetriebe, abholbereit in drei Niederlassungen.'
    : `${longDay(day)}.${branch.counterCutOff ? ` Bis ${branch.counterCutOff} Uhr bestellt, heute an der Theke fertig.` : ''}`;
  return layout(view, {
    title: buyer ? `Material für ${firm}` : 'Material für Ihren Betrieb',
    body: html`<div class="pagehead">
        <h1>Material für ${firm ?? 'Ihren Betrieb'}</h1>
        <p>${tagline}</p>
      </div>
      <div class="g-home">
        ${mayCollect(view) ? quickOrder(view, quick) : catalogueHint(view)}${isGuest(view) ? invitation(view) : service(view)}
      </div>
      ${recent.length > 0 && reorder(view, recent)}
      <section class="section" id="warengruppen" aria-labelledby="h-wg">
        <h2 id="h-wg">Warengruppen</h2>
        <ul class="cats">
          ${CATEGORIES.map(
            ({ id, tile, image }) =>
              html`<li>
                <a href="/sortiment?k=${id}"
                  ><img src="/img/${image}.svg" width="64" height="64" alt="" /><span>${tile}</span
                  ><small>${count(shop.catalogue.inCategory(id).length)} Artikel</small></a
                >
              </li>`,
          )}
        </ul>
      </section>
      <section class="section" id="niederlassungen" aria-labelledby="h-nl">
        <h2 id="h-nl">Niederlassungen</h2>
        <div class="g3 g3--eq">${shop.branches.map((other) => branchCard(other, view))}</div>
      </section>`,
  });
}

function quickOrder(view: View, rows: readonly QuickRow[]): Html {
  const shown = rows.map(({ sku, quantity }, index) => {
    const row = index + 1;
    const article = view.shop.catalogue.get(sku);
    const price = article && visiblePrice(view, article, Number(quantity) || 1);
    return html`<div class="direct__row">
      <input
        name="sku${row}"
        id="d-s${row}"
        aria-label="Artikelnummer, Zeile ${row}"
        inputmode="numeric"
        maxlength="12"
        value="${sku}"
      /><output for="d-s${row}"
        >${
          article
            ? html`${article.name}<br /><span class="muted"
                  >${price ? unitPrice(article, price) : article.packaging}</span
                >`
            : sku &&
              html`<b>Diese Nummer führen wir nicht.</b><br /><a href="/sortiment?q=${encodeURIComponent(sku)}"
                  >Im Sortiment suchen</a
                >`
        }</output
      ><input name="menge${row}" aria-label="Menge, Zeile ${row}" inputmode="numeric" value="${quantity}" class="r" />
    </div>`;
  });
  return html`<section class="panel" id="direkt" aria-labelledby="h-direkt">
    <div class="panel__head"><h2 id="h-direkt">Direkterfassung</h2></div>
    <form action="/warenkorb/direkt" method="post" class="direct">
      ${guard(view)}<input type="hidden" name="zeilen" value="${rows.length}" />
      <div class="direct__row direct__head" aria-hidden="true">
        <span>Artikelnummer</span><span>Bezeichnung</span><span>Menge</span>
      </div>
      ${shown}
      <div class="btnrow">
        <button class="btn">In den Warenkorb</button
        ><button class="btn btn--text" name="mehr" value="1">Weitere Zeilen</button>
      </div>
    </form>
  </section>`;
}

const catalogueHint = (view: View): Html =>
  html`<section class="panel" id="direkt" aria-labelledby="h-direkt">
    <h2 id="h-direkt">Sortiment ansehen</h2>
    <p>
      ${
        view.staff
          ? 'Sie sehen das Sortiment mit Listenpreisen. Bestellen können nur Kundenkonten.'
          : 'Ihre Rolle bestellt nicht. Bestände und Artikel sehen Sie wie alle anderen.'
      }
    </p>
    <div class="btnrow"><a class="btn btn--2" href="/sortiment">Zum Sortiment</a></div>
  </section>`;

/** What guests see of the programme, told by the widget itself. */
const invitation = (view: View): Html =>
  html`<section class="panel" aria-labelledby="h-pk">
    <div class="panel__head">
      <h2 id="h-pk">Was der Profikreis bringt</h2>
      <a href="/profikreis">Mehr erfahren</a>
    </div>
    <div class="w-card">
      <tau-benefit-list placement="programme" without-heading
        >Vorteile für Betriebe, die bei uns kaufen: weniger Wege, einfacher Einkauf, mehr Zeit zum
        Zahlen.</tau-benefit-list
      >
    </div>
    <div class="btnrow"><a class="btn btn--g" href="${signInUrl(view)}">Anmelden</a></div>
  </section>`;

function service(view: View): Html {
  const { branch, buyer, shop } = view;
  const contact = buyer && shop.companies.contact(buyer.company.contact);
  const tier = buyer?.company.tier;
  return html`<section class="panel" aria-labelledby="h-nd">
    <div class="panel__head">
      <h2 id="h-nd">Ihre Niederlassung</h2>
      ${tier && html`<a href="/konto#profikreis">Profikreis: ${TIERS[tier] ?? tier}</a>`}
    </div>
    <dl class="kv">
      <dt>Abholen</dt>
      <dd>${branch.name}, ${branch.street}</dd>
      <dt>Geöffnet</dt>
      <dd>
        ${branch.hours
          .filter(({ spans }) => spans.length > 0)
          .map(({ days, spans }, index) => html`${index > 0 && html`<br />`}${dayRange(days)} ${spansText(spans)}`)}
      </dd>
      <dt>Telefon</dt>
      <dd><a href="${dialable(branch.phone)}">${localPhone(branch.phone)}</a></dd>
    </dl>
    ${
      contact &&
      html`<h3 class="panel__sub">Ihre Ansprechperson</h3>
        ${contactCard(contact)}`
    }
  </section>`;
}

function reorder(view: View, recent: readonly Recent[]): Html {
  const priced = seesPrices(view);
  return html`<section class="section" aria-labelledby="h-nach">
    <h2 id="h-nach">Nachbestellen</h2>
    <form class="panel" action="/warenkorb/auswahl" method="post">
      ${guard(view, '/warenkorb')}
      <table class="stack recent" role="table">
        <caption>
          Zuletzt von Ihrer Firma bestellt
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Artikel</th>
            <th role="columnheader" scope="col">Art.-Nr.</th>
            <th role="columnheader" scope="col">Zuletzt</th>
            ${priced && html`<th role="columnheader" scope="col" class="r">Ihr Preis netto</th>`}
            <th role="columnheader" scope="col" class="r">Menge</th>
            <th role="columnheader" scope="col"><span class="vh">Aktion</span></th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${recent.map(
            ({ article, day, quantity }) =>
              html`<tr role="row">
                <th role="rowheader" scope="row"><a href="${articleUrl(article.sku)}">${article.name}</a></th>
                <td role="cell" data-l="Art.-Nr."><span class="num">${article.sku}</span></td>
                <td role="cell" data-l="Zuletzt">${shortDay(day)}</td>
                ${
                  priced &&
                  html`<td role="cell" data-l="Ihr Preis netto" class="r">
                    ${unitPrice(article, visiblePrice(view, article, quantity)!)}
                  </td>`
                }
                <td role="cell" data-l="Menge" class="r">${packages(article, quantity)}</td>
                <td role="cell" class="r act">
                  ${
                    mayCollect(view) &&
                    html`<input type="hidden" name="q-${article.sku}" value="${quantity}" /><button
                        class="btn btn--2 btn--s"
                        name="add"
                        value="${article.sku}"
                      >
                        Erneut bestellen<span class="vh">: ${article.name}</span>
                      </button>`
                  }
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </form>
  </section>`;
}

function branchCard(branch: Branch, view: View): Html {
  const zone = zoneText(branch, view.shop.branches[0]!, view.shop.now);
  const early = branch.early;
  return html`<article class="branch">
    <h3>${branch.name}</h3>
    <p>${branch.street}, ${branch.town}</p>
    <p><a href="${dialable(branch.phone)}">${localPhone(branch.phone)}</a></p>
    <dl class="kv">
      ${branch.hours.map(
        ({ days, spans }, index) =>
          spans.length > 0 &&
          html`<dt>${dayRange(days)}</dt>
            <dd>${spansText(spans)}${zone && ' Ortszeit'}</dd>
            ${
              index === 0 &&
              early &&
              html`<dt>${early.tiers.map((tier) => TIERS[tier] ?? tier).join(', ')}</dt>
                <dd>ab ${early.from} Uhr</dd>`
            }`,
      )}${
        zone &&
        html`<dt>Zeitzone</dt>
          <dd>${zone}</dd>`
      }
      <dt>Abholung</dt>
      <dd>${branch.access.join(', ')}</dd>
    </dl>
  </article>`;
}

import { html } from 'hono/html';
import { CATEGORIES, categoryName, inPackages, type Article } from '../catalogue.js';
import { TRADES } from '../companies.js';
import { amount, count, euro } from '../format.js';
import {
  isThere,
  listUrl,
  packOf,
  PACKS,
  queryFields,
  SORTS,
  tradeCategories,
  type Listing,
  type ListQuery,
  type Sort,
} from '../listing.js';
import { stepsOf } from '../pricing.js';
import {
  articleUrl,
  guard,
  mayCollect,
  netPriceAttribute,
  packages,
  priceHeading,
  seesPrices,
  signInUrl,
  visiblePrice,
  type Html,
  type View,
} from '../view.js';
import { crumbs, layout, stock } from './layout.js';

export function listPage(view: View, query: ListQuery, listing: Listing): Html {
  const { own, found, shown, page } = listing;
  const title = titleOf(view, query, own);
  const first = (page - 1) * query.size + 1;
  const home = { text: 'Start', href: '/' };
  const root = { text: view.buyer ? 'Ihr Sortiment' : 'Sortiment', href: '/sortiment' };
  const category = query.categories.length === 1 ? query.categories[0]! : undefined;
  const trail = category
    ? [
        home,
        query.group ? { text: categoryName(category), href: `/sortiment?k=${category}` } : undefined,
        { text: query.group || categoryName(category) },
      ]
    : own && !query.group
      ? [home, root, { text: TRADES[view.buyer!.company.trade]?.field ?? '' }]
      : [home, root, { text: query.group || (query.text ? 'Suche' : 'Auswahl') }];
  return layout(view, {
    title,
    current: category ?? (query.text ? undefined : 'sortiment'),
    body: html`${(own || category || query.text || query.group) && crumbs(trail.filter((step) => step !== undefined))}
      <div class="pagehead">
        <h1>${title}</h1>
        <p>${countText(view, listing)}</p>
      </div>
      <div class="side-main">
        <aside aria-label="Filter">${filter(view, query, listing)}</aside>
        <div>
          ${toolbar(view, query, found.length === 0 ? 'Keine Artikel' : `Artikel ${count(first)}–${count(first + shown.length - 1)} von ${count(found.length)}`)}
          ${found.length === 0 ? nothing(query) : table(view, query, shown, page)} ${pager(query, listing)}
        </div>
      </div>`,
  });
}

function titleOf(view: View, { text, categories, group }: ListQuery, own: boolean): string {
  if (text) return `Suche: ${text}`;
  if (group) return group;
  if (categories.length === 1) return categoryName(categories[0]!);
  if (own) return `Ihr Sortiment ${TRADES[view.buyer!.company.trade]?.field ?? ''}`;
  return categories.length > 1 ? 'Auswahl aus dem Sortiment' : 'Sortiment';
}

function countText(view: View, { own, found }: Listing): string {
  const articles = `${count(found.length)} Artikel`;
  const prices = seesPrices(view) ? ` Preise netto zzgl. USt.` : '';
  return own ? `${articles} aus den Warengruppen Ihres Gewerks.${prices}` : `${articles}.${prices}`;
}

function filter(view: View, query: ListQuery, { scope, own }: Listing): Html {
  const trade = tradeCategories(view.buyer);
  const checked = own ? (trade ?? []) : query.categories;
  const mine = trade !== undefined && !query.text && query.categories.every((id) => trade.includes(id));
  const categories = CATEGORIES.filter(({ id }) => !mine || trade.includes(id));
  const box = (name: string, value: string, text: string, number: number, on: boolean) =>
    html`<label class="check"
      ><input type="checkbox" name="${name}" value="${value}" ${on && ' checked'} /><span>${text}</span
      ><span class="muted num">${count(number)}</span></label
    >`;
  const numberIn = (id: string) => {
    const there = view.shop.catalogue.inCategory(id);
    return query.text ? view.shop.catalogue.search(query.text, there).length : there.length;
  };
  const places = [
    ...view.shop.branches.map(({ id, short }) => ({
      id,
      text: id === view.branch.id ? `Heute in ${short}` : `In ${short}`,
    })),
    { id: 'bestell', text: 'Auch Bestellware' },
  ];
  return html`<form class="filter" action="/sortiment" method="get">
    ${query.text && html`<input type="hidden" name="q" value="${query.text}" />`}${query.group && html`<input type="hidden" name="g" value="${query.group}" />`}${query.sort !== 'empfohlen' && html`<input type="hidden" name="sort" value="${query.sort}" />`}${query.size !== 60 && html`<input type="hidden" name="n" value="${query.size}" />`}
    <details class="filter__d"><summary>Filter</summary></details>
    <div class="filter__body">
      <fieldset>
        <legend>Warengruppe</legend>
        <div>${categories.map(({ id, name }) => box('k', id, name, numberIn(id), checked.includes(id)))}</div>
      </fieldset>
      <fieldset>
        <legend>Verfügbarkeit</legend>
        <div>
          ${places.map(({ id, text }) =>
            box('b', id, text, scope.filter((article) => isThere(article, id)).length, query.stock.includes(id)),
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>Verpackung</legend>
        <div>
          ${Object.entries(PACKS).map(([pack, text]) =>
            box(
              'vp',
              pack,
              text,
              scope.filter((article) => packOf(article) === pack).length,
              query.packs.some((chosen) => chosen === pack),
            ),
          )}
        </div>
      </fieldset>
      ${
        seesPrices(view) &&
        html`<fieldset>
          <legend>Preis netto</legend>
          <div class="fgrid fgrid--2">
            <div>
              <label for="pv">von</label
              ><input id="pv" name="pv" inputmode="decimal" maxlength="12" value="${query.from}" />
            </div>
            <div>
              <label for="pb">bis</label
              ><input id="pb" name="pb" inputmode="decimal" maxlength="12" value="${query.to}" />
            </div>
          </div>
        </fieldset>`
      }
      <div class="btnrow">
        <button class="btn btn--g btn--s">Anwenden</button
        ><a
          href="${query.text ? listUrl({ ...query, categories: [], group: '', stock: [], packs: [], from: '', to: '' }) : '/sortiment'}"
          >Zurücksetzen</a
        >
      </div>
    </div>
  </form>`;
}

function toolbar(view: View, query: ListQuery, text: string): Html {
  const names: Record<Sort, string> = {
    empfohlen: 'Empfohlen',
    nummer: 'Artikelnummer',
    preis: 'Preis aufsteigend',
    bestand: `Bestand ${view.branch.short}`,
  };
  const sorts = SORTS.filter((sort) => sort !== 'preis' || seesPrices(view));
  const kept = queryFields({ ...query, sort: 'empfohlen', size: 60, page: 1 });
  return html`<form class="toolbar" action="/sortiment" method="get">
    <p>${text}</p>
    ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}<label
      >Sortierung
      <select name="sort">
        ${sorts.map(
          (sort) => html`<option value="${sort}" ${sort === query.sort && ' selected'}>${names[sort]}</option>`,
        )}
      </select></label
    ><label
      >Anzeige
      <select name="n">
        ${[60, 120].map((size) => html`<option value="${size}" ${size === query.size && ' selected'}>${size} je Seite</option>`)}
      </select></label
    ><button class="btn btn--2 btn--s">Ändern</button>
  </form>`;
}

function table(view: View, query: ListQuery, shown: readonly Article[], page: number): Html {
  const priceColumn = seesPrices(view) || !view.buyer;
  const buying = mayCollect(view);
  const rows = shown.map((article) => row(view, article, priceColumn, buying));
  const content = html`<table class="list stack" role="table">
    <caption class="vh">
      Artikelliste mit Bestand je Niederlassung${priceColumn && ', Preis'}${buying && ' und Mengenfeld'}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col"><span class="vh">Bild</span></th>
        <th role="columnheader" scope="col">Artikel</th>
        <th role="columnheader" scope="col" class="c-stock">Bestand</th>
        ${priceColumn && html`<th role="columnheader" scope="col" class="c-price r">${priceHeading(view)}</th>`}${buying && html`<th role="columnheader" scope="col" class="c-qty">Menge</th>`}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows}
    </tbody>
  </table>`;
  if (!buying) return content;
  // Enter in a quantity field means «take what I typed», so the first button of the form is that one.
  return html`<form action="/warenkorb/auswahl" method="post">
    ${guard(view, listUrl(query, { page }))}<button class="vh" name="alle" value="1" tabindex="-1" aria-hidden="true">
      Mengen übernehmen</button
    >${content}
    <div class="listfoot">
      <p class="small">Eingetragene Mengen dieser Seite zusammen übernehmen.</p>
      <button class="btn" name="alle" value="1">Alle Mengen in den Warenkorb</button>
    </div>
  </form>`;
}

function row(view: View, article: Article, priceColumn: boolean, buying: boolean): Html {
  const price = visiblePrice(view, article);
  const inCart = view.cart.find((entry) => entry.article === article);
  return html`<tr role="row" id="art-${article.sku}">
    <td role="cell" class="c-img">
      <span class="art__img"><img src="/img/${article.image}.svg" width="56" height="56" alt="" loading="lazy" /></span>
    </td>
    <th role="rowheader" scope="row" class="c-art">
      <div class="art__txt">
        <a class="art__name" href="${articleUrl(article.sku)}">${article.name}</a>
        <p class="art__meta">Art.-Nr. <b class="num">${article.sku}</b> · ${article.packaging}</p>
      </div>
      <div class="w-chip">
        <tau-benefit-badge
          sku="${article.sku}"
          quantity="1"
          ${netPriceAttribute(price?.pack)}
          placement="list"
        ></tau-benefit-badge>
      </div>
    </th>
    <td role="cell" class="c-stock">${stock(view, article)}</td>
    ${priceColumn && html`<td role="cell" class="c-price r">${priceCell(view, article)}</td>`}${
      buying &&
      html`<td role="cell" class="c-qty">
        <div class="qty">
          <input
            aria-label="Menge ${inPackages(article)}: ${article.name}"
            name="q-${article.sku}"
            inputmode="numeric"
            placeholder="1"
          /><button class="btn btn--s" name="add" value="${article.sku}">
            In den Korb<span class="vh">: ${article.name}</span>
          </button>
        </div>
        ${
          inCart &&
          html`<p class="incart"><a href="/warenkorb">${packages(article, inCart.quantity)} im Warenkorb</a></p>`
        }
      </td>`
    }
  </tr> `;
}

function priceCell(view: View, article: Article): Html {
  const price = visiblePrice(view, article);
  if (!price) return html`<a class="small" href="${signInUrl(view)}">Preis nach Anmeldung</a>`;
  const further = stepsOf(article, view.buyer).filter(({ from }) => from > 1);
  const byPack = article.packagingQuantity !== '1';
  return html`<span class="price num">${euro(price.unit)}</span>
    <span class="pr">je ${article.unit}</span
    >${byPack && html`<div class="pr"><span class="nowrap">${euro(price.pack)}</span> je ${article.pack.one}</div>`}${
      further.length > 0 &&
      html`<div class="pr">
        ${further.map(({ from, price: step }, index) => html`${index > 0 && html`<br />`}<span class="nowrap">ab ${count(from)}: ${amount(step.unit)}</span>`)}
      </div>`
    }`;
}

const nothing = ({ text }: ListQuery): Html =>
  html`<div class="panel">
    <h2>Nichts gefunden</h2>
    <p>
      ${
        text
          ? html`Zu „${text}“ führen wir keinen passenden Artikel. Prüfen Sie die Schreibweise oder suchen Sie mit
            weniger Wörtern.`
          : 'Für diese Auswahl gibt es keinen Artikel. Nehmen Sie einen Filter heraus.'
      }
    </p>
    <div class="btnrow"><a class="btn btn--2" href="/sortiment">Sortiment ansehen</a></div>
  </div>`;

function pager(query: ListQuery, { page, pages }: Listing): Html | '' {
  if (pages < 2) return '';
  const numbers = Array.from({ length: pages }, (_, index) => index + 1);
  return html`<nav aria-label="Seiten">
    <ul class="pager">
      ${page > 1 && html`<li><a href="${listUrl(query, { page: page - 1 })}" rel="prev">Zurück</a></li>`}${numbers.map(
        (number) =>
          html`<li>
            <a href="${listUrl(query, { page: number })}" ${number === page && html` aria-current="page"`}>${number}</a>
          </li>`,
      )}${page < pages && html`<li><a href="${listUrl(query, { page: page + 1 })}" rel="next">Weiter</a></li>`}
    </ul>
  </nav>`;
}

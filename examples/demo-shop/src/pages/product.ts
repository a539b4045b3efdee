import { html } from 'hono/html';
import { categoryName, HANDLING, inPackages, type Article } from '../catalogue.js';
import { count, euro, percent } from '../format.js';
import { priceOf, stepsOf, VAT_RATES, type LinePrice } from '../pricing.js';
import {
  articleUrl,
  guard,
  isGuest,
  mayCollect,
  netPriceAttribute,
  packages,
  priceHeading,
  seesPrices,
  signInUrl,
  unitPrice,
  visiblePrice,
  type Html,
  type View,
} from '../view.js';
import { crumbs, layout, stock } from './layout.js';

export function product(view: View, article: Article, quantity: number): Html {
  const category = categoryName(article.category);
  const variants = view.shop.catalogue.variants(article);
  const companions = view.shop.catalogue.companions(article);
  const groupUrl = `/sortiment?k=${article.category}&g=${encodeURIComponent(article.group)}`;
  const handling = HANDLING[article.handling];
  return layout(view, {
    title: article.name,
    body: html`${crumbs([{ text: 'Start', href: '/' }, { text: category, href: `/sortiment?k=${article.category}` }, { text: article.group, href: groupUrl }, { text: article.name }])}
      <div class="pagehead">
        <h1>${article.name}</h1>
        <p>Art.-Nr. <span class="num">${article.sku}</span> · ${category}, ${article.group}</p>
      </div>
      <div class="prod">
        <div class="stackv-s">
          <div class="prod__img"><img src="/img/${article.image}.svg" width="260" height="260" alt="" /></div>
          <p class="small muted">Schematische Zeichnung</p>
        </div>
        <div class="stackv">
          <p>${article.shortText}</p>
          ${
            variants.length > 0 &&
            html`<div>
              <h2 class="vh">Ausführung</h2>
              <ul class="variants" aria-label="Ausführung">
                ${variants.map(
                  ({ article: variant, label }) =>
                    html`<li>
                      <a href="${articleUrl(variant.sku)}" ${variant === article && html` aria-current="true"`}
                        >${label}</a
                      >
                    </li>`,
                )}
              </ul>
            </div>`
          }
          <dl class="kv">
            <dt>Verpackung</dt>
            <dd>${article.packaging}</dd>
            ${
              article.packagingQuantity !== '1' &&
              html`<dt>Bestelleinheit</dt>
                <dd>1 ${article.pack.one} = ${count(article.packagingQuantity)} ${article.unit}</dd>`
            }
            <dt>Warengruppe</dt>
            <dd>${category}, ${article.group}</dd>
            <dt>Verfügbarkeit</dt>
            <dd>${article.leadDays > 0 ? `Bestellware, in ${article.leadDays} Tagen abholbereit` : 'Lagerware'}</dd>
            ${
              handling &&
              html`<dt>Transport</dt>
                <dd>${handling}</dd>`
            }
            <dt>Umsatzsteuer</dt>
            <dd>${VAT_RATES[article.vat]} %</dd>
          </dl>
        </div>
        ${buyBox(view, article, quantity)}
      </div>
      ${companions.length > 0 && accessories(view, article, companions)}`,
  });
}

function buyBox(view: View, article: Article, quantity: number): Html {
  const price = visiblePrice(view, article, quantity);
  const steps = stepsOf(article, view.buyer);
  const inCart = view.cart.find((entry) => entry.article === article);
  const data = price && JSON.stringify(steps.map((step) => [step.from, step.price.exact]));
  return html`<div class="panel buy" id="kaufen">
    ${price ? priceHead(view, article) : noPrice(view)}
    ${price && steps.length > 1 && graduated(article, steps, quantity)}
    <div class="w-card">
      <tau-benefit-badge
        sku="${article.sku}"
        quantity="${quantity}"
        ${netPriceAttribute(price?.exact)}
        placement="product"
        variant="card"
        >${!isGuest(view) && 'Ihre Vorteile aus dem Profikreis berücksichtigen wir im Warenkorb.'}</tau-benefit-badge
      >
    </div>
    ${
      mayCollect(view)
        ? html`<form
            action="/warenkorb/auswahl"
            method="post"
            ${data && html` data-steps="${data}"`}
            data-content="${article.packagingQuantity}"
            data-unit="${article.unit}"
            data-one="${article.pack.one}"
            data-many="${article.pack.many}"
          >
            ${guard(view, articleUrl(article.sku))}<label for="menge">Menge ${inPackages(article)}</label>
            <div class="qty">
              <input
                id="menge"
                name="q-${article.sku}"
                inputmode="numeric"
                value="${quantity}"
                aria-describedby="menge-h"
              /><button class="btn btn--wide" name="add" value="${article.sku}">In den Warenkorb</button>
            </div>
            <p class="hint" id="menge-h">${quantityHint(article, quantity, price)}</p>
            ${
              inCart &&
              html`<p class="incart"><a href="/warenkorb">${packages(article, inCart.quantity)} im Warenkorb</a></p>`
            }
          </form>`
        : html`<p class="note">
            ${view.staff ? 'Bestellen können nur Kundenkonten.' : 'Ihre Rolle bestellt nicht. Bitte wenden Sie sich an den Einkauf Ihrer Firma.'}
          </p>`
    }
    <div>
      <h2>Bestand je Niederlassung</h2>
      ${stock(view, article)}
    </div>
  </div>`;
}

function priceHead(view: View, article: Article): Html {
  const price = priceOf(article, 1, view.buyer);
  const byPack = article.packagingQuantity !== '1';
  const discount = view.buyer?.discount(article.category) ?? 0;
  const content = byPack
    ? `${article.pack.one} (${count(article.packagingQuantity)} ${article.unit})`
    : article.pack.one;
  const agreed =
    discount > 0
      ? `Liste ${euro(article.listPrice)} · vereinbart −${percent(discount)} %`
      : view.staff
        ? 'Listenpreis'
        : 'ohne vereinbarten Nachlass';
  return html`<div>
    <p class="bigprice">${euro(price.pack)}</p>
    <p class="muted">je ${content}, netto zzgl. ${VAT_RATES[article.vat]} % USt</p>
    <p class="small">${byPack && `${unitPrice(article, price)} · `}${agreed}</p>
  </div>`;
}

const noPrice = (view: View): Html =>
  isGuest(view)
    ? html`<div>
        <p class="bigprice bigprice--s">Preis nach Anmeldung</p>
        <p class="muted">Wir verkaufen an Betriebe und zeigen jedem die vereinbarten Nettopreise.</p>
        <div class="btnrow"><a class="btn btn--2" href="${signInUrl(view)}">Anmelden</a></div>
      </div>`
    : html`<div>
        <p class="bigprice bigprice--s">
          ${view.buyer?.mayCollect ? 'Für Ihren Bestellvorschlag' : 'Artikel und Bestand'}
        </p>
        <p class="muted">Preise sind für Ihre Rolle nicht freigegeben.</p>
      </div>`;

function graduated(article: Article, steps: readonly { from: number; price: LinePrice }[], quantity: number): Html {
  const current = steps.findLastIndex(({ from }) => from <= quantity);
  const byPack = article.packagingQuantity !== '1';
  return html`<div>
    <h2>Staffelpreise</h2>
    <table role="table" class="steps">
      <caption class="vh">
        Staffelpreise
      </caption>
      <thead>
        <tr>
          <th scope="col">ab Menge</th>
          ${byPack && html`<th scope="col" class="r">je ${article.unit}</th>`}
          <th scope="col" class="r">je ${article.pack.one}</th>
        </tr>
      </thead>
      <tbody>
        ${steps.map(
          ({ from, price }, index) =>
            html`<tr${index === current && html` class="cur"`} data-from="${from}"><th scope="row">${packages(article, from)}</th>${byPack && html`<td class="r">${euro(price.unit)}</td>`}<td class="r">${euro(price.pack)}</td></tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function quantityHint(article: Article, quantity: number, price: LinePrice | undefined): string {
  const content =
    article.packagingQuantity !== '1'
      ? ` = ${count(Math.round(quantity * Number(article.packagingQuantity) * 1000) / 1000)} ${article.unit}`
      : '';
  return `${packages(article, quantity)}${content}${price ? `, ${euro(price.line)} netto` : ''}`;
}

function accessories(view: View, article: Article, companions: readonly Article[]): Html {
  const priced = seesPrices(view);
  const buying = mayCollect(view);
  const rows = companions.map((companion) => {
    const price = visiblePrice(view, companion);
    return html`<tr role="row">
      <th role="rowheader" scope="row"><a href="${articleUrl(companion.sku)}">${companion.name}</a></th>
      <td role="cell" data-l="Art.-Nr."><span class="num">${companion.sku}</span></td>
      <td role="cell" data-l="Verpackung">${companion.packaging}</td>
      <td role="cell" data-l="Vorteil">
        <div class="w-chip">
          <tau-benefit-badge
            sku="${companion.sku}"
            quantity="1"
            ${netPriceAttribute(price?.pack)}
            placement="list"
            variant="icon"
          ></tau-benefit-badge>
        </div>
      </td>
      ${priced && html`<td role="cell" data-l="${priceHeading(view)}" class="r">${unitPrice(companion, price!)}</td>`}${
        buying &&
        html`<td role="cell" class="r act">
          <button class="btn btn--2 btn--s" name="add" value="${companion.sku}">
            In den Korb<span class="vh">: ${companion.name}</span>
          </button>
        </td>`
      }
    </tr>`;
  });
  return html`<section class="section panel" aria-labelledby="h-zub">
    <h2 id="h-zub">Wird dazu gebraucht</h2>
    <form action="/warenkorb/auswahl" method="post">
      ${guard(view, articleUrl(article.sku))}
      <table class="stack acc" role="table">
        <caption class="vh">
          Zubehör zu ${article.name}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Artikel</th>
            <th role="columnheader" scope="col">Art.-Nr.</th>
            <th role="columnheader" scope="col">Verpackung</th>
            <th role="columnheader" scope="col">Vorteil</th>
            ${priced && html`<th role="columnheader" scope="col" class="r">${priceHeading(view)}</th>`}${buying && html`<th role="columnheader" scope="col"><span class="vh">Aktion</span></th>`}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${rows}
        </tbody>
      </table>
    </form>
  </section>`;
}

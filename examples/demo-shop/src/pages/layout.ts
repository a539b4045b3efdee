import { html } from 'hono/html';
import { openingText } from '../branches.js';
import { loyaltyLines } from '../cart.js';
import { CATEGORIES } from '../catalogue.js';
import { count, dialable, euro, localPhone } from '../format.js';
import { guard, isGuest, seesPrices, signInUrl, type Html, type View } from '../view.js';

export interface Page {
  title: string;
  /** Menu entry that this page belongs to. */
  current?: string;
  /** Sign-in stands without search and menu: one thing to do. */
  bare?: boolean;
  body: Html;
}

const pin = html`<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
  <path
    fill="currentColor"
    d="M8 1a5 5 0 0 1 5 5c0 3.5-5 9-5 9S3 9.5 3 6a5 5 0 0 1 5-5zm0 3a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"
  />
</svg>`;

/**
 * The frame of every page. The loyalty widgets need exactly one line of it: the script tag. `data-token-url` is there
 * for signed-in people only, so guests never ask for a token.
 */
export function layout(view: View, { title, current, bare = false, body }: Page): Html {
  const signedIn = view.buyer !== undefined;
  const cart = view.cart.length > 0 && JSON.stringify(loyaltyLines(view.cart, seesPrices(view)));
  return html`<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>${title} | Nordwerk Baubedarf</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/shop.css">
<link rel="icon" href="/img/logo.svg" type="image/svg+xml">
<script src="/tau/tau.js" data-tauwerk data-base-url="/loyalty"${signedIn && html` data-token-url="/konto/loyalty-token"`} data-address="sie" defer></script>
<script src="/shop.js" defer></script>
</head>
<body${cart && html` data-cart="${cart}"`}>
<a class="skip" href="#inhalt">Zum Inhalt springen</a>
<header class="site">
<div class="bar"><div class="wrap bar__in"><p class="bar__branch">${pin}<span><a href="/#niederlassungen">${view.branch.name}</a>, ${openingText(view.branch, view.shop.now)}</span></p>${identity(view, bare)}</div></div>
<div class="head-bg"><div class="wrap head"><a class="logo" href="/"><img src="/img/logo.svg" width="46" height="46" alt=""><span>Nordwerk<small>Baubedarf</small></span></a>
${!bare && headTools(view)}</div></div>
${!bare && navigation(view, current)}
<div class="rule"></div>
</header>
<main id="inhalt" class="wrap" tabindex="-1">
${view.flash && html`<p class="note gap${view.flash.kind === 'ok' ? ' note--ok' : ''}" role="status">${view.flash.text}</p>`}
${body}
</main>
${footer(view)}
</body>
</html>`;
}

function identity(view: View, bare: boolean): Html {
  const { buyer, staff } = view;
  const signOut = (className: string) =>
    html`<form class="${className}" action="/abmelden" method="post">
      ${guard(view)}<button class="linkbtn">Abmelden</button>
    </form>`;
  if (staff)
    return html`<div class="bar__staff"><span>${staff.name}, Nordwerk intern</span> · ${signOut('inline')}</div>`;
  if (!buyer) {
    return html`<p>Verkauf nur an Gewerbetreibende${!bare && html` · <a href="${signInUrl(view)}">Anmelden</a>`}</p>`;
  }
  const { person, company, role } = buyer;
  const choices = view.shop.companies.choices(person.id);
  return html`<details class="ctx">
      <summary>
        <span>Firma <b>${company.name}</b> · Kostenstelle <b>${view.session.costCentre}</b></span>
      </summary>
      <div class="ctx__panel">
        <form class="stackv-s" action="/firma" method="post">
          ${guard(view, view.path)}${
            choices.length > 1 &&
            html`<div>
              <label for="c-firma">Firma, für die Sie einkaufen</label
              ><select id="c-firma" name="firma">
                ${choices.map(
                  ({ id, number, name }) =>
                    html`<option value="${id}" ${id === company.id && ' selected'}>${number} ${name}</option>`,
                )}
              </select>
            </div>`
          }
          <div>
            <label for="c-kst">Kostenstelle</label
            ><select id="c-kst" name="kst">
              ${buyer.costCentres.map(
                ({ code, name }) =>
                  html`<option value="${code}" ${code === view.session.costCentre && ' selected'}>
                    ${code} ${name}
                  </option>`,
              )}
            </select>
          </div>
          <button class="btn btn--g">Übernehmen</button>
        </form>
        <div class="ctx__person">${person.name}, ${role.name} · ${signOut('inline')}</div>
      </div>
    </details>
    <div class="bar__person">${person.name}, ${role.name} · ${signOut('inline')}</div>`;
}

function headTools(view: View): Html {
  const positions = view.cart.length;
  const text =
    positions === 0
      ? 'leer'
      : seesPrices(view)
        ? `${positions} Pos. · ${euro(view.sums.payable)}`
        : positions === 1
          ? '1 Position'
          : `${positions} Positionen`;
  return html`<form class="search" role="search" action="/sortiment" method="get">
      <label class="vh" for="q">Suche nach Bezeichnung, Artikelnummer oder Norm</label
      ><input
        id="q"
        name="q"
        type="search"
        maxlength="80"
        autocomplete="off"
        placeholder="Artikelnummer, Bezeichnung oder Norm"
      /><button class="btn btn--g">Suchen</button>
    </form>
    <a class="headlink headlink--quick" href="/#direkt"
      ><b>Direkterfassung</b><span class="muted">nach Artikelnummer</span></a
    >
    <a class="headlink headlink--cart" href="/warenkorb"><b>Warenkorb</b><span class="muted num">${text}</span></a>`;
}

function navigation(view: View, current: string | undefined): Html {
  const mine = isGuest(view) || view.staff ? 'Sortiment' : 'Ihr Sortiment';
  const link = (href: string, text: string, id?: string) =>
    html`<a href="${href}" ${id !== undefined && id === current && html` aria-current="page"`}>${text}</a>`;
  const groups = CATEGORIES.map(({ id, name }) => html`<li>${link(`/sortiment?k=${id}`, name)}</li>`);
  const short = ['dach', 'daemmung', 'holz', 'befestigung', 'arbeitsschutz'].map((id) =>
    CATEGORIES.find((category) => category.id === id)!,
  );
  const account = isGuest(view) ? { href: signInUrl(view), text: 'Anmelden' } : { href: '/konto', text: 'Firmenkonto' };
  return html`<nav class="nav" aria-label="Hauptnavigation">
    <div class="wrap">
      <details class="menu menu--m">
        <summary>Sortiment und Menü</summary>
        <div class="menu__panel">
          <ul class="wrap">
            <li><a href="/">Startseite</a></li>
            <li><a href="/sortiment">${mine}</a></li>
            <li><a href="/#direkt">Direkterfassung</a></li>
            <li><a href="${account.href}">${account.text}</a></li>
            <li><a href="/profikreis">Profikreis</a></li>
            ${groups}
          </ul>
        </div>
      </details>
      <ul class="nav__list">
        <li>
          <details class="menu">
            <summary>Alle Warengruppen</summary>
            <div class="menu__panel">
              <ul class="wrap">
                ${groups}
              </ul>
            </div>
          </details>
        </li>
        <li>${link('/sortiment', mine, 'sortiment')}</li>
        ${short.map(
          ({ id, name }) =>
            html`<li>${link(`/sortiment?k=${id}`, id === 'befestigung' ? 'Befestigung' : name, id)}</li>`,
        )}
        <li class="push">${link('/profikreis', 'Profikreis', 'profikreis')}</li>
        <li class="push0">${link(account.href, account.text, 'konto')}</li>
      </ul>
    </div>
  </nav>`;
}

function footer(view: View): Html {
  const main = view.shop.branches[0];
  const guest = isGuest(view);
  const central = view.shop.companies.contact('k-wallhoop')?.phone ?? main?.phone ?? '';
  return html`<footer class="foot">
    <div class="wrap">
      <div class="foot__grid">
        <div>
          <h2>Nordwerk Baubedarf</h2>
          <p>${main?.street}<br />${main?.town}</p>
          <p><a href="${dialable(central)}">${localPhone(central)}</a></p>
        </div>
        <div>
          <h2>Einkaufen</h2>
          <ul>
            <li><a href="/sortiment">${guest || view.staff ? 'Sortiment' : 'Ihr Sortiment'}</a></li>
            <li><a href="/#direkt">Direkterfassung</a></li>
            <li><a href="/warenkorb">Warenkorb</a></li>
          </ul>
        </div>
        <div>
          <h2>Service</h2>
          <ul>
            ${
              guest
                ? html`<li><a href="/anmelden">Anmelden</a></li>`
                : view.buyer &&
                  html`<li><a href="/konto#bestellungen">Bestellungen</a></li>
                    <li><a href="/konto#firma">Firma und Team</a></li>
                    <li><a href="/konto#ansprechperson">Ansprechperson</a></li>`
            }
            <li><a href="/profikreis">Profikreis</a></li>
          </ul>
        </div>
        <div>
          <h2>Unternehmen</h2>
          <ul>
            <li><a href="/#niederlassungen">Niederlassungen</a></li>
            <li><a href="/#warengruppen">Warengruppen</a></li>
          </ul>
        </div>
      </div>
      <p class="foot__legal">
        Alle Preise netto in Euro zuzüglich gesetzlicher Umsatzsteuer. Verkauf ausschließlich an Gewerbetreibende.
        Demonstrationsshop: Firma, Orte, Personen und Artikel sind frei erfunden.
      </p>
    </div>
  </footer>`;
}

export const crumbs = (trail: readonly { text: string; href?: string }[]): Html =>
  html`<nav class="crumbs" aria-label="Brotkrumen">
    <ol>
      ${trail.map(({ text, href }) =>
        href ? html`<li><a href="${href}">${text}</a></li>` : html`<li><span aria-current="page">${text}</span></li>`,
      )}
    </ol>
  </nav>`;

/** Stock of an article in every branch. */
export function stock(view: View, article: { stock: Readonly<Record<string, number>>; leadDays: number }): Html {
  if (article.leadDays > 0)
    return html`<ul class="stock">
      <li class="no"><span>Bestellware</span><span class="num">${article.leadDays} Tage</span></li>
    </ul>`;
  return html`<ul class="stock">
    ${view.shop.branches.map(({ id, short }) => {
      const there = article.stock[id] ?? 0;
      return html`<li${there === 0 ? html` class="no"` : there < 10 && html` class="low"`}><span>${short}</span><span class="num">${there === 0 ? 'nicht da' : count(there)}</span></li>`;
    })}
  </ul>`;
}

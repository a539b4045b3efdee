import { html } from 'hono/html';
import { TIERS, TRADES, type Company } from '../companies.js';
import { guard, type Html, type View } from '../view.js';
import { layout } from './layout.js';

/** What signing in as a person shows: the guide through the demo. */
const SHOWS: Record<string, string> = {
  'p-velmerloh': 'Gibt Bestellungen frei, sieht Stufe und Konditionen.',
  'p-ostwerda':
    'Bestellt täglich, sieht Preise, Zahlungsziel und Firmenvorteile. Kauft auch für die Tischlerei Fugenthal ein.',
  'p-drellmann': 'Bestellt vom Telefon für die Baustelle, ab 2.500 € mit Freigabe.',
  'p-haukesiel': 'Keine Preise, sammelt Bestellvorschläge.',
  'p-immekamp': 'Kreditlinie fast ausgeschöpft, Gold in Reichweite.',
  'p-rothensand': 'Nur Kostenstelle Projektbau.',
  'p-wichelhus': 'Sieht Preise und Zahlungsziele, bestellt nicht.',
  'p-jarlsbrook': 'Übernimmt zum 01.12., beginnt ohne eigene Historie.',
  'p-selbach': 'Kleiner Betrieb, viele Vorteile noch gesperrt.',
  'p-torweide': 'Montage, holt an der Theke ab.',
  'p-kliffmann': 'Keine Preise, sammelt Bestellvorschläge.',
  'p-harkstett': 'Stufe läuft aus, 4.180 € fehlen.',
  'p-lohmarsch': 'Bestellt für Kundendienst und Neubau.',
  'p-ennerwald': 'Holt ab, sieht keine Preise und bestellt nicht.',
  'p-wiesenhau': 'Kann dem Profikreis beitreten, zahlt bisher Vorkasse.',
  'p-eschmoor': 'Sieht, was eine Teilnahme ändern würde.',
  'p-drostehain': 'Hat lange nicht bestellt und soll zurückkommen.',
  'p-ulenkamp': 'Einkauf mit früheren Nettopreisen.',
  's-sandkrug': 'Sieht den Shop mit Listenpreisen.',
};

export function signIn(view: View, back: string): Html {
  const { companies, branches } = view.shop;
  const place = (id: string) => branches.find((branch) => branch.id === id)?.short;
  const tier = ({ tier: id, enrolled }: Company) => (enrolled ? id && TIERS[id] : 'nicht im Profikreis');
  return layout(view, {
    title: 'Anmelden',
    bare: true,
    body: html`<div class="pagehead">
        <h1>Anmelden</h1>
        <p>Für Betriebe mit Kundennummer.</p>
      </div>
      <div class="main-side">
        <section aria-labelledby="h-demo">
          <h2 id="h-demo">Als Demo-Person anmelden</h2>
          <p class="muted">Firmen und Personen sind erfunden, ein Passwort ist nicht nötig.</p>
          <form action="/anmelden" method="post" class="demo">
            ${guard(view, back)}
            <div class="stackv">
              ${companies.companies.map((company) =>
                firm(
                  company.name,
                  [TRADES[company.trade]?.name, tier(company), `seit ${company.since}`, place(company.branch)]
                    .filter(Boolean)
                    .join(', '),
                  company.people.map(({ id, name, role, newcomer }) => ({
                    id,
                    name,
                    role: `${companies.roles[role]?.name ?? role}${newcomer ? ', neu' : ''}`,
                  })),
                ),
              )}${firm(
                'Nordwerk Baubedarf',
                'intern',
                companies.staff.map(({ id, name }) => ({ id, name, role: 'Marketing' })),
              )}
            </div>
          </form>
        </section>
        <aside class="stackv" aria-label="Ohne Anmeldung">
          <section class="panel" aria-labelledby="h-gast">
            <h2 id="h-gast">Als Gast ansehen</h2>
            <p>Sortiment ohne Ihre Nettopreise, Vorteile als Vorschau.</p>
            <div class="btnrow"><a class="btn btn--2" href="/">Weiter ohne Anmeldung</a></div>
          </section>
          <section class="panel" aria-labelledby="h-vt">
            <h2 id="h-vt">Was der Profikreis bringt</h2>
            <div class="w-card">
              <tau-benefit-list placement="programme" without-heading
                >Vorteile für Betriebe, die bei uns kaufen</tau-benefit-list
              >
            </div>
          </section>
        </aside>
      </div>`,
  });
}

const initials = (name: string) =>
  name
    .split(' ')
    .map((word) => word[0])
    .join('')
    .slice(0, 2);

const firm = (name: string, text: string, people: readonly { id: string; name: string; role: string }[]): Html =>
  html`<section class="firm" aria-label="${name}">
    <div class="firm__head">
      <h3>${name}</h3>
      <p>${text}</p>
    </div>
    <ul>
      ${people.map(
        (person) =>
          html`<li>
            <button name="person" value="${person.id}">
              <i aria-hidden="true">${initials(person.name)}</i
              ><span><b>${person.name}, ${person.role}</b><span>${SHOWS[person.id]}</span></span
              ><em>Anmelden</em>
            </button>
          </li>`,
      )}
    </ul>
  </section>`;

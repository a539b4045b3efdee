import { html } from 'hono/html';
import type { BenefitsAnswer } from '@tauwerk/core';
import { guard, isGuest, signInUrl, type Html, type View } from '../view.js';
import { crumbs, layout } from './layout.js';

type Standing = BenefitsAnswer['audience'];

export function programme(view: View, standing: Standing | undefined, idempotencyKey: string): Html {
  const { programme: terms } = view.shop;
  const member = standing === 'member';
  return layout(view, {
    title: 'Profikreis',
    current: 'profikreis',
    body: html`${crumbs([{ text: 'Start', href: '/' }, { text: 'Profikreis' }])}
      <div class="pagehead">
        <h1>Nordwerk Profikreis</h1>
        <p>Weniger Wege, einfacher Einkauf, mehr Zeit zum Zahlen.</p>
      </div>
      <div class="main-side">
        <div class="stackv">
          <section class="panel" aria-labelledby="p1">
            <h2 id="p1">${member ? 'Ihre Vorteile' : 'Was der Profikreis bringt'}</h2>
            <div class="w-card">
              <tau-benefit-list placement="${member ? 'account' : 'programme'}" without-heading
                >Vorteile für Betriebe, die bei uns kaufen</tau-benefit-list
              >
            </div>
          </section>
          <section class="panel" aria-labelledby="p2">
            <h2 id="p2">Die Stufen</h2>
            <table class="stack" role="table">
              <caption>
                Es zählt: ${terms.basis}. Zeitraum ist das Kalenderjahr.
              </caption>
              <thead role="rowgroup">
                <tr role="row">
                  <th role="columnheader" scope="col">Stufe</th>
                  <th role="columnheader" scope="col">Voraussetzung</th>
                  <th role="columnheader" scope="col">Öffnet</th>
                </tr>
              </thead>
              <tbody role="rowgroup">
                ${terms.tiers.map(
                  ({ name, note, opens }) =>
                    html`<tr role="row">
                      <th role="rowheader" scope="row">${name}</th>
                      <td role="cell" data-l="Voraussetzung">${note}</td>
                      <td role="cell" data-l="Öffnet">${opens.join(', ')}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </section>
        </div>
        <aside class="stackv" aria-label="Teilnahme">
          <section class="panel" aria-labelledby="p3">
            <h2 id="p3">Teilnahme</h2>
            ${participation(view, standing, idempotencyKey)}
          </section>
          <section class="panel" aria-labelledby="p4">
            <h2 id="p4">Gut zu wissen</h2>
            <p>
              Die Teilnahme kostet nichts und gilt für die ganze Firma. Sie können jederzeit mit einer Nachricht an Ihre
              Niederlassung austreten; Preise und Zahlungsziele aus Ihrem Kundenvertrag bleiben davon unberührt.
            </p>
          </section>
        </aside>
      </div>`,
  });
}

function participation(view: View, standing: Standing | undefined, idempotencyKey: string): Html {
  const { buyer } = view;
  if (isGuest(view)) {
    return html`<p>Bitte melden Sie sich an. Dann sehen Sie, was für Ihren Betrieb gilt.</p>
      <div class="btnrow"><a class="btn" href="${signInUrl(view)}">Anmelden</a></div>`;
  }
  if (!buyer) return html`<p>Teilnehmen können Betriebe mit Kundennummer.</p>`;
  const { name } = buyer.company;
  switch (standing ?? (buyer.company.enrolled ? 'member' : 'not-enrolled')) {
    case 'pending':
      return html`<p>Die Anmeldung von ${name} liegt vor und wird geprüft.</p>`;
    case 'ineligible':
      return html`<p>${name} nimmt zurzeit nicht teil. Bitte sprechen Sie mit Ihrer Ansprechperson.</p>
        <div class="btnrow"><a class="btn btn--2" href="/konto#ansprechperson">Ansprechperson</a></div>`;
    case 'member':
      return html`<p>${name} ist dabei.</p>
        <div class="btnrow"><a class="btn btn--2" href="/konto#profikreis">Zu Ihren Vorteilen</a></div>`;
    default:
      return buyer.mayEnrol
        ? html`<p>${name} ist noch nicht dabei. Der Beitritt gilt sofort und für alle im Betrieb.</p>
            <form action="/profikreis" method="post">
              ${guard(view)}<input type="hidden" name="schluessel" value="${idempotencyKey}" />
              <div class="btnrow"><button class="btn">Jetzt teilnehmen</button></div>
            </form>`
        : html`<p>
            ${name} ist noch nicht dabei. Beitreten kann ${buyer.approver?.name ?? 'die Geschäftsleitung'} für die ganze
            Firma.
          </p>`;
  }
}

import { html } from 'hono/html';
import { nextWorkday } from '../branches.js';
import { wallClock, shortDay, weekdayAndDate } from '../calendar.js';
import type { Buyer } from '../companies.js';
import { count, euro } from '../format.js';
import { paymentChoices } from '../payment.js';
import { FREIGHT, shareOf, sumUp, type Delivery, type Sums } from '../pricing.js';
import { guard, packages, seesPrices, type Html, type View } from '../view.js';
import { offline, sumList } from './cart.js';
import { layout } from './layout.js';

export const DELIVERIES: readonly { kind: Delivery; name: string; row: string }[] = [
  { kind: 'pickup', name: 'Click & Collect', row: 'Abholung' },
  { kind: 'site', name: 'Lieferung auf die Baustelle', row: 'Lieferung' },
  { kind: 'crane', name: 'Lieferung mit Kranentladung', row: 'Lieferung mit Kran' },
];

/** Sums of the cart for one way of delivery. */
export const sumsFor = (view: View, delivery: Delivery): Sums =>
  sumUp(
    view.cart.map(({ article, price }) => ({ vat: article.vat, total: price.line })),
    view.sums.deductions,
    FREIGHT[delivery],
  );

export function checkout(view: View, buyer: Buyer, idempotencyKey: string): Html {
  const { company } = buyer;
  const { draft } = view.state;
  const { day } = wallClock(view.shop.now, view.branch.timeZone);
  const goodsDay = nextWorkday(view.branch, day, true);
  const siteDay = nextWorkday(view.branch, goodsDay, true);
  const delivery = DELIVERIES.find(({ kind }) => kind === draft.delivery)?.kind ?? 'pickup';
  const payments = paymentChoices(company, day, goodsDay);
  const payment = payments.find(({ kind }) => kind === draft.payment)?.kind ?? payments[0]!.kind;
  const site =
    company.sites.find(({ ref }) => ref === draft.site) ??
    company.sites.find(({ costCentre }) => costCentre === view.session.costCentre) ??
    company.sites[0];
  const costCentre = draft.costCentre ?? view.session.costCentre;
  const approval = buyer.approverFor(view.sums.payable);
  const texts: Record<Delivery, string> = {
    pickup: `Fertig gepackt in ${view.branch.name}`,
    site: `${site?.name ?? 'Ihre Baustelle'}, ${weekdayAndDate(siteDay)} zwischen 07:00 und 12:00 Uhr`,
    crane: 'Palette aufs Dach, Termin nach Absprache',
  };
  // One version per way of delivery; the stylesheet shows the one that is chosen, with or without a script.
  const byDelivery = (part: (kind: Delivery, sums: Sums) => Html) =>
    html`<div class="by-delivery">${DELIVERIES.map(({ kind }) => part(kind, sumsFor(view, kind)))}</div>`;

  return layout(view, {
    title: 'Kasse',
    body: html`<div class="pagehead">
        <h1>Bestellung abschließen</h1>
        <p>${company.name}, Kundennummer ${company.number}</p>
      </div>
      <form class="main-side checkout" action="/kasse" method="post">
        ${guard(view)}<input type="hidden" name="schluessel" value="${idempotencyKey}" />
        <div class="stackv">
          <fieldset class="step">
            <legend><span>1</span>Lieferung oder Abholung</legend>
            <div>
              ${DELIVERIES.map(
                ({ kind, name }) =>
                  html`<label class="opt"
                    ><input type="radio" name="art" value="${kind}" ${kind === delivery && ' checked'} /><span
                      ><b>${name}</b><span class="small">${texts[kind]}</span></span
                    ><span class="num">${euro(FREIGHT[kind])}</span></label
                  >`,
              )}
            </div>
          </fieldset>
          <fieldset class="step">
            <legend><span>2</span>Bestellbezug</legend>
            <div class="fgrid">
              <div>
                <label for="bst">Baustelle</label
                ><select id="bst" name="bst">
                  ${company.sites.map(
                    ({ ref, name }) =>
                      html`<option value="${ref}" ${ref === site?.ref && ' selected'}>${ref}, ${name}</option>`,
                  )}
                </select>
              </div>
              <div>
                <label for="kst2">Kostenstelle</label
                ><select id="kst2" name="kst">
                  ${buyer.costCentres.map(
                    ({ code, name }) =>
                      html`<option value="${code}" ${code === costCentre && ' selected'}>${code} ${name}</option>`,
                  )}
                </select>
              </div>
              <div>
                <label for="kom">Kommission (freiwillig)</label
                ><input id="kom" name="kom" maxlength="12" value="${draft.reference ?? ''}" aria-describedby="kom-h" />
                <p class="hint" id="kom-h">
                  Höchstens 12 Zeichen, steht auf Lieferschein und Rechnung. Ohne Angabe nehmen wir das Kürzel der
                  Baustelle.
                </p>
              </div>
              <div>
                <label for="bnr">Ihre Bestellnummer (freiwillig)</label
                ><input id="bnr" name="bnr" maxlength="20" value="${draft.orderNumber ?? ''}" />
              </div>
              <div class="full">
                <label for="hin">Hinweis an das Lager (freiwillig)</label
                ><textarea id="hin" name="hin" rows="2" maxlength="500">${draft.note ?? ''}</textarea>
              </div>
            </div>
          </fieldset>
          <fieldset class="step">
            <legend><span>3</span>Zahlung</legend>
            <div>
              ${payments.map(
                ({ kind, name, text, due, discount }) =>
                  html`<label class="opt"
                    ><input type="radio" name="zahl" value="${kind}" ${kind === payment && ' checked'} /><span
                      ><b>${name}</b><span class="small">${text}</span></span
                    >${
                      due
                        ? html`<span class="num">fällig ${shortDay(due)}</span>`
                        : discount
                          ? byDelivery(
                              (way, sums) =>
                                html`<span class="num" data-way="${way}"
                                  >−${euro(shareOf(sums.gross, discount))}</span
                                >`,
                            )
                          : html`<span></span>`
                    }</label
                  >`,
              )}
            </div>
          </fieldset>
          <fieldset class="step">
            <legend><span>4</span>Prüfen und absenden</legend>
            <div>
              <label class="check"
                ><input type="checkbox" name="agb" value="1" required /><span
                  >Ich bestelle für einen Gewerbebetrieb zu den vereinbarten Verkaufs- und Lieferbedingungen.</span
                ></label
              >
            </div>
            ${
              approval &&
              html`<p class="note">
                Diese Bestellung geht zur Freigabe an ${approval.name}, weil sie über
                ${euro(approval.limit).replace(',00', '')} netto liegt.
              </p>`
            }${byDelivery(
              (way, sums) =>
                html`<dl class="sum" data-way="${way}">
                  <dt>Netto</dt>
                  <dd>${euro(sums.netTotal)}</dd>
                  <dt class="tot">Gesamt brutto</dt>
                  <dd class="tot">${euro(sums.gross)}</dd>
                </dl>`,
            )}
            <div class="btnrow">
              <button class="btn">Zahlungspflichtig bestellen</button><a href="/warenkorb">Zurück zum Warenkorb</a>
            </div>
          </fieldset>
        </div>
        <aside class="stackv stick" aria-label="Bestellübersicht">
          <section class="panel" aria-labelledby="h-ov">
            <h2 id="h-ov">Übersicht</h2>
            <ul class="oplist">
              ${view.cart.map(
                ({ article, quantity, price, note }) =>
                  html`<li>
                    <span
                      >${article.name}<br /><span class="muted">${count(quantity)} × ${euro(price.pack)}</span
                      >${note && html`<br /><span class="muted">Notiz: ${note}</span>`}</span
                    ><span class="num">${euro(price.line)}</span>
                  </li>`,
              )}
            </ul>
          </section>
          <section class="panel" aria-labelledby="h-ks">
            <h2 id="h-ks">Summe</h2>
            ${byDelivery((way, sums) =>
              sumList(
                sums,
                html`<dt>${DELIVERIES.find(({ kind }) => kind === way)!.row}</dt>
                  <dd>${euro(sums.freight)}</dd>`,
                html` data-way="${way}"`,
              ),
            )}${!view.quoted && offline}
          </section>
          <div class="w-line">
            <tau-benefit-badge placement="checkout" variant="line" max="3"
              >Vorteile dieser Bestellung</tau-benefit-badge
            >
          </div>
        </aside>
      </form>`,
  });
}

/** Stands where the checkout would be for people who may not order, and says what they can do instead. */
export function noCheckout(view: View, buyer: Buyer | undefined): Html {
  const collects = buyer?.mayCollect ?? false;
  const priced = seesPrices(view);
  return layout(view, {
    title: 'Bestellvorschlag',
    body: html`<div class="pagehead">
        <h1>${collects ? 'Bestellvorschlag' : 'Bestellen'}</h1>
        <p>${buyer?.company.name ?? 'Nordwerk intern'}</p>
      </div>
      <div class="main-side">
        <div class="stackv">
          <p class="note">
            ${
              collects
                ? `Mit Ihrer Rolle (${buyer!.role.name}) können Sie Material zusammenstellen, aber nicht bestellen. Es wird nichts abgesendet: Zeigen Sie diese Liste ${buyer!.approver?.name ?? 'dem Einkauf'}, dann kann sie unter der Kundennummer ${buyer!.company.number} bestellt werden.`
                : buyer
                  ? `Mit Ihrer Rolle (${buyer.role.name}) können Sie nicht bestellen. Bestellungen gibt der Einkauf Ihrer Firma auf.`
                  : 'Bestellen können nur Kundenkonten.'
            }
          </p>
          ${
            view.cart.length > 0 &&
            html`<section class="panel" aria-labelledby="h-ov">
              <h2 id="h-ov">Positionen</h2>
              <ul class="oplist">
                ${view.cart.map(
                  ({ article, quantity, price, note }) =>
                    html`<li>
                      <span
                        >${article.name}<br /><span class="muted"
                          >Art.-Nr. ${article.sku}${note && ` · ${note}`}</span
                        ></span
                      ><span class="num"
                        >${packages(article, quantity)}${priced && html`<br />${euro(price.line)}`}</span
                      >
                    </li>`,
                )}
              </ul>
            </section>`
          }
          <div class="btnrow">
            <a class="btn btn--2" href="/warenkorb">Zum Warenkorb</a><a href="/sortiment">Zum Sortiment</a>
          </div>
        </div>
      </div>`,
  });
}

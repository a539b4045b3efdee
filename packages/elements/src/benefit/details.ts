import { endOf, totalAmount } from '@tauwerk/core';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { BenefitToggleEvent } from '../base/events.js';
import { icon } from '../base/more-icons.js';
import type { BenefitHost } from './actions.js';
import type { BenefitElement, BenefitView } from './benefit-element.js';
import { blocksSheet } from './blocks.styles.js';
import { detailsSheet } from './details.styles.js';
import { groups, invitation } from './groups.js';
import { line, linePrices } from './rows.js';
import { apply, money, quantityText } from './rules.js';
import { excludedLine, programmeLink, stateLine, staleText } from './state-line.js';

/**
 * Below this width the details are a sheet. A class says so to the styles: WebKit does not ask a media query again in a
 * sheet that a shadow root adopts after the window has changed, as when a phone was turned.
 */
const SHEET = '(max-width: 479.98px)';
const LEAVE_MS = 250;

interface Open {
  host: BenefitElement;
  trigger: HTMLElement;
  panel: HTMLElement;
  /** Opened by resting the mouse on the trigger: leaves again with it. */
  hovered: boolean;
  close(returnFocus: boolean): void;
}

/** One set of details at a time serves all badges of the page. */
let open: Open | undefined;

/** Opens the details of a trigger, or closes them when they are open. */
export function toggleDetails(element: BenefitHost, trigger: HTMLElement, byClick: boolean): void {
  const host = element as BenefitElement;
  const same = open?.trigger === trigger;
  if (same && !byClick) return;
  if (same && open!.hovered) {
    open!.hovered = false;
    focusInside(open!.panel);
    return;
  }
  open?.close(same);
  if (!same && host.isConnected && host.shown) show(host, trigger, byClick);
}

function focusInside(panel: HTMLElement) {
  panel.querySelector<HTMLElement>('[data-tau-close]')?.focus({ preventScroll: true });
}

function show(host: BenefitElement, trigger: HTMLElement, byClick: boolean) {
  const root = host.shadowRoot!;
  const sheets = [blocksSheet, detailsSheet];
  root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet)), ...sheets];

  const panel = document.createElement('div');
  panel.className = 'tau pop';
  panel.setAttribute('part', 'popover');
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-labelledby', 'tau-details-title');
  panel.setAttribute('popover', 'manual');
  root.appendChild(panel);

  const stop = new AbortController();
  const { signal } = stop;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const plain = new AbortController();
  let stopFloating = () => {};

  const close = (returnFocus: boolean) => {
    if (open?.panel !== panel) return;
    open = undefined;
    host.onShown = undefined;
    clearTimeout(leaving);
    stop.abort();
    plain.abort();
    stopFloating();
    panel.parentNode?.removeChild(panel);
    const shown = trigger.getAttribute('aria-expanded') === 'true';
    trigger.setAttribute('aria-expanded', 'false');
    if (returnFocus && trigger.isConnected) trigger.focus({ preventScroll: true });
    if (shown) host.dispatchEvent(new BenefitToggleEvent('tau-benefit-close', host.sku ?? ''));
  };
  open = { host, trigger, panel, hovered: !byClick, close };

  const draw = () => {
    // A badge that is redrawn may have lost its trigger; one that left the page has lost everything.
    if (!host.isConnected || !trigger.isConnected) return close(false);
    const ready = apply(host, host.shown!, host.leading);
    if (ready === null) return close(false);
    if (!ready) return;
    render(content(host.shown!), panel);
    if (signal.aborted || trigger.getAttribute('aria-expanded') === 'true') return;
    // Only now: words may have had to be loaded, and an empty window has no name and nothing to focus.
    panel.showPopover?.();
    trigger.setAttribute('aria-expanded', 'true');
    const putBeside = () => place(trigger, panel);
    putBeside();
    for (const event of ['scroll', 'resize'])
      addEventListener(event, putBeside, { capture: true, passive: true, signal: plain.signal });
    // Floating UI knows more ways in which a page moves; the window does not wait for it, and does without it if need be.
    void import('./float.js').then(
      ({ float }) => {
        if (!signal.aborted) stopFloating = float(trigger, panel, putBeside, () => plain.abort());
      },
      () => {},
    );
    if (byClick) focusInside(panel);
    host.dispatchEvent(new BenefitToggleEvent('tau-benefit-open', host.sku ?? ''));
  };
  host.onShown = draw;
  // The buyer signed out, or the page switched us off: nothing of this may stay.
  host.addEventListener('tau-state', draw, { signal });
  draw();

  const inside = (event: Event) => {
    const path = event.composedPath();
    return path.includes(panel) || path.includes(trigger);
  };
  document.addEventListener('pointerdown', (event) => !inside(event) && close(false), { capture: true, signal });
  document.addEventListener('keydown', (event) => onKey(event, panel, close), { capture: true, signal });
  panel.addEventListener(
    'click',
    (event) => {
      const target = event.target as Element;
      // A tile around the badge is often a link or listens to clicks: what happens in here is none of its business.
      event.stopPropagation();
      if (!target.closest('a')) event.preventDefault();
      if (target.closest('[data-tau-close]')) close(true);
    },
    { signal },
  );
  document.addEventListener(
    'pointerover',
    (event) => {
      clearTimeout(leaving);
      if (open?.panel === panel && open.hovered && !inside(event)) leaving = setTimeout(() => close(false), LEAVE_MS);
    },
    { passive: true, signal },
  );
}

/**
 * Puts the details below the trigger, or above it where there is more room. In the top layer `fixed` means the window
 * whatever the ancestors are. Answers `false` for a sheet, which the styles place.
 */
function place(trigger: HTMLElement, panel: HTMLElement): boolean {
  const { style } = panel;
  const narrow = matchMedia(SHEET).matches;
  panel.classList.toggle('sheet', narrow);
  // Only a sheet keeps the keyboard to itself.
  if (narrow) panel.setAttribute('aria-modal', 'true');
  else panel.removeAttribute('aria-modal');
  if (narrow) {
    for (const name of ['left', 'top', 'max-block-size']) style.removeProperty(name);
    return false;
  }
  const { left, right, top, bottom } = trigger.getBoundingClientRect();
  const below = innerHeight - bottom;
  // No taller than the larger side has room for: what was pressed, and the price beside it, stay in view.
  style.setProperty('max-block-size', `${Math.min(640, Math.max(below, top, 254) - 14)}px`);
  const { offsetWidth: width, offsetHeight: height } = panel;
  const inside = (value: number, size: number, room: number) => Math.max(8, Math.min(value, room - size - 8));
  const x = getComputedStyle(panel).direction === 'rtl' ? right - width : left;
  const y = below >= height + 14 || below >= top ? bottom + 6 : top - 6 - height;
  style.setProperty('left', `${inside(x, width, document.documentElement.clientWidth)}px`);
  style.setProperty('top', `${inside(y, height, innerHeight)}px`);
  return true;
}

/** Escape closes this and nothing behind it; Tab leaves a window and goes round in a sheet. */
function onKey(event: KeyboardEvent, panel: HTMLElement, close: (returnFocus: boolean) => void) {
  if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    close(true);
    return;
  }
  const active = (panel.getRootNode() as ShadowRoot).activeElement;
  // WebKitGTK calls the key "Unidentified" when Shift is held.
  if ((event.key !== 'Tab' && event.code !== 'Tab') || !active || !panel.contains(active)) return;
  const stops = [...panel.querySelectorAll<HTMLElement>('button, a[href]')];
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (active !== edge) return;
  if (matchMedia(SHEET).matches) {
    event.preventDefault();
    stops[event.shiftKey ? stops.length - 1 : 0]?.focus();
  } else {
    // Focus returns to the trigger first, so that the browser goes on from there.
    if (event.shiftKey) event.preventDefault();
    close(true);
  }
}

function content(view: BenefitView): TemplateResult {
  const { item, programme, benefits } = view;
  const { text } = view.facts!.i18n;
  const state = stateLine(view);
  const count = benefits.filter(({ state: s }) => s === 'granted' || s === 'available').length;
  const invited = view.state === 'guest' || view.state === 'not-enrolled';
  const quantity = quantityText(view.facts!);
  const own = count ? text.countBenefits(count) : text.benefits;
  return html`
    <div class="pop-head">
      <div>
        <h3 id="tau-details-title">${invited ? text.programmeTitle(programme?.name) : own}</h3>
        ${item?.name ? html`<p class="note">${text.forQuantity(quantity, item.name)}</p>` : nothing}
      </div>
      <button type="button" class="close" part="close" data-tau-close aria-label=${text.close}>${icon('x')}</button>
    </div>
    <div class="pop-body">
      ${state && !invited ? line(state) : nothing} ${state && invited ? line({ ...state, sub: undefined }) : nothing}
      ${benefits.length ? html`<div>${groups(view)}</div>` : nothing}
      ${view.excluded && benefits.length ? line(excludedLine(view)) : nothing}
      ${invited ? invitation(view) : comparison(view, quantity)} ${meta(view)}
    </div>
    ${foot(view)}
  `;
}

/** The same purchase with and without the programme. */
function comparison(
  { facts, benefits, item, priceDisplay }: BenefitView,
  quantity: string,
): TemplateResult | typeof nothing {
  const { text } = facts!.i18n;
  const rows: { label: string; without: string; with: string }[] = [];
  const prices = linePrices(facts!, totalAmount(benefits, facts!));
  if (prices && prices.with.n !== prices.without.n) {
    rows.push({
      label: text[priceDisplay](quantity, item?.unit),
      without: money(facts!, prices.without),
      with: money(facts!, prices.with),
    });
  }
  for (const { compare, state } of benefits) if (compare && state === 'granted') rows.push(compare);
  if (!rows.length) return nothing;
  return html`<table class="compare" part="comparison">
    <caption class="hidden">
      ${text.compare}
    </caption>
    <thead>
      <tr>
        <th scope="col"><span class="hidden">${text.compareWhat}</span></th>
        <th scope="col">${text.without}</th>
        <th scope="col">${text.withProgramme}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <th scope="row">${row.label}</th>
            <td>${row.without}</td>
            <td>${row.with}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Until when, and what does not add up. */
function meta(view: BenefitView): TemplateResult | typeof nothing {
  const { benefits, facts } = view;
  const { text, format } = facts!.i18n;
  const rows: [string, string][] = [];
  for (const benefit of benefits) {
    if (benefit.state !== 'granted') continue;
    const name = benefit.label ?? benefit.title;
    const { validUntil } = benefit;
    if (validUntil && endOf(validUntil)! > view.now)
      rows.push(['clock', `${name}: ${text.validUntil(format.moment(validUntil, 'long'))}`]);
  }
  if (view.state === 'offline') rows.push(['offline', staleText(view)]);
  if (!rows.length) return nothing;
  return html`<div class="meta">${rows.map(([name, words]) => html`${icon(name, true)}<span>${words}</span>`)}</div>`;
}

function foot({ facts, priceDisplay, programme, state, at }: BenefitView): TemplateResult | typeof nothing {
  const { text, format } = facts!.i18n;
  if (state === 'guest' || !facts!.netPrice) return nothing;
  const { contact, termsUrl } = programme ?? {};
  return html`<div class="pop-foot">
    ${text.pricesAsOf(priceDisplay, format.moment(at, 'time'))}
    ${termsUrl ? programmeLink(termsUrl, text.howWeCalculate) : nothing}
    ${
      contact
        ? html`<br />${text.askContact(contact.name)}
            ${contact.phone ? programmeLink(`tel:${contact.phone.replace(/[^+\d]/g, '')}`, contact.phone) : nothing}`
        : nothing
    }
  </div>`;
}

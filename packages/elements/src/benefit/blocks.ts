import { groupBenefits, rankBenefits } from '@tauwerk/core';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import type { BenefitElement, BenefitView } from './benefit-element.js';
import { blocksSheet } from './blocks.styles.js';
import type { ShownBenefit } from './row.js';
import { line, lineOf, type Line } from './rows.js';
import { apply, quantityText } from './rules.js';
import { drawState, excludedLine, stateLine, staleText } from './state-line.js';
import { rowsOf, usable } from './state-row.js';

/** The place in `box` that lit-html draws into; chips that were there before give way. */
export function blockOf(box: HTMLElement, className: string): HTMLElement {
  const there = box.firstElementChild as HTMLElement | null;
  if (there?.classList.contains('block')) return there;
  box.textContent = '';
  const block = box.appendChild(document.createElement('div'));
  block.className = `block tau ${className}`.trim();
  return block;
}

/** Draws the variants `line` and `card`. Answers what `apply` does about the words. */
export function drawBlock(
  host: BenefitElement,
  box: HTMLElement,
  view: BenefitView,
  variant: 'line' | 'card',
  max: number,
): boolean | null {
  const root = host.shadowRoot!;
  if (!root.adoptedStyleSheets.includes(blocksSheet))
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, blocksSheet];
  const ready = apply(host, view, host.leading);
  if (!ready) return ready;
  render(variant === 'card' ? card(host, view, max) : lines(view, view.benefits, max, 'open'), blockOf(box, ''));
  return true;
}

/** Lines of a view, the exclusion first where nothing lowers the price. */
function linesOf(view: BenefitView, benefits: readonly ShownBenefit[]): Line[] {
  const all: Line[] = benefits.map((benefit) => lineOf(benefit, view));
  if (rowsOf(view).length > view.benefits.length) all.unshift(excludedLine(view));
  return view.state === 'offline'
    ? all.map((row) => ({ ...row, icon: 'offline', tone: 'plain', sub: staleText(view) }))
    : all;
}

/** The first of each group in turn, so that a short card tells of work, of buying and of money; ranked again. */
function mixed(view: BenefitView, max: number, lead: 'effect' | 'value'): ShownBenefit[] {
  const groups = groupBenefits(rankBenefits(view.benefits, 'value')).map(({ effect, benefits }) =>
    effect === 'helps-cash-flow' ? rankBenefits(benefits, 'value') : benefits,
  );
  const picked: ShownBenefit[] = [];
  for (let round = 0; picked.length < Math.min(max, view.benefits.length); round++) {
    for (const benefits of groups) if (benefits[round] && picked.length < max) picked.push(benefits[round]!);
  }
  return rankBenefits(picked, lead);
}

function lines(view: BenefitView, benefits: readonly ShownBenefit[], max: number, action?: string): TemplateResult {
  const state = stateLine(view);
  if (state) return drawState(view, state);
  return html`<ul class="lines">
    ${linesOf(view, benefits)
      .slice(0, max)
      .map((row) => html`<li>${line(row, action)}</li>`)}
  </ul>`;
}

function card(host: BenefitElement, view: BenefitView, max: number): TemplateResult {
  const { text } = view.facts!.i18n;
  const more = rowsOf(view).length - view.benefits.length + usable(view) - max;
  const isState = !!stateLine(view);
  return html`<section class="card" part="card" aria-label=${text.benefits}>
    <div class="head">
      <h3>${text.benefits}</h3>
      <span>${host.quantity && view.item ? text.quantity(quantityText(view.facts!), view.item.unit) : nothing}</span>
    </div>
    <div class="body">${lines(view, mixed(view, max, host.leading), max)}</div>
    ${
      isState && !view.benefits.length
        ? nothing
        : html`<div class="foot">
            <button type="button" class="link" data-tau="open" aria-haspopup="dialog">
              ${text.detailsAndMore(more)}
            </button>
          </div>`
    }
  </section>`;
}

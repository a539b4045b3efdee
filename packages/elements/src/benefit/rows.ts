import {
  benefitAmount,
  multiply,
  openCondition,
  parseDecimal,
  subtract,
  timeLeft,
  toFixed,
  type Benefit,
  type Decimal,
} from '@tauwerk/core';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from '../base/more-icons.js';
import type { BenefitView } from './benefit-element.js';
import { rowOf, type Row, type ShownBenefit } from './row.js';
import { missingText, money, type Facts } from './rules.js';

/** A row with its grey second line: why, until when, what it leads to. */
export interface Line extends Row {
  sub?: string | TemplateResult | undefined;
}

/** Within this many days an end is worth a line. */
const SOON_DAYS = 7;

/** A benefit as a line with its full name. */
export function lineOf(benefit: ShownBenefit, view: BenefitView): Line {
  const facts = view.facts!;
  const row = rowOf({ ...benefit, label: undefined }, view.i18n.text);
  const { state, summary = benefit.value?.text, reason, unlocks } = benefit;
  switch (state) {
    case 'locked':
      return { ...row, sub: unlocks ?? reason };
    case 'pending':
    case 'ineligible':
      return { ...row, sub: reason };
    case 'available':
      return { ...row, sub: progress(benefit, facts) ?? openCondition(benefit)?.text ?? summary };
    default: {
      const ends = endText(benefit, facts, view.now);
      const lines = benefit.onLines && facts.i18n.text.onLines(benefit.onLines.count, benefit.onLines.all);
      return { ...row, icon: ends ? 'clock' : row.icon, sub: ends ?? lines ?? priceWith(benefit, facts) ?? summary };
    }
  }
}

function progress(benefit: Benefit, facts: Facts): string | undefined {
  const open = openCondition(benefit);
  const min = parseDecimal(open?.min);
  return open?.type === 'cart-value' && min && facts.cart && missingText(benefit, facts)
    ? facts.i18n.text.thisOrder(money(facts, facts.cart, true), money(facts, min, true))
    : undefined;
}

/** How long a benefit still lasts, when that is soon enough to matter. */
function endText({ validUntil }: Benefit, { i18n: { text, format } }: Facts, now: number): string | undefined {
  const left = validUntil ? timeLeft(validUntil, now) : undefined;
  if (!left || left.days >= SOON_DAYS) return undefined;
  return left.days < 1 && validUntil!.includes('T')
    ? `${text.endsToday(format.moment(validUntil!, 'time'))}, ${text.hoursLeft(left.hours, left.minutes)}`
    : `${text.validUntil(format.moment(validUntil!, 'long'))}, ${text.daysLeft(Math.max(left.days, 1))}`;
}

/** "Your price with it": only for what lowers the price of this line. */
function priceWith(benefit: Benefit, facts: Facts): string | undefined {
  const { value, stacking } = benefit;
  if (!facts.netPrice || stacking === 'included' || value?.type !== 'percent' || value.of !== 'line') return undefined;
  const off = benefitAmount(benefit, { ...facts, quantity: undefined });
  const price = off && subtract(facts.netPrice, off);
  return price && price.n > 0n ? facts.i18n.text.yourPriceWith(money(facts, price)) : undefined;
}

/** Price of the whole line before and after what is granted. */
export function linePrices(
  { netPrice, quantity }: Facts,
  off: Decimal,
): { without: Decimal; with: Decimal } | undefined {
  if (!netPrice) return undefined;
  const without = parseDecimal(toFixed(multiply(netPrice, quantity ?? { n: 1n, scale: 0 }), 2))!;
  return { without, with: subtract(without, off) };
}

/** A line; `action` makes it a button that the page-wide handler understands, `end` stands behind the value. */
export function line(row: Line, action?: string, end?: TemplateResult): TemplateResult {
  const { value, sub, hint, label, tone } = row;
  const inner = html`${icon(row.icon)}<span part="label"
      >${label}${hint ? html`<span class="hidden">, ${hint}</span>` : nothing}</span
    ><span class="end"
      >${value ? html`<span class="value" part="value">${value}</span>` : nothing}${
        action ? html`<span class="flip go">${icon('right', true)}</span>` : end
      }</span
    >${sub ? html`<span class="sub" part="reason">${sub}</span>` : nothing}`;
  return action
    ? html`<button type="button" part="line" class="line ${tone}" data-tau=${action} aria-haspopup="dialog">
        ${inner}
      </button>`
    : html`<div part="line" class="line ${tone}">${inner}</div>`;
}

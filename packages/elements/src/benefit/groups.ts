import { groupBenefits, takesOff, type Benefit } from '@tauwerk/core';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { icon } from '../base/more-icons.js';
import type { BenefitView } from './benefit-element.js';
import type { ShownBenefit } from './row.js';
import { line, lineOf, type Line } from './rows.js';
import { programmeLink } from './state-line.js';

const EFFECT_ICONS: Record<Benefit['effect'], string> = {
  'saves-work': 'clock',
  'simplifies-buying': 'cart',
  'helps-cash-flow': 'euro',
  other: 'info',
};

/**
 * Benefits by what they do for the business, service before money. `withState` says "active" where there is no value,
 * `brief` leaves out what a summary beside an order has no room for, `top` says that no heading of ours stands above.
 */
export function groups(view: BenefitView, { withState = false, brief = false, top = false } = {}): TemplateResult[] {
  const { text } = view.facts!.i18n;
  const row = (benefit: ShownBenefit) =>
    linked(benefit, brief ? lineOf(benefit, view) : explained(benefit, view, withState), text.more);
  return groupBenefits(view.benefits).map(({ effect, benefits }) => {
    const title = html`${icon(EFFECT_ICONS[effect], true)}${text.effects[effect]}`;
    return html`<div class="group" part="group">
      ${top ? html`<h3>${title}</h3>` : html`<h4>${title}</h4>`}
      <ul class="lines">
        ${benefits.map((benefit) => html`<li>${line(row(benefit))}</li>`)}
      </ul>
    </div>`;
  });
}

/** A line with the link of the benefit. */
const linked = ({ link }: ShownBenefit, row: Line, more: string): Line =>
  link ? { ...row, sub: html`${row.sub ?? nothing} ${programmeLink(link.href, link.label ?? more)}` } : row;

/** A line that also says how the benefit relates to the price and what it rewards. */
function explained(benefit: ShownBenefit, view: BenefitView, withState: boolean): Line {
  const { text } = view.facts!.i18n;
  const row = lineOf(benefit, view);
  const { state, value, reward, stacking, insteadOf, summary } = benefit;
  const ofMoney = stacking === 'included' ? value?.type === 'percent' || value?.type === 'money' : takesOff(benefit);
  const relation = stacking === 'instead' ? text.stacking.instead(insteadOf?.title) : text.stacking[stacking];
  const parts = [
    state === 'granted' || state === 'available' ? summary : undefined,
    typeof row.sub === 'string' && row.sub !== summary ? row.sub : undefined,
    state === 'granted' && (ofMoney || stacking === 'instead') ? relation : undefined,
    reward && text.rewardFor(reward.for),
  ];
  const word = withState && !row.value ? text.states[state] : undefined;
  return {
    ...row,
    hint: word ? undefined : row.hint,
    value: row.value ?? word,
    sub: parts
      .filter((part) => !!part)
      .map((part) => part![0]!.toUpperCase() + part!.slice(1) + (/[.!?\u2026:]$/.test(part!) ? '' : '.'))
      .join(' '),
  };
}

/** What a guest, or a company that has not joined, can do next. */
export function invitation({ state, programme, because, facts }: BenefitView): TemplateResult | typeof nothing {
  const { text } = facts!.i18n;
  const { joinUrl, signInUrl, note } = programme ?? {};
  const main = state === 'guest' ? (signInUrl ?? joinUrl) : joinUrl;
  const words = because ?? note;
  if (!main) return words ? html`<p class="note">${words}</p>` : nothing;
  const action = main === joinUrl ? 'join' : 'follow';
  return html`<div class="invite">
    <a class="button" part="button" href=${main} rel="noopener noreferrer" data-tau=${action}
      >${main === signInUrl ? text.signIn : text.join}</a
    >
    <p class="note">
      ${words ?? nothing}
      ${state === 'guest' && joinUrl && main !== joinUrl ? programmeLink(joinUrl, text.createAccount, 'join') : nothing}
    </p>
  </div>`;
}

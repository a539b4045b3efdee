import { measure, subtract, totalAmount, type Benefit } from '@tauwerk/core';
import { html, type TemplateResult } from 'lit/html.js';
import type { BenefitView } from './benefit-element.js';
import { line, type Line } from './rows.js';
import { money } from './rules.js';
import { stateRow } from './state-row.js';

/** A link of the programme; `join` may be taken over by the shop. */
export function programmeLink(href: string, label: string, action = 'follow'): TemplateResult {
  return html`<a class="link" part="link" href=${href} rel="noopener noreferrer" data-tau=${action}>${label}</a>`;
}

/** What a state says instead of benefits, with the way on; `undefined` when benefits are shown. */
export function stateLine(view: BenefitView): Line | undefined {
  const { programme, because, facts, state, excluded } = view;
  const { text } = facts!.i18n;
  const row = stateRow(view);
  switch (state) {
    case 'guest': {
      const signIn = programme?.signInUrl && programmeLink(programme.signInUrl, text.signIn);
      const join = programme?.joinUrl && programmeLink(programme.joinUrl, text.createAccount, 'join');
      return { ...row!, sub: signIn && join ? html`${signIn} ${text.or} ${join}` : signIn || join || because };
    }
    case 'not-enrolled': {
      const price = priceWithProgramme(view);
      const join = programme?.joinUrl ? programmeLink(programme.joinUrl, text.join, 'join') : '';
      return {
        ...row!,
        label: price ? text.withProgrammePrice(programme?.name ?? view.i18n.text.programme, price) : row!.label,
        sub: html`${because ?? programme?.note ?? ''} ${join}`,
      };
    }
    case 'pending':
      return { ...row!, sub: because };
    case 'ineligible':
      return { ...row!, sub: excluded?.reason ?? because };
    case 'error':
      return { icon: 'alert', label: view.i18n.text.error, sub: text.errorHint, tone: 'warn' };
    case 'empty':
      return { icon: 'info', label: view.item ? text.empty : text.emptyList, tone: 'plain' };
    default:
      return undefined;
  }
}

/** The state drawn as a line; an error can be tried again in the same box. */
export function drawState(view: BenefitView, row: Line): TemplateResult {
  if (view.state !== 'error') return line(row);
  const { retry } = view.i18n.text;
  return line(row, undefined, html`<button type="button" class="link" data-tau="retry">${retry}</button>`);
}

/** The article is left out of a discount, and why. */
export const excludedLine = ({ excluded, i18n }: BenefitView): Line => ({
  icon: 'ban',
  label: excluded?.title ?? i18n.text.excluded,
  sub: excluded?.reason,
  tone: 'plain',
});

/** What one unit would cost in the programme; `undefined` when it takes off nothing at once. */
function priceWithProgramme({ benefits, facts }: BenefitView): string | undefined {
  const joined = benefits.map((benefit): Benefit =>
    benefit.state === 'locked' &&
    benefit.conditions.every((condition) => condition.type === 'enrolment' || measure(condition, facts!).met)
      ? { ...benefit, state: 'granted' }
      : benefit,
  );
  const off = totalAmount(joined, { ...facts, quantity: undefined });
  const price = facts!.netPrice && off.n > 0n && subtract(facts!.netPrice, off);
  return price ? money(facts!, price) : undefined;
}

/** When the shown data was last good. */
export function staleText({ staleSince, problem, facts, now }: BenefitView): string {
  const { text, format } = facts!.i18n;
  const time = format.moment(staleSince ?? now, 'time');
  return problem === 'offline' || problem === 'network' || problem === 'timeout'
    ? text.offline(time)
    : text.stale(time);
}

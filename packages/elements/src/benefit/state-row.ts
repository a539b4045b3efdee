import type { BenefitView } from './benefit-element.js';
import { rowOf, type Row } from './row.js';

/** What a state says instead of benefits; `undefined` when benefits are shown. */
export function stateRow({ state, i18n, programme, excluded }: BenefitView): Row | undefined {
  const { text } = i18n;
  switch (state) {
    case 'guest':
      return { icon: 'user', label: text.guest, tone: 'plain' };
    case 'not-enrolled':
      return { icon: 'info', label: text.notEnrolled(programme?.name ?? text.programme), tone: 'plain' };
    case 'pending':
      return { icon: 'hourglass', label: text.pendingEnrolment, tone: 'plain' };
    case 'ineligible':
      return { icon: 'ban', label: excluded ? (excluded.title ?? text.excluded) : text.noBenefits, tone: 'plain' };
    case 'error':
      return { icon: 'refresh', label: text.retry, tone: 'warn', hint: text.error };
    default:
      return undefined;
  }
}

/** Rows of a view in their order: the exclusion first where nothing lowers the price, stale data marked. */
export function rowsOf(view: BenefitView): Row[] {
  const state = stateRow(view);
  if (state) return [state];
  const { benefits, excluded, i18n, staleSince } = view;
  const rows = benefits.map((benefit) => rowOf(benefit, i18n.text));
  const lowers = benefits.some(
    ({ state: s, stacking, value }) =>
      s === 'granted' && stacking !== 'included' && value?.of === 'line' && value.type === 'percent',
  );
  if (excluded && !lowers) rows.unshift({ icon: 'ban', label: excluded.title ?? i18n.text.excluded, tone: 'plain' });
  return staleSince === undefined
    ? rows
    : rows.map((row) => ({ ...row, icon: 'offline', tone: 'plain', hint: i18n.text.asOf(staleSince) }));
}

/** How many benefits a buyer can use or reach; locked ones are shown, not counted. */
export const usable = ({ benefits }: BenefitView): number =>
  benefits.filter(({ state }) => state !== 'locked' && state !== 'ineligible').length;

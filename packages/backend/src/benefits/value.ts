import {
  benefitAmount,
  compare,
  parseDecimal,
  toFixed,
  type Benefit,
  type BenefitValue,
  type Decimal,
} from '@tauwerk/core';
import type { Buyer } from '../buyer.js';
import { addDays } from '../clock.js';
import type { BenefitRule, ValueRule } from '../content/programme-schema.js';
import { formatDay, formatMoney, formatNumber, formatPercent, unitWord } from '../format.js';
import { agreedPercent, type Place } from './place.js';

const LABEL_LENGTH = 24;
const negative = ({ n, scale }: Decimal): Decimal => ({ n: -n, scale });

/** Whether a value tells a price, so that only those who may see prices get it. */
export const tellsPrice = (value: ValueRule | undefined) =>
  value?.type === 'money' || value?.type === 'percent' || !!(value?.type === 'points' && value.per);

/** A value as it is sent: only a percentage says what it is taken of. */
type SentValue = Partial<BenefitValue> & Pick<BenefitValue, 'type'>;

/** What a benefit is worth to this buyer at this place, with a label that is ready to be shown. */
export function valueFor(rule: BenefitRule, value: ValueRule, buyer: Buyer, place: Place): SentValue | undefined {
  const { words, language, texts } = buyer;
  const { currency } = texts.programme;
  const money = (amount: Decimal | string) => formatMoney(amount, currency, language);
  switch (value.type) {
    case 'money': {
      // An amount off the whole order must not be taken off each line that shows it.
      const per = value.basis ?? (rule.scope === 'order' && place.article ? words.perOrder : undefined);
      const label = value.basis
        ? `${money(value.amount)} ${value.basis}`
        : money(negative(parseDecimal(value.amount)!));
      return { type: 'money', amount: value.amount, currency, per, label };
    }
    case 'percent': {
      if (value.from) {
        const percent = place.article && agreedPercent(buyer, place.article.category);
        if (!percent || percent === '0') return undefined;
        return {
          type: 'percent',
          percent,
          of: 'other',
          basis: words.offList,
          label: words.belowList(formatPercent(percent, language)),
        };
      }
      const { percent, basis } = value;
      const of = value.of ?? (basis ? 'other' : 'line');
      const draft: SentValue = {
        type: 'percent',
        percent: percent!,
        of,
        basis,
        label: formatPercent(percent!, language),
      };
      const amount = benefitAmount({ value: draft } as unknown as Benefit, {
        netPrice: place.price?.exact,
        quantity: place.quantity,
        cart: place.cart,
      });
      return amount ? { ...draft, label: money(negative(amount)) } : draft;
    }
    case 'points': {
      if (!value.per)
        return {
          type: 'points',
          points: value.points,
          label: words.pointValue(formatNumber(String(value.points), language)),
        };
      const base = place.cartOf?.(rule.id) ?? place.price?.line;
      if (!base) {
        const text = words.pointsPer(value.points, formatMoney(value.per, currency, language, true));
        return { type: 'text', text, label: text };
      }
      const points = pointsFor(base, value.per, value.points);
      return { type: 'points', points, label: words.pointValue(formatNumber(String(points), language)) };
    }
    case 'days':
      return {
        type: 'days',
        days: value.days,
        gained: value.gained,
        label: value.gained ? words.moreDays(value.gained) : words.days(value.days),
      };
    case 'text':
      return { type: 'text', text: value.text, label: value.text.length <= LABEL_LENGTH ? value.text : undefined };
  }
}

/** Full steps of `per` in `base`, each worth `points`. */
function pointsFor(base: Decimal, per: string, points: number): number {
  const step = parseDecimal(per)!;
  const scale = Math.max(base.scale, step.scale);
  const cents = (value: Decimal) => BigInt(toFixed(value, scale).replace('.', ''));
  return compare(base, { n: 0n, scale: 0 }) > 0 ? Number(cents(base) / cents(step)) * points : 0;
}

/** The day on which an order of today is put on an invoice. */
function invoiceDay({ actor, today }: Buyer): string {
  const rhythm = actor?.company.payment.collective_invoice ?? 'none';
  if (rhythm === 'none') return today;
  if (rhythm === 'half-monthly' && today.slice(8) <= '15') return `${today.slice(0, 8)}15`;
  const [year = 0, month = 0] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/**
 * Fills the placeholders of a text: `{today+14}`, `{invoice+45}` (days), `{list}`, `{net}` (prices of one package),
 * `{unit}`. `undefined` when something in it is not known here.
 */
export function fillText(text: string, buyer: Buyer, { article, price }: Place): string | undefined {
  if (!text.includes('{')) return text;
  const { language, texts } = buyer;
  const money = (value: string | undefined) => value && formatMoney(value, texts.programme.currency, language);
  const known = new Map<string, (days: number) => string | undefined>([
    ['today', (days) => formatDay(addDays(buyer.today, days), language)],
    ['invoice', (days) => formatDay(addDays(invoiceDay(buyer), days), language)],
    ['list', () => money(price?.list)],
    ['net', () => money(price?.pack)],
    ['unit', () => article && unitWord(article, language)],
  ]);
  let complete = true;
  const filled = text.replace(/\{(\w+)(?:\+(\d+))?\}/g, (_, name: string, days = '0') => {
    const value = known.get(name)?.(Number(days));
    if (!value) complete = false;
    return value ?? '';
  });
  return complete ? filled : undefined;
}

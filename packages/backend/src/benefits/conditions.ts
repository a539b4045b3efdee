import { compare, parseDecimal, subtract, toFixed, type Condition, type Decimal } from '@tauwerk/core';
import { rolesWho, type Buyer } from '../buyer.js';
import { daysBetween } from '../clock.js';
import type { Content } from '../content/store.js';
import type { BenefitRule, ConditionRule } from '../content/programme-schema.js';
import { formatDay, formatList, formatMoney, formatNumber, unitWord } from '../format.js';
import { leavesOut } from './match.js';
import type { Place } from './place.js';

/** What became of a condition: told as it is, not worth telling, or the end of the matter. */
export type Finding = { condition: Condition } | { met: true } | { hide: true } | { ineligible: string };

const MET: Finding = { met: true };
const HIDE: Finding = { hide: true };
const told = (type: string, text: string | undefined, met: boolean, more: Partial<Condition> = {}): Finding => ({
  condition: { type, text, met, ...more } as Condition,
});
const decimal = (count: number): Decimal => ({ n: BigInt(count), scale: 0 });

/** Distance to `min`, told in `unit`; met when nothing is missing. */
function distance(
  type: string,
  have: Decimal | undefined,
  min: Decimal,
  text: string,
  unit?: (missing: Decimal) => string,
  partial?: boolean,
): Finding {
  const missing = have && subtract(min, have);
  const met = !!missing && missing.n <= 0n;
  return told(type, text, met, {
    min: toFixed(min, min.scale),
    missing: missing && !met ? toFixed(missing, missing.scale) : undefined,
    unit: unit?.(missing && !met ? missing : min),
    partial,
  });
}

/** Checks one condition of a benefit for this buyer at this place. */
export function checkCondition(
  rule: ConditionRule,
  benefit: BenefitRule,
  buyer: Buyer,
  place: Place,
  content: Content,
): Finding {
  const { words, language, texts, actor, today } = buyer;
  const money = (value: Decimal | string) => formatMoney(value, texts.programme.currency, language, true);
  const branchName = (id: string) => content.branches.get(id)?.address.city ?? id;
  switch (rule.type) {
    case 'note':
    case 'site-ref':
      return told(rule.type, rule.note, true);
    case 'choice':
      return told('choice', rule.note, false);
    case 'agreement':
      // Whether there is an agreement for an article shows in its value.
      return actor ? MET : HIDE;
    case 'branch':
      return told('branch', words.branch(branchName(rule.branch)), true);
    case 'cart-value':
      return distance(
        'cart-value',
        place.cartOf?.(benefit.id) ?? place.cart,
        parseDecimal(rule.min)!,
        words.cartValue(money(rule.min)),
        undefined,
        leavesOut(benefit) || undefined,
      );
    case 'credit-line':
      return checkCredit(buyer, place, content, money);
    case 'date':
      return checkDate(rule.note, benefit, buyer);
    case 'enrolment':
      return buyer.rank >= 0 ? MET : told('enrolment', words.enrolment(texts.programme.name), false);
    case 'first-invoice':
      return told('first-invoice', words.firstInvoice(money(rule.min)), false);
    case 'first-orders': {
      const left = rule.max - buyer.orders;
      return left > 0 ? told('first-orders', words.firstOrders(left), true) : HIDE;
    }
    case 'inactive':
      return buyer.lastOrderOn && daysBetween(buyer.lastOrderOn, today) >= rule.days ? MET : HIDE;
    case 'interval': {
      const weeks = rule.days.map((days) => String(Math.round(days / 7)));
      return told('interval', words.interval(formatList(weeks, words.or)), false);
    }
    case 'invitation':
      return MET;
    case 'lead':
      return told('lead', words.lead(rule.days), true);
    case 'order_until':
      return told('order-until', words.orderUntil(rule.time), true);
    case 'paid-within':
      return told('paid-within', words.paidWithin(actor?.company.payment.cash_discount?.days ?? rule.days), false);
    case 'points':
      return distance(
        'points',
        decimal(buyer.points),
        decimal(rule.min),
        words.points(formatNumber(String(rule.min), language)),
        ({ n }) => words.pointUnit[n === 1n ? 0 : 1],
      );
    case 'purchased':
      return told('purchased', words.purchased(formatList(rule.groups, words.or)), false);
    case 'quantity': {
      const unit = (missing: Decimal) => (place.article ? unitWord(place.article, language, missing.n > 1n) : '');
      if (rule.min === undefined) return told('quantity', rule.note, false);
      if (!place.article) return told('quantity', rule.note, rule.min <= 1, { min: String(rule.min) });
      const text = rule.note ?? words.packages(rule.min, unit(decimal(rule.min)));
      return distance('quantity', place.quantity, decimal(rule.min), text, unit);
    }
    case 'role':
      if (!actor || rule.roles.includes(actor.roleId)) return MET;
      return { ineligible: words.onlyRoles(rolesWho(buyer, (_, id) => rule.roles.includes(id))) };
    case 'size':
      return told('size', words.maxWeight(rule.max_kg), true);
    case 'stock': {
      const branch = actor?.person.preferred_branch ?? actor?.company.home_branch;
      if (!place.article || !branch) return told('stock', rule.note, true);
      const inStock = (place.article.stock[branch] ?? 0) > 0;
      return told('stock', inStock ? words.stock(branchName(branch)) : words.noStock(branchName(branch)), inStock);
    }
    case 'tier':
      // The tiers of the benefit itself decide; this one only repeats them in the file.
      return MET;
    case 'years':
      return distance(
        'years',
        actor && decimal(Number(today.slice(0, 4)) - actor.company.since),
        decimal(rule.min),
        words.years(rule.min),
        ({ n }) => words.yearUnit[n === 1n ? 0 : 1],
      );
  }
}

/** Conditions that say something to whoever is not yet in the programme: about the purchase, not about the firm. */
export const isAboutPurchase = ({ type }: ConditionRule) =>
  ['cart-value', 'quantity', 'stock', 'size', 'lead', 'note', 'date'].includes(type);

function checkCredit(
  { creditLine, creditLeft, words, actor }: Buyer,
  place: Place,
  content: Content,
  money: (value: Decimal) => string,
): Finding {
  if (!creditLine || !creditLeft || creditLine.n === 0n) {
    return { ineligible: words.noCredit(content.contacts.get(actor?.company.contact ?? '')?.display_name ?? '') };
  }
  const left: Decimal = creditLeft.n > 0n ? creditLeft : { n: 0n, scale: 0 };
  const needed = place.cart ?? { n: 1n, scale: 2 };
  const enough = compare(left, needed) >= 0;
  return told(
    'credit-line',
    enough ? words.creditLeft(money(left), money(creditLine)) : words.creditShort(money(left)),
    enough,
  );
}

function checkDate(
  note: string | undefined,
  { valid_from: from, valid_until: until }: BenefitRule,
  { today, words, language }: Buyer,
): Finding {
  if (note) return told('date', note, true);
  if (!from || today >= from) return MET;
  const start = formatDay(from, language);
  return told('date', until ? words.fromTo(start, formatDay(until, language)) : words.from(start), false);
}

/**
 * What the buyer's own price, quantity and cart make of benefits. A chunk of its own: one unit at the backend's price,
 * the usual case on a list page, is shown with the labels that the backend has ready.
 */
import {
  benefitAmount,
  benefitFor,
  cartTotal,
  compare,
  grantedAmounts,
  isOfOrder,
  openCondition,
  parseDecimal,
  rankBenefits,
  takesOff,
  toFixed,
  type Benefit,
  type BenefitItem,
  type Decimal,
  type Format,
  type Purchase,
} from '@tauwerk/core';
import { moreWordsFor } from '../base/more-words.js';
import type { I18n } from '../base/localize.js';
import type { MoreWords } from '../locales/more/en.js';
import type { BenefitElement, BenefitView } from './benefit-element.js';

/** For whom and in which words. */
export interface Facts extends Purchase {
  currency: string;
  i18n: I18n<MoreWords, Format>;
  /** Price and quantity are those that the backend's labels were made for. */
  asQuoted: boolean;
}

const ONE: Decimal = { n: 1n, scale: 0 };
const NONE: Decimal = { n: 0n, scale: 0 };
const QUANTITY_LIMIT = 1_000_000;

/** Reads quantity and price as the page wrote them; nonsense is as good as nothing. */
function readPurchase(
  quantityText: string | null,
  priceText: string | null,
  item: BenefitItem | undefined,
): Purchase & { asQuoted: boolean } {
  const asked = Number(quantityText);
  const quantity = (asked > 0 && asked <= QUANTITY_LIMIT && parseDecimal(quantityText)) || ONE;
  const given = parseDecimal(priceText);
  const quoted = parseDecimal(item?.netPrice?.amount);
  const netPrice = given && given.n > 0n ? given : quoted;
  const samePrice = !netPrice || (!!quoted && compare(netPrice, quoted) === 0);
  return { quantity: item && quantity, netPrice, asQuoted: !item || (samePrice && compare(quantity, ONE) === 0) };
}

/** Amount in the language; at least the digits of the currency. */
export const money = ({ i18n, currency }: Facts, amount: Decimal, short?: boolean): string =>
  i18n.format.money(toFixed(amount, amount.scale), currency, short);

/** The quantity that was reckoned with, whatever the page wrote. */
export const quantityText = ({ quantity = ONE }: Facts): string => toFixed(quantity, quantity.scale);

/**
 * Fills in price, quantity, cart and words, and the benefits as they stand for this purchase, ranked, with worth and
 * distance in words. Answers `false` while the words are loading, `null` when they cannot be loaded.
 */
export function apply(host: BenefitElement, view: BenefitView, lead: 'effect' | 'value'): boolean | null {
  if (view.facts) return true;
  const i18n = host.follow('more', moreWordsFor(view.i18n.locale, view.i18n.address));
  if (!i18n) return i18n === null ? null : false;
  const { cart, currency, item } = view;
  const facts: Facts = {
    ...readPurchase(host.quantity, host.netPrice, item),
    cart: cart && cartTotal(cart),
    currency,
    i18n,
  };
  view.facts = facts;
  // A quote was made for exactly this cart, and lines that were added up have been measured one by one.
  const quoted = !host.sku && isOfOrder(host.context);
  const applied = quoted ? view.benefits : view.benefits.map((benefit) => benefitFor(benefit, facts));
  const amounts = grantedAmounts(applied, facts);
  const off = ({ id }: Benefit) => amounts.get(id) ?? NONE;
  const ranked = rankBenefits(
    applied.map((benefit) => replaced(benefit, amounts, applied, i18n.text)),
    lead,
  );
  // Of several that lower the price, the one that lowers it most comes first.
  if (lead === 'value') ranked.sort((a, b) => compare(off(b), off(a)));
  view.benefits = ranked.map((benefit) => ({
    ...benefit,
    worth: worth(benefit, facts),
    distance: distance(benefit, facts, lead === 'value'),
  }));
  return true;
}

/** A granted discount that gives way to a higher one is told as such, so that nobody adds the two up. */
function replaced(benefit: Benefit, amounts: Map<string, Decimal>, all: readonly Benefit[], text: MoreWords): Benefit {
  if (benefit.state !== 'granted' || benefit.onLines || !takesOff(benefit) || amounts.has(benefit.id)) return benefit;
  const winner = all.find(
    ({ id, insteadOf }) => amounts.has(id) && (insteadOf?.id === benefit.id || benefit.insteadOf?.id === id),
  );
  return winner ? { ...benefit, state: 'ineligible', reason: text.higher(winner.label ?? winner.title) } : benefit;
}

function worth(benefit: Benefit, facts: Facts): string | undefined {
  const { value, stacking } = benefit;
  if (!value) return undefined;
  const { text } = facts.i18n;
  const dependsOnLine = value.type === 'percent' && value.of !== 'other';
  if (value.label && (facts.asQuoted || !dependsOnLine)) return value.label;
  const currency = (value.type === 'money' && value.currency) || facts.currency;
  const amount = benefitAmount(benefit, facts);
  if (amount) return money(facts, stacking === 'included' ? amount : { n: -amount.n, scale: amount.scale });
  switch (value.type) {
    case 'percent':
      return value.percent && text.percent(value.percent);
    case 'days':
      return value.gained ? text.daysLonger(value.gained) : undefined;
    case 'points':
      return value.points === undefined ? undefined : text.points(value.points);
    case 'money': {
      const sum = parseDecimal(value.amount);
      return sum && `${money({ ...facts, currency }, sum)} ${value.per ?? ''}`.trim();
    }
    default:
      return undefined;
  }
}

/** What is missing, in words of its own unit. */
export function missingText(benefit: Benefit, facts: Facts): string | undefined {
  const open = openCondition(benefit);
  const missing = parseDecimal(open?.missing);
  if (!open || !missing) return undefined;
  return open.type === 'cart-value'
    ? money(facts, missing, true)
    : `${facts.i18n.format.number(open.missing!)}${open.unit ? `\u00a0${open.unit}` : ''}`;
}

function distance(benefit: Benefit, facts: Facts, short: boolean): string | undefined {
  const missing = benefit.state === 'available' ? missingText(benefit, facts) : undefined;
  const { text } = facts.i18n;
  if (!missing) return undefined;
  return short && openCondition(benefit)!.type === 'cart-value' && !benefit.label
    ? text.distanceInOrder(missing)
    : text.distance(missing, benefit.label ?? benefit.title);
}

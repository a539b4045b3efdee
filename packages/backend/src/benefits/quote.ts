import {
  add,
  compare,
  grantedAmounts,
  parseDecimal,
  subtract,
  toFixed,
  type Benefit,
  type BenefitItem,
  type Decimal,
} from '@tauwerk/core';
import type { Buyer } from '../buyer.js';
import type { Article } from '../content/catalogue.js';
import type { Content } from '../content/store.js';
import type { Masked } from './assess.js';
import { collectBenefits, itemFor } from './collect.js';
import { exclusionOf } from './match.js';
import { ONE, priceFor, type LinePrice } from './place.js';

export interface QuoteLine {
  sku: string;
  quantity: number;
}

export interface Quote {
  items: BenefitItem[];
  /** Benefits of the order as a whole. */
  cart: Benefit[];
  /** Only when each article is known and the buyer may see prices. */
  totals?: { net: Decimal; saved: Decimal; payable: Decimal } | undefined;
  /** Price of each article at its quantity in this cart. */
  prices: ReadonlyMap<string, LinePrice>;
}

const ZERO: Decimal = { n: 0n, scale: 2 };

/**
 * Works out a cart: prices are the backend's own, lines of one article count together, and of two benefits that
 * exclude each other the buyer gets the higher one.
 */
export function workOutQuote(
  lines: readonly QuoteLine[],
  buyer: Buyer,
  content: Content,
  masked: Masked,
  context: 'cart' | 'checkout' = 'cart',
): Quote {
  const quantities = new Map<string, Decimal>();
  for (const { sku, quantity } of lines)
    quantities.set(sku, add(quantities.get(sku) ?? { n: 0n, scale: 0 }, parseDecimal(quantity)!));

  const known: { article: Article; price: LinePrice }[] = [];
  const prices = new Map<string, LinePrice>();
  for (const [sku, quantity] of quantities) {
    const article = content.articles.get(sku);
    if (!article) continue;
    const price = priceFor(buyer, article, quantity);
    prices.set(sku, price);
    known.push({ article, price });
  }
  const net = known.reduce((sum, { price }) => add(sum, price.line), ZERO);
  const cartOf = (benefitId: string): Decimal => {
    const rule = buyer.texts.byId.get(benefitId);
    return known.reduce(
      (sum, { article, price }) => (rule && exclusionOf(rule, article) ? sum : add(sum, price.line)),
      ZERO,
    );
  };
  const seesPrices = buyer.sees('prices');
  const cartValue = seesPrices ? { cart: net, cartOf } : {};

  let saved = ZERO;
  const items = [...quantities].map(([sku, quantity]) => {
    const item = itemFor(sku, buyer, content, masked, { context, quantity, ...cartValue });
    const amounts = grantedAmounts(item.benefits, { netPrice: prices.get(sku)?.exact, quantity, cart: net });
    amounts.forEach((amount) => (saved = add(saved, amount)));
    return { ...item, benefits: item.benefits.filter((benefit) => !isBeaten(benefit, item.benefits, amounts)) };
  });
  const cart = collectBenefits(
    buyer,
    { context, quantity: ONE, ...cartValue },
    content,
    masked,
    ({ scope }) => scope === 'order',
  );
  grantedAmounts(cart, { cart: net }).forEach((amount) => (saved = add(saved, amount)));
  if (compare(saved, net) > 0) saved = net;
  const complete = seesPrices && known.length === quantities.size;
  return { items, cart, prices, totals: complete ? { net, saved, payable: subtract(net, saved) } : undefined };
}

/** Of two discounts of which a buyer gets only one, the lower is not part of this cart. */
function isBeaten(
  { id, state, insteadOf }: Benefit,
  benefits: readonly Benefit[],
  amounts: ReadonlyMap<string, Decimal>,
): boolean {
  if (state !== 'granted' || amounts.has(id)) return false;
  const isRival = (other: Benefit) => other.insteadOf?.id === id || other.id === insteadOf?.id;
  return benefits.some((other) => amounts.has(other.id) && isRival(other));
}

/** An amount as the contract writes it. */
export const moneyOf = (amount: Decimal, currency: string) => ({ amount: toFixed(amount, 2), currency });

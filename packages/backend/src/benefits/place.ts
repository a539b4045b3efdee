import { customerPrice, multiply, parseDecimal, toFixed, type Decimal } from '@tauwerk/core';
import type { Article } from '../content/catalogue.js';
import type { PLACEMENTS } from '../content/programme-schema.js';
import type { Buyer } from '../buyer.js';

export type Placement = (typeof PLACEMENTS)[number];

/** What a line costs this buyer. */
export interface LinePrice {
  /** One orderable package as a price tag shows it, rounded to cents. */
  pack: string;
  /** The same before rounding: lines and shares are worked out from it and rounded once, as the shop does. */
  exact: Decimal;
  /** List price of one package. */
  list: string;
  /** All packages, rounded to cents. */
  line: Decimal;
}

/** Where a benefit is looked at: at an article, in a cart, or in the account. */
export interface Place {
  context?: Placement | undefined;
  article?: Article | undefined;
  /** `undefined` when the buyer may not see prices. */
  price?: LinePrice | undefined;
  quantity: Decimal;
  /** Net value of the cart. */
  cart?: Decimal | undefined;
  /** Net value of those lines of the cart that count for a benefit which leaves some articles out. */
  cartOf?: ((benefitId: string) => Decimal) | undefined;
}

export const ONE: Decimal = { n: 1n, scale: 0 };

const shareOf = ({ actor }: Buyer, category: string) =>
  actor?.company.price_discounts[category] ?? actor?.company.price_discounts['default'] ?? 0;

/** The agreed share off the list price as a percentage, like `12`. */
export const agreedPercent = (buyer: Buyer, category: string): string =>
  String(Number(toFixed(multiply(parseDecimal(shareOf(buyer, category)) ?? ONE, { n: 100n, scale: 0 }), 3)));

/** Works out the price of `quantity` packages, with the graduated price of that quantity. */
export function priceFor(buyer: Buyer, article: Article, quantity: Decimal): LinePrice {
  const count = Number(toFixed(quantity, quantity.scale));
  const { unit, pack } = customerPrice(article, count, shareOf(buyer, article.category));
  const exact = multiply(parseDecimal(unit)!, parseDecimal(article.packagingQuantity)!);
  return {
    pack,
    exact,
    list: customerPrice(article, 1, 0).pack,
    line: parseDecimal(toFixed(multiply(exact, quantity), 2))!,
  };
}

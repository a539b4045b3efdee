import { multiply, parseDecimal, subtract, toFixed } from '../decimal.js';

/** One step of a graduated price: from this many packages on, the unit costs `price`. */
export interface PriceStep {
  from: number;
  /** List price of one unit as a decimal string. */
  price: string;
}

/** Reads `1:24.30|5:23.57|20:22.60`; steps with nonsense are left out. */
export function parseGraduatedPrices(text: string): PriceStep[] {
  const steps: PriceStep[] = [];
  for (const part of text.split('|')) {
    const [from, price] = part.split(':');
    if (Number(from) > 0 && parseDecimal(price)) steps.push({ from: Number(from), price: price! });
  }
  return steps.sort((a, b) => a.from - b.from);
}

export interface PricedArticle {
  /** List price of one unit. */
  listPrice: string;
  graduatedPrices: readonly PriceStep[];
  /** Units in one orderable package. */
  packagingQuantity: string;
}

/**
 * The customer's net price of one orderable package: graduated list price of the unit, less the agreed share, rounded
 * to cents, times the units in a package, rounded to cents.
 * @param quantity number of packages, which chooses the step
 * @param discount agreed share off the list price, `0.12` for 12 %
 */
export function customerPrice(
  article: PricedArticle,
  quantity: number,
  discount: number,
): { unit: string; pack: string } {
  let list = article.listPrice;
  for (const step of article.graduatedPrices) if (quantity >= step.from) list = step.price;
  const share = subtract({ n: 1n, scale: 0 }, parseDecimal(discount) ?? { n: 0n, scale: 0 });
  const unit = toFixed(multiply(parseDecimal(list)!, share), 2);
  return { unit, pack: toFixed(multiply(parseDecimal(unit)!, parseDecimal(article.packagingQuantity)!), 2) };
}

import * as v from 'valibot';
import { add, multiply, parseDecimal, toFixed, type Decimal } from '../decimal.js';
import { decimal, id } from './parts.js';

/** One position of the buyer's cart. */
export const CartLineSchema = v.object({
  /** Article number. */
  sku: id,
  /** How many of the orderable unit (piece, package, pallet). */
  quantity: v.pipe(
    v.number(),
    v.check((value) => value >= 0 && value <= 1_000_000, 'expected 0 to 1,000,000'),
  ),
  /** The buyer's own net price of one orderable unit, as a decimal string. */
  netPrice: v.optional(decimal),
});
export type CartLine = v.InferOutput<typeof CartLineSchema>;

export const CartSchema = v.pipe(v.array(CartLineSchema), v.maxLength(500));

/** Net value of the cart, each line rounded to `digits` of its currency; `undefined` while a line has no price. */
export function cartTotal(lines: readonly CartLine[], digits = 2): Decimal | undefined {
  let total: Decimal = { n: 0n, scale: 0 };
  for (const { quantity, netPrice } of lines) {
    const price = parseDecimal(netPrice);
    const count = parseDecimal(quantity);
    if (!price || !count) return undefined;
    total = add(total, parseDecimal(toFixed(multiply(price, count), digits))!);
  }
  return total;
}

/** A key that changes when the cart does. */
export const cartKey = (lines: readonly CartLine[]) =>
  lines.map(({ sku, quantity, netPrice }) => `${sku}*${quantity}@${netPrice ?? ''}`).join('|');

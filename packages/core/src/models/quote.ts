import * as v from 'valibot';
import { add, parseDecimal, toFixed, type Decimal } from '../decimal.js';
import { answerEntries, BenefitItemSchema, BenefitSchema, type Benefit } from './benefit.js';
import { benefitFor, digitsOf, grantedAmounts } from './benefit-rules.js';
import { cartTotal, type CartLine } from './cart.js';
import { list, maybe, moment, MoneySchema } from './parts.js';

/** Answer to `POST /v1/benefits/quote`: values worked out for this cart. */
export const QuoteAnswerSchema = v.object({
  ...answerEntries,
  items: v.optional(list(BenefitItemSchema, 500), []),
  /** Benefits of the order as a whole. */
  cart: list(BenefitSchema),
  /** Net value before and after what is granted. */
  totals: maybe(v.object({ net: MoneySchema, saved: MoneySchema, payable: MoneySchema })),
  guaranteedUntil: maybe(moment),
});
export type QuoteAnswer = v.InferOutput<typeof QuoteAnswerSchema>;

const currencyOf = ({ currency, totals, items }: QuoteAnswer): string | undefined =>
  currency ?? totals?.net.currency ?? items.find(({ netPrice }) => netPrice)?.netPrice?.currency;

/**
 * Benefits of a cart: those of the order, and those of its lines with their amounts added up, to `digits` digits. The
 * lines are in the currency of the answer; prices and values in another one are left out.
 */
export function cartBenefits(
  answer: QuoteAnswer,
  lines: readonly CartLine[],
  digits = digitsOf(currencyOf(answer)),
): Benefit[] {
  const currency = currencyOf(answer);
  const cart = cartTotal(lines, digits);
  const sums = new Map<string, { benefit: Benefit; amount: Decimal; count: number }>();
  for (const line of lines) {
    const item = answer.items.find(({ sku }) => sku === line.sku);
    if (!item) continue;
    const purchase = {
      netPrice: parseDecimal(
        line.netPrice ?? (item.netPrice?.currency === currency ? item.netPrice?.amount : undefined),
      ),
      quantity: parseDecimal(line.quantity),
      cart,
      currency,
    };
    const benefits = item.benefits.map((benefit) => benefitFor(benefit, purchase));
    grantedAmounts(benefits, purchase).forEach((amount, benefitId) => {
      const sum = sums.get(benefitId);
      if (sum) {
        sum.amount = add(sum.amount, amount);
        sum.count++;
      } else sums.set(benefitId, { benefit: benefits.find(({ id: own }) => own === benefitId)!, amount, count: 1 });
    });
  }
  const ofLines: Benefit[] = [];
  const ofOrder = new Set(answer.cart.map(({ id: own }) => own));
  sums.forEach(({ benefit, amount, count: times }, benefitId) => {
    if (ofOrder.has(benefitId)) return;
    ofLines.push({
      ...benefit,
      value: { type: 'money', of: 'line', amount: toFixed(amount, digits), currency },
      onLines: { count: times, all: lines.length },
    });
  });
  return [...answer.cart, ...ofLines];
}

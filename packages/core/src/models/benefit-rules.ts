import { digitsOf } from '../format.js';
import { add, compare, multiply, parseDecimal, subtract, toFixed, type Decimal } from '../decimal.js';
import { EFFECTS, rankBenefits, takesOff, type Benefit, type Condition, type Effect } from './benefit.js';

/** The three effect groups in their order, empty ones left out. */
export function groupBenefits(benefits: readonly Benefit[]): { effect: Effect; benefits: Benefit[] }[] {
  const ranked = rankBenefits(benefits);
  return EFFECTS.map((effect) => ({ effect, benefits: ranked.filter((benefit) => benefit.effect === effect) })).filter(
    (group) => group.benefits.length > 0,
  );
}

/** What the rules below need to know about the place where a benefit is shown. */
export interface Purchase {
  /** The buyer's own net price of one unit. */
  netPrice?: Decimal | undefined;
  quantity?: Decimal | undefined;
  /** Net value of the whole cart. */
  cart?: Decimal | undefined;
  /** Currency of the prices; money in another one is not taken off. */
  currency?: string | undefined;
}

export { digitsOf };

/**
 * The value in money for this purchase, to `digits` digits, by default those of the currency; `undefined` when it is not
 * money, is in another currency or the price is unknown.
 */
export function benefitAmount(
  { value }: Benefit,
  { netPrice, quantity, cart, currency }: Purchase,
  digits = digitsOf(currency ?? value?.currency),
): Decimal | undefined {
  if (value?.type === 'money') {
    const foreign = currency && value.currency && value.currency !== currency;
    const amount = value.per || foreign ? undefined : parseDecimal(value.amount);
    return amount && parseDecimal(toFixed(amount, digits));
  }
  if (value?.type !== 'percent' || value.of === 'other') return undefined;
  const base = value.of === 'cart' ? cart : netPrice && multiply(netPrice, quantity ?? { n: 1n, scale: 0 });
  const percent = parseDecimal(value.percent);
  if (!base || !percent) return undefined;
  return parseDecimal(toFixed({ n: base.n * percent.n, scale: base.scale + percent.scale + 2 }, digits));
}

/** A condition with the distance that the cart or the quantity in the page leave; a `partial` one as it was told. */
export function measure(condition: Condition, { quantity, cart }: Purchase): Condition {
  const have = condition.type === 'cart-value' ? cart : condition.type === 'quantity' ? quantity : undefined;
  const min = parseDecimal(condition.min);
  if (!have || !min || condition.partial) return condition;
  const missing = subtract(min, have);
  return missing.n > 0n
    ? { ...condition, met: false, missing: toFixed(missing, missing.scale) }
    : { ...condition, met: true, missing: undefined };
}

/**
 * The benefit as it stands for this purchase: conditions measured, `available` or `granted` accordingly. Where there is
 * nothing to measure, the backend's word holds: no benefit is promised because a condition was not told.
 */
export function benefitFor(benefit: Benefit, purchase: Purchase): Benefit {
  if (benefit.state !== 'granted' && benefit.state !== 'available') return benefit;
  const conditions = benefit.conditions.map((condition) => measure(condition, purchase));
  let { state } = benefit;
  if (conditions.some((condition, i) => !condition.met && condition !== benefit.conditions[i])) state = 'available';
  else if (conditions.length > 0 && conditions.every(({ met }) => met)) state = 'granted';
  return { ...benefit, conditions, state };
}

/** The first condition that still stands in the way. */
export const openCondition = ({ conditions }: Benefit) => conditions.find(({ met }) => !met);

/**
 * What each granted benefit takes off this line. Of two that exclude each other (`instead`) the buyer gets the higher
 * amount, and the other is not in the answer.
 */
export function grantedAmounts(benefits: readonly Benefit[], purchase: Purchase): Map<string, Decimal> {
  const amounts = new Map<string, Decimal>();
  for (const benefit of benefits) {
    const amount = benefit.state === 'granted' && takesOff(benefit) ? benefitAmount(benefit, purchase) : undefined;
    if (amount) amounts.set(benefit.id, amount);
  }
  for (const { id: own, stacking, insteadOf } of benefits) {
    const mine = amounts.get(own);
    const other = insteadOf && insteadOf.id !== own && amounts.get(insteadOf.id);
    if (stacking === 'instead' && mine && other) amounts.delete(compare(mine, other) >= 0 ? insteadOf.id : own);
  }
  return amounts;
}

/** What the granted benefits take off this line together; see `grantedAmounts`. */
export function totalAmount(benefits: readonly Benefit[], purchase: Purchase): Decimal {
  let total: Decimal = { n: 0n, scale: 0 };
  grantedAmounts(benefits, purchase).forEach((amount) => (total = add(total, amount)));
  return total;
}

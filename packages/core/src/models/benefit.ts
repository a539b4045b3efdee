import * as v from 'valibot';
import { add, compare, multiply, parseDecimal, subtract, toFixed, type Decimal } from '../decimal.js';
import { decimal, id, list, maybe, moment, MoneySchema, text, url } from './parts.js';

/**
 * What a benefit does for a business, in the order in which it counts: work saved, buying made simpler, cash flow
 * helped. Service comes before money. `other` stands for a word that this version does not know.
 */
export const EFFECTS = ['saves-work', 'simplifies-buying', 'helps-cash-flow', 'other'] as const;
export type Effect = (typeof EFFECTS)[number];

const label = maybe(text(60));
const count = v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000_000));

/** What a benefit is worth. `label` is the worth in words, ready to be shown for one unit at the backend's price. */
export const BenefitValueSchema = v.variant('type', [
  v.object({ type: v.literal('money'), amount: decimal, currency: maybe(v.string()), per: maybe(text(40)), label }),
  v.object({
    type: v.literal('percent'),
    percent: v.pipe(
      decimal,
      v.check((value) => !value.startsWith('-') && Number(value) <= 100),
    ),
    /** What the percentage is taken of: this line at the buyer's net price, the whole cart, or something else. */
    of: v.fallback(v.picklist(['line', 'cart', 'other']), 'other'),
    basis: maybe(text(60)),
    label,
  }),
  v.object({ type: v.literal('points'), points: count, label }),
  v.object({ type: v.literal('days'), days: count, gained: maybe(count), label }),
  v.object({ type: v.literal('text'), text: text(120), label }),
]);
export type BenefitValue = v.InferOutput<typeof BenefitValueSchema>;

/** Something that must be so before the benefit counts, told as a distance where it can be measured. */
export const ConditionSchema = v.object({
  /** `cart-value`, `quantity`, `tier`, `date`, `enrolment`; others are shown by their text. */
  type: text(40),
  /** Net value or count that is needed. */
  min: maybe(decimal),
  /** What is still missing; worked out in the page for `cart-value` and `quantity`. */
  missing: maybe(decimal),
  /** Unit of a quantity, in the number that suits `missing`. */
  unit: maybe(text(40)),
  met: v.fallback(v.boolean(), false),
  text: maybe(text()),
});
export type Condition = v.InferOutput<typeof ConditionSchema>;

export const BenefitSchema = v.object({
  id,
  /** One of the programme mechanics (`instant-discount`, `invoice`, `early-hours`, ...); an unknown kind is welcome. */
  kind: text(40),
  effect: v.fallback(v.picklist(EFFECTS), 'other'),
  title: text(),
  /** Short name for a chip; the title if there is none. */
  label,
  summary: maybe(text(300)),
  /** The behaviour or relationship that the benefit answers. */
  reward: maybe(v.object({ for: text(), note: maybe(text()) })),
  value: maybe(BenefitValueSchema),
  /** `included`: already in the price. `additional`: comes on top. `instead`: replaces `insteadOf`. */
  stacking: v.fallback(v.picklist(['included', 'additional', 'instead']), 'additional'),
  insteadOf: maybe(v.object({ id, title: maybe(text()) })),
  conditions: v.fallback(list(ConditionSchema, 8), []),
  /**
   * `granted` works now, `available` works once its conditions are met, `pending` is being checked, `locked` needs
   * another tier, `ineligible` is not for this buyer.
   */
  state: v.picklist(['granted', 'available', 'pending', 'locked', 'ineligible']),
  /** Why the state is what it is, in words. */
  reason: maybe(text()),
  validFrom: maybe(moment),
  validUntil: maybe(moment),
  link: maybe(v.object({ href: url, label: maybe(text(60)) })),
  /** What opens the benefit: tier and distance, in words. */
  unlocks: maybe(text()),
  /** One row of the comparison with and without the programme. */
  compare: maybe(v.object({ label: text(60), without: text(60), with: text(60) })),
});
export type Benefit = v.InferOutput<typeof BenefitSchema>;

/** The benefits of one article for this buyer. */
export const BenefitItemSchema = v.object({
  sku: id,
  name: maybe(text()),
  /** Orderable unit in words: piece, package. */
  unit: maybe(text(40)),
  /** The buyer's own net price of one orderable unit. */
  netPrice: maybe(MoneySchema),
  /** List price of the same unit. */
  listPrice: maybe(MoneySchema),
  benefits: v.optional(list(BenefitSchema, 40), []),
  /** The article is left out of a benefit, and why. */
  excluded: maybe(v.object({ title: maybe(text(60)), reason: text() })),
});
export type BenefitItem = v.InferOutput<typeof BenefitItemSchema>;

export const ProgrammeSchema = v.object({
  name: text(60),
  joinUrl: maybe(url),
  signInUrl: maybe(url),
  /** Page that explains how values are worked out. */
  termsUrl: maybe(url),
  /** Whom to ask. */
  contact: maybe(v.object({ name: text(60), phone: maybe(text(40)) })),
});
export type Programme = v.InferOutput<typeof ProgrammeSchema>;

const answerEntries = {
  /** Who asked: decides between benefits and an invitation. */
  audience: v.fallback(v.picklist(['member', 'guest', 'not-enrolled', 'pending', 'ineligible']), 'member'),
  /** Why a `pending` or `ineligible` buyer sees none. */
  reason: maybe(text()),
  /** Opaque mark of the identity that was answered; another mark empties the cache. */
  subject: maybe(id),
  programme: maybe(ProgrammeSchema),
  currency: maybe(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))),
  priceDisplay: v.fallback(v.picklist(['net', 'gross']), 'net'),
};

/** Answer to `GET /v1/benefits`: one item per SKU, or the account's own `benefits` when no SKU was asked for. */
export const BenefitsAnswerSchema = v.pipe(
  v.object({
    ...answerEntries,
    items: v.optional(list(BenefitItemSchema, 100)),
    benefits: v.optional(list(BenefitSchema)),
  }),
  // An answer that holds neither is something else: an error page in JSON, another service.
  v.check(({ items, benefits }) => !!(items || benefits), 'expected "items" or "benefits"'),
);
export type BenefitsAnswer = v.InferOutput<typeof BenefitsAnswerSchema>;

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

/** What the rules below need to know about the place where a benefit is shown. */
export interface Purchase {
  /** The buyer's own net price of one unit. */
  netPrice?: Decimal | undefined;
  quantity?: Decimal | undefined;
  /** Net value of the whole cart. */
  cart?: Decimal | undefined;
}

const STATES: readonly Benefit['state'][] = ['granted', 'available', 'pending', 'locked', 'ineligible'];
const isPoints = ({ kind, value }: Benefit) => value?.type === 'points' || kind.startsWith('points');

/**
 * Orders benefits as a business values them: usable ones first, then by effect, points last of all.
 * With `lead` `value` the benefit that lowers the price of this very line comes first, as beside a price tag.
 */
export function rankBenefits(benefits: readonly Benefit[], lead: 'effect' | 'value' = 'effect'): Benefit[] {
  const weight = (benefit: Benefit) =>
    (lead === 'value' && takesOff(benefit) && STATES.indexOf(benefit.state) < 2 ? 0 : 1000) +
    (isPoints(benefit) ? 100 : 0) +
    STATES.indexOf(benefit.state) * 10 +
    EFFECTS.indexOf(benefit.effect);
  return [...benefits].sort((a, b) => weight(a) - weight(b));
}

/** Whether the benefit lowers what this line or this order costs. */
function takesOff({ value, stacking }: Benefit): boolean {
  return stacking !== 'included' && (value?.type === 'percent' ? value.of === 'line' : value?.type === 'money' && !value.per);
}

/** The three effect groups in their order, empty ones left out. */
export function groupBenefits(benefits: readonly Benefit[]): { effect: Effect; benefits: Benefit[] }[] {
  const ranked = rankBenefits(benefits);
  return EFFECTS.map((effect) => ({ effect, benefits: ranked.filter((benefit) => benefit.effect === effect) })).filter(
    (group) => group.benefits.length > 0,
  );
}

/** The value in money for this purchase, to `digits` digits; `undefined` when it is not money or the price is unknown. */
export function benefitAmount({ value }: Benefit, { netPrice, quantity, cart }: Purchase, digits = 2): Decimal | undefined {
  if (value?.type === 'money') return value.per ? undefined : parseDecimal(value.amount);
  if (value?.type !== 'percent' || value.of === 'other') return undefined;
  const base = value.of === 'cart' ? cart : netPrice && multiply(netPrice, quantity ?? { n: 1n, scale: 0 });
  const percent = parseDecimal(value.percent);
  if (!base || !percent) return undefined;
  return parseDecimal(toFixed({ n: base.n * percent.n, scale: base.scale + percent.scale + 2 }, digits));
}

/** A condition with the distance that the cart or the quantity in the page leave. */
export function measure(condition: Condition, { quantity, cart }: Purchase): Condition {
  const have = condition.type === 'cart-value' ? cart : condition.type === 'quantity' ? quantity : undefined;
  const min = parseDecimal(condition.min);
  if (!have || !min) return condition;
  const missing = subtract(min, have);
  return missing.n > 0n
    ? { ...condition, met: false, missing: toFixed(missing, missing.scale) }
    : { ...condition, met: true, missing: undefined };
}

/** The benefit as it stands for this purchase: conditions measured, `available` or `granted` accordingly. */
export function benefitFor(benefit: Benefit, purchase: Purchase): Benefit {
  if (benefit.state !== 'granted' && benefit.state !== 'available') return benefit;
  const conditions = benefit.conditions.map((condition) => measure(condition, purchase));
  return { ...benefit, conditions, state: conditions.every(({ met }) => met) ? 'granted' : 'available' };
}

/** The first condition that still stands in the way. */
export const openCondition = ({ conditions }: Benefit) => conditions.find(({ met }) => !met);

/**
 * What the granted benefits take off this line together. Of two that exclude each other (`instead`) the buyer gets
 * the higher amount.
 */
export function totalAmount(benefits: readonly Benefit[], purchase: Purchase): Decimal {
  const none: Decimal = { n: 0n, scale: 0 };
  const amounts = new Map<string, Decimal>();
  for (const benefit of benefits) {
    if (benefit.state === 'granted' && takesOff(benefit)) {
      amounts.set(benefit.id, benefitAmount(benefit, purchase) ?? none);
    }
  }
  for (const { id: own, stacking, insteadOf } of benefits) {
    const mine = amounts.get(own);
    const other = insteadOf && amounts.get(insteadOf.id);
    if (stacking === 'instead' && mine && other) amounts.delete(compare(mine, other) >= 0 ? insteadOf.id : own);
  }
  let total = none;
  amounts.forEach((amount) => (total = add(total, amount)));
  return total;
}

import * as v from 'valibot';
import { count, currency, decimal, id, list, maybe, moment, MoneySchema, text, url } from './parts.js';

/**
 * What a benefit does for a business, in the order in which it counts: work saved, buying made simpler, cash flow
 * helped. Service comes before money. `other` stands for a word that this version does not know.
 */
export const EFFECTS = ['saves-work', 'simplifies-buying', 'helps-cash-flow', 'other'] as const;
export type Effect = (typeof EFFECTS)[number];

const label = maybe(text(60));

/**
 * What a benefit is worth. Each type has its own fields: `money` an `amount`, `percent` a `percent` and what it is taken
 * `of`, `points` and `days` a count, `text` a `text`. `label` is the worth in words, ready to be shown for one unit at
 * the backend's price.
 */
export const BenefitValueSchema = v.object({
  type: v.picklist(['money', 'percent', 'points', 'days', 'text']),
  amount: maybe(decimal),
  currency: maybe(currency),
  /** What a money value is paid for, e.g. "per tour"; such a value is not taken off an order. */
  per: maybe(text(40)),
  percent: maybe(decimal),
  /** What the percentage is taken of: this line at the buyer's net price, the whole cart, or something else. */
  of: v.fallback(v.picklist(['line', 'cart', 'other']), 'other'),
  /** The something else, in words. */
  basis: maybe(text(60)),
  points: maybe(count),
  days: maybe(count),
  /** Days more than without the programme. */
  gained: maybe(count),
  text: maybe(text(120)),
  label,
});
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
  /** Counts only a part of the cart, so that the page cannot measure it: the backend's word holds. */
  partial: maybe(v.boolean()),
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
export type Benefit = v.InferOutput<typeof BenefitSchema> & {
  /** On how many lines of the cart it counts, when lines were added up. */
  onLines?: { count: number; all: number };
};

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
  /** What joining costs and binds to, in one sentence. */
  note: maybe(text()),
  /** Whom to ask. */
  contact: maybe(v.object({ name: text(60), phone: maybe(text(40)) })),
});
export type Programme = v.InferOutput<typeof ProgrammeSchema>;

export const answerEntries = {
  /** Who asked: decides between benefits and an invitation. */
  audience: v.fallback(v.picklist(['member', 'guest', 'not-enrolled', 'pending', 'ineligible']), 'member'),
  /** Why a `pending` or `ineligible` buyer sees none. */
  reason: maybe(text()),
  /** Opaque mark of the identity that was answered; another mark empties the cache. */
  subject: maybe(id),
  programme: maybe(ProgrammeSchema),
  currency: maybe(currency),
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
export function takesOff({ value, stacking }: Benefit): boolean {
  return (
    stacking !== 'included' && (value?.type === 'percent' ? value.of === 'line' : value?.type === 'money' && !value.per)
  );
}

import * as v from 'valibot';
import { amount, clockTime, count, day, href, key, oneOrMany, percent, text, timeZone } from './parts.js';

/** How articles are handled; exclusions name it. */
export const HANDLINGS = ['normal', 'heavy', 'bulky', 'long', 'hazmat'] as const;
/** What a role may see; benefits name what one must see to be told about them. */
export const RIGHTS_TO_SEE = [
  'prices',
  'terms',
  'tier_company',
  'tier_person',
  'ledger',
  'invoices',
  'people',
  'pickups',
  'insights',
  'programme',
  'themes',
] as const;
export const PLACEMENTS = ['product', 'list', 'cart', 'checkout', 'account'] as const;

const note = v.optional(text(120));

/** What must be so before a benefit counts. Each kind is checked by data where there is data, else told as `note`. */
export const ConditionRule = v.variant('type', [
  v.strictObject({ type: v.literal('note'), note: text(120) }),
  v.strictObject({ type: v.literal('choice'), note: text(120) }),
  v.strictObject({ type: v.literal('agreement') }),
  v.strictObject({ type: v.literal('branch'), branch: key }),
  v.strictObject({ type: v.literal('cart-value'), min: amount }),
  v.strictObject({ type: v.literal('credit-line') }),
  v.strictObject({ type: v.literal('date'), note }),
  v.strictObject({ type: v.literal('enrolment') }),
  v.strictObject({ type: v.literal('first-invoice'), min: amount }),
  v.strictObject({ type: v.literal('first-orders'), max: count }),
  v.strictObject({ type: v.literal('inactive'), days: count }),
  v.strictObject({ type: v.literal('interval'), days: v.array(count) }),
  v.strictObject({ type: v.literal('invitation') }),
  v.strictObject({ type: v.literal('lead'), days: count }),
  v.strictObject({ type: v.literal('order_until'), time: clockTime }),
  v.strictObject({ type: v.literal('paid-within'), days: count }),
  v.strictObject({ type: v.literal('points'), min: count }),
  v.strictObject({ type: v.literal('purchased'), groups: v.array(text(60)) }),
  v.strictObject({ type: v.literal('quantity'), min: v.optional(v.pipe(count, v.minValue(1))), note }),
  v.strictObject({ type: v.literal('role'), roles: v.array(key) }),
  v.strictObject({ type: v.literal('site-ref'), note: text(120) }),
  v.strictObject({ type: v.literal('size'), max_kg: count }),
  v.strictObject({ type: v.literal('stock'), note }),
  v.strictObject({ type: v.literal('tier'), tier: key }),
  v.strictObject({ type: v.literal('years'), min: count }),
]);
export type ConditionRule = v.InferOutput<typeof ConditionRule>;

export const ValueRule = v.variant('type', [
  v.strictObject({ type: v.literal('money'), amount, basis: v.optional(text(40)), limit: v.optional(text(40)) }),
  v.strictObject({
    type: v.literal('percent'),
    percent: v.optional(percent),
    from: v.optional(v.literal('companies.price_discounts')),
    of: v.optional(v.picklist(['line', 'cart', 'other'])),
    basis: v.optional(text(60)),
  }),
  v.strictObject({ type: v.literal('points'), points: count, per: v.optional(amount) }),
  v.strictObject({ type: v.literal('days'), days: count, gained: v.optional(count) }),
  v.strictObject({ type: v.literal('text'), text: text(60) }),
]);
export type ValueRule = v.InferOutput<typeof ValueRule>;

export const ExclusionRule = v.strictObject({
  category: v.optional(key),
  groups: v.optional(v.array(text(60))),
  handling: v.optional(v.pipe(oneOrMany, v.array(v.picklist(HANDLINGS)))),
  /** Something that no article data knows. */
  note: v.optional(text(120)),
  title: v.optional(text(60)),
  reason: text(120),
});

const CompareRule = v.strictObject({ label: text(60), without: text(60), with: text(60) });

/** What differs in one tier. */
const Variant = v.strictObject({
  title: v.optional(text(120)),
  label: v.optional(text(26)),
  summary: v.optional(text(300)),
  value: v.optional(ValueRule),
  conditions: v.optional(v.array(ConditionRule)),
  compare: v.optional(CompareRule),
});

export const BenefitRule = v.strictObject({
  id: key,
  kind: key,
  effect: v.picklist(['saves-work', 'simplifies-buying', 'helps-cash-flow']),
  tiers: v.pipe(v.array(key), v.minLength(1)),
  club: v.optional(key),
  /** `article`: counts for one line. `order`: counts for the order as a whole, or for the account. */
  scope: v.optional(v.picklist(['article', 'order']), 'article'),
  needs: v.optional(v.array(v.picklist(RIGHTS_TO_SEE)), []),
  title: text(120),
  label: v.optional(text(26)),
  summary: v.optional(text(300)),
  reward: v.strictObject({ for: text(120), note: v.optional(text(120)) }),
  value: v.optional(ValueRule),
  conditions: v.optional(v.pipe(v.array(ConditionRule), v.maxLength(6)), []),
  stacking: v.picklist(['included', 'additional', 'instead']),
  instead_of: v.optional(key),
  exclusions: v.optional(v.array(ExclusionRule), []),
  applies_to: v.optional(
    v.strictObject({ categories: v.optional(v.array(key)), groups: v.optional(v.array(text(60))) }),
  ),
  placements: v.pipe(v.array(v.picklist(PLACEMENTS)), v.minLength(1)),
  valid_from: v.optional(day),
  valid_until: v.optional(day),
  link: v.optional(v.strictObject({ href, label: v.optional(text(60)) })),
  compare: v.optional(CompareRule),
  by_tier: v.optional(v.record(key, Variant), {}),
});
export type BenefitRule = v.InferOutput<typeof BenefitRule>;

const Criterion = v.strictObject({
  id: key,
  name: text(60),
  target: v.union([amount, count], 'an amount like "12000.00" or a whole number'),
  unit: v.optional(v.picklist(['EUR', 'percent'])),
  note: v.optional(text(120)),
});

export const TierRule = v.strictObject({
  id: key,
  name: text(40),
  criteria: v.array(Criterion),
  need: v.optional(v.pipe(v.string(), v.regex(/^\d+ of \d+$/, 'how many are needed, like "2 of 3"'))),
  note: v.optional(text(120)),
  unlocks: v.array(key),
});
export type TierRule = v.InferOutput<typeof TierRule>;

export const ProgrammeFile = v.strictObject({
  programme: v.strictObject({
    id: key,
    name: text(60),
    language: v.optional(v.picklist(['de', 'en']), 'de'),
    time_zone: v.optional(timeZone, 'Europe/Berlin'),
    join_url: v.optional(href),
    sign_in_url: v.optional(href),
    terms_url: v.optional(href),
    note: v.optional(text(200)),
    contact: v.optional(key),
    currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'a currency code like EUR')),
    order_prefix: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{1,4}$/, 'up to four capital letters')), 'TW'),
    basis: v.optional(text(200)),
    window: v.optional(
      v.strictObject({
        kind: v.picklist(['calendar-year', 'quarter', 'rolling']),
        ends: day,
        grace_until: v.optional(day),
      }),
    ),
    points: v.optional(
      v.strictObject({
        name: text(20),
        earn: text(60),
        pending_days: count,
        expire_months: count,
        default_view: v.boolean(),
      }),
    ),
  }),
  tiers: v.pipe(v.array(TierRule), v.minLength(1)),
  club: v.optional(
    v.strictObject({
      id: key,
      name: text(40),
      access: v.literal('invitation'),
      seats: v.optional(count),
      unlocks: v.array(key),
    }),
  ),
  benefits: v.array(BenefitRule),
});
export type ProgrammeFile = v.InferOutput<typeof ProgrammeFile>;
export type Club = NonNullable<ProgrammeFile['club']>;

const words = (max = 200) => v.optional(text(max));
const VariantWords = v.strictObject({
  title: words(120),
  label: words(26),
  summary: words(300),
  value: words(60),
  compare: v.optional(CompareRule),
  conditions: v.optional(v.array(text(120))),
});
export const BenefitWords = v.strictObject({
  ...VariantWords.entries,
  reward: words(120),
  reward_note: words(120),
  limit: words(40),
  link: words(60),
  exclusions: v.optional(v.array(v.strictObject({ title: words(60), reason: text(120) }))),
  by_tier: v.optional(v.record(key, VariantWords)),
});
export type BenefitWords = v.InferOutput<typeof BenefitWords>;

/** Texts of the programme in another language; what is missing stays in the first one. */
export const ProgrammeWords = v.strictObject({
  programme: v.optional(v.strictObject({ name: words(60), note: words(200) })),
  tiers: v.optional(v.record(key, v.strictObject({ name: words(40), criteria: v.optional(v.record(key, text(60))) }))),
  club: v.optional(v.strictObject({ name: words(40) })),
  roles: v.optional(v.record(key, text(40))),
  benefits: v.optional(v.record(key, BenefitWords)),
});
export type ProgrammeWords = v.InferOutput<typeof ProgrammeWords>;

import * as v from 'valibot';
import { amount, clockTime, count, day, key, percent, text, timeZone, year } from './parts.js';
import { RIGHTS_TO_SEE } from './programme-schema.js';

const RIGHTS_TO_ACT = [
  'order',
  'approve',
  'invite',
  'redeem',
  'enrol',
  'pickup',
  'claim',
  'invoice_settings',
  'request_order',
  'knowledge',
] as const;

export const Role = v.strictObject({
  name: text(40),
  sees: v.array(v.picklist(RIGHTS_TO_SEE)),
  may: v.array(v.picklist(RIGHTS_TO_ACT)),
  limit_net: v.optional(amount),
});
export type Role = v.InferOutput<typeof Role>;

export const Contact = v.strictObject({
  id: key,
  display_name: text(60),
  role: text(60),
  branch: key,
  phone: text(40),
  hours: text(60),
  deputy: v.optional(key),
  promise_minutes: count,
});
export type Contact = v.InferOutput<typeof Contact>;

const Person = v.strictObject({
  id: key,
  display_name: text(60),
  role: key,
  since: year,
  newcomer: v.optional(v.boolean(), false),
  note: v.optional(text()),
  preferred_branch: v.optional(key),
  cost_centres: v.optional(v.array(text(20))),
  also_for: v.optional(v.array(v.strictObject({ company: key, role: key })), []),
});
export type Person = v.InferOutput<typeof Person>;

export const Company = v.strictObject({
  id: key,
  customer_number: text(40),
  name: text(120),
  trade: key,
  employees: count,
  since: year,
  tier: v.nullable(key),
  tier_note: v.optional(text()),
  club: v.optional(v.picklist(['invited', 'member'])),
  participation: v.picklist(['enrolled', 'not-enrolled', 'pending', 'ineligible']),
  participation_note: v.optional(text()),
  home_branch: key,
  contact: key,
  payment: v.strictObject({
    method: v.picklist(['invoice', 'prepayment', 'direct-debit']),
    term_days: count,
    collective_invoice: v.picklist(['none', 'monthly', 'half-monthly']),
    credit_line: v.optional(amount),
    credit_used: v.optional(amount),
    cash_discount: v.optional(v.strictObject({ percent, days: count })),
  }),
  approval: v.optional(v.strictObject({ limit_net: amount, approver: key })),
  history: v.optional(v.strictObject({ orders: count, last_order_on: v.optional(day), points: v.optional(count, 0) })),
  price_discounts: v.record(
    v.string(),
    v.pipe(
      v.number(),
      v.check((share) => share >= 0 && share < 1, 'a share between 0 and 1, like 0.12 for 12 %'),
    ),
  ),
  cost_centres: v.array(v.strictObject({ code: text(20), name: text(60) })),
  sites: v.array(
    v.strictObject({
      ref: v.pipe(v.string(), v.minLength(1), v.maxLength(12, 'a site reference of at most 12 characters')),
      name: text(60),
      cost_centre: v.optional(text(20)),
    }),
  ),
  people: v.pipe(v.array(Person), v.minLength(1)),
});
export type Company = v.InferOutput<typeof Company>;

export const CompaniesFile = v.strictObject({
  roles: v.record(key, Role),
  contacts: v.array(Contact),
  companies: v.array(Company),
  shop_staff: v.optional(
    v.array(v.strictObject({ id: key, display_name: text(60), role: key, sees: v.array(v.picklist(RIGHTS_TO_SEE)) })),
    [],
  ),
});
export type CompaniesFile = v.InferOutput<typeof CompaniesFile>;

const span = v.strictObject({ from: clockTime, to: clockTime });
const weekdays = v.pipe(
  v.string(),
  v.regex(
    /^(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?$/,
    'a weekday or a range of them, like mon-fri',
  ),
);

export const Branch = v.strictObject({
  id: key,
  name: text(60),
  kind: text(80),
  address: v.strictObject({
    street: text(80),
    postal_code: text(20),
    city: text(60),
    country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'a country code like DE')),
  }),
  geo: v.strictObject({
    lat: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
    lon: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  }),
  phone: text(40),
  email: v.pipe(v.string(), v.regex(/^\S+@\S+$/, 'an e-mail address')),
  time_zone: timeZone,
  hours: v.record(weekdays, v.array(span)),
  early_opening: v.array(
    v.strictObject({ days: weekdays, ...span.entries, tiers: v.array(key), reason: text(120), access: v.array(key) }),
  ),
  access_kinds: v.array(
    v.strictObject({
      id: key,
      name: text(60),
      capacity: count,
      slot_minutes: v.pipe(count, v.minValue(5), v.maxValue(1440)),
      lead_minutes: count,
      lead_by_weekday: v.optional(v.record(weekdays, count)),
      limits: v.optional(text(120)),
      hours: v.optional(v.literal('24/7')),
      tiers: v.optional(v.array(key)),
      reason: v.optional(text(120)),
      categories: v.optional(v.array(key)),
    }),
  ),
  cut_off: v.array(v.strictObject({ access: key, order_until: clockTime, for: v.picklist(['same-day', 'next-day']) })),
  special_days: v.array(
    v.strictObject({
      date: day,
      name: text(60),
      local_name: v.optional(text(80)),
      closed: v.optional(v.boolean()),
      hours: v.optional(v.array(span)),
      kind: v.optional(v.literal('company')),
    }),
  ),
});
export type Branch = v.InferOutput<typeof Branch>;
export const BranchesFile = v.strictObject({ branches: v.pipe(v.array(Branch), v.minLength(1)) });

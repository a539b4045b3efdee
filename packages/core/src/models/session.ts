import * as v from 'valibot';
import { currency, id, list, maybe, text } from './parts.js';
import { ProgrammeSchema } from './benefit.js';

const currencyOrEuro = v.fallback(currency, 'EUR');

/** A company buys, people decide: who is signed in, for whom, in which role. */
export const SignedInSchema = v.object({
  guest: v.optional(v.literal(false), false),
  subject: maybe(id),
  account: v.object({ id, name: text(), customerNumber: maybe(text(40)) }),
  person: v.object({ id, displayName: text(), role: text(40) }),
  roles: v.fallback(list(text(40), 20), []),
  costCentre: maybe(text(40)),
  site: maybe(text(40)),
  tierId: maybe(id),
  segments: v.fallback(list(text(60), 50), []),
  locale: maybe(text(35)),
  currency: currencyOrEuro,
  priceDisplay: v.fallback(v.picklist(['net', 'gross']), 'net'),
  timeZone: maybe(text(60)),
  contactId: maybe(id),
});

export const GuestSchema = v.object({
  guest: v.literal(true),
  subject: maybe(id),
  programme: maybe(ProgrammeSchema),
});

export const SessionSchema = v.union([GuestSchema, SignedInSchema]);
export type Session = v.InferOutput<typeof SessionSchema>;

/** What a backend can do; a widget without its capability stays `unsupported` and takes no room. */
export const CapabilitiesSchema = v.object({
  version: text(20),
  capabilities: list(text(60), 100),
});
export type Capabilities = v.InferOutput<typeof CapabilitiesSchema>;

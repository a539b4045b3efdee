import type { Context } from 'hono';
import * as v from 'valibot';
import { CartSchema, type BenefitsAnswer } from '@tauwerk/core';
import { collectBenefits, itemFor } from './benefits/collect.js';
import { ONE, type Placement } from './benefits/place.js';
import { moneyOf, workOutQuote } from './benefits/quote.js';
import { audienceReason, programmeOf, type Buyer } from './buyer.js';
import { endOfDay } from './clock.js';
import { PLACEMENTS } from './content/programme-schema.js';
import type { Content } from './content/store.js';
import { readBody, readBuyer, type Backend } from './context.js';
import { invalid, ProblemError } from './problem.js';
import { sendRead } from './http.js';

export const MAX_SKUS = 100;
/** `programme` shows all that the programme offers, wherever it has its place. */
export const CONTEXTS = [...PLACEMENTS, 'programme'] as const;

/** What both answers begin with. */
function answerBase(buyer: Buyer, content: Content, masked: ReadonlySet<string>, subject: string | undefined) {
  return {
    audience: buyer.audience,
    reason: audienceReason(buyer, masked),
    subject,
    programme: programmeOf(buyer, content),
    currency: buyer.texts.programme.currency,
    priceDisplay: 'net',
  } satisfies Partial<BenefitsAnswer>;
}

function readContext(value: string | undefined): Placement | undefined {
  if (value === undefined || value === 'programme') return undefined;
  if (!(PLACEMENTS as readonly string[]).includes(value))
    throw invalid('/context', `Expected one of ${CONTEXTS.join(', ')}.`);
  return value as Placement;
}

/** `GET /v1/benefits`: benefits of up to 100 articles, or of the account. */
export const getBenefits = (backend: Backend) => async (c: Context) => {
  const skus = [...new Set(c.req.queries('sku') ?? [])];
  if (skus.length > MAX_SKUS) throw invalid('/sku', `At most ${MAX_SKUS} articles a call, got ${skus.length}.`);
  if (skus.some((sku) => sku.length === 0 || sku.length > 128))
    throw invalid('/sku', 'An article number has 1 to 128 characters.');
  const context = readContext(c.req.query('context'));

  const { buyer, content, caller } = await readBuyer(backend, c);
  const subject = caller.guest ? undefined : caller.subject;
  const masked = new Set<string>();
  if (skus.length > 0) {
    const items = skus.map((sku) => itemFor(sku, buyer, content, masked, { context }));
    return sendRead(c, { ...answerBase(buyer, content, masked, subject), items }, buyer.language);
  }
  const place = { context, quantity: ONE };
  const ofOrder = context === 'cart' || context === 'checkout';
  const benefits = collectBenefits(buyer, place, content, masked, ({ scope }) => !ofOrder || scope === 'order');
  return sendRead(c, { ...answerBase(buyer, content, masked, subject), benefits }, buyer.language);
};

/** What a quote is asked with. */
export const QuoteRequestSchema = v.object({
  lines: CartSchema,
  /** Where it is shown; the cart if empty. */
  context: v.optional(v.picklist(['cart', 'checkout'])),
});

/** `POST /v1/benefits/quote`: values and totals of a cart, at the backend's own prices. */
export const postQuote = (backend: Backend) => async (c: Context) => {
  const { buyer, content, caller } = await readBuyer(backend, c);
  if (caller.guest)
    throw new ProblemError('unauthenticated', 'A quote is for signed-in buyers.', {
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  const { lines, context } = await readBody(c, QuoteRequestSchema);
  const masked = new Set<string>();
  const { items, cart, totals } = workOutQuote(lines, buyer, content, masked, context);
  const { currency, time_zone: zone } = buyer.texts.programme;
  const answer = {
    ...answerBase(buyer, content, masked, caller.subject),
    items,
    cart,
    totals: totals && {
      net: moneyOf(totals.net, currency),
      saved: moneyOf(totals.saved, currency),
      payable: moneyOf(totals.payable, currency),
    },
    guaranteedUntil: totals && endOfDay(buyer.today, zone),
  };
  c.header('Content-Language', buyer.language);
  c.header('Cache-Control', 'no-store');
  return c.json(answer);
};

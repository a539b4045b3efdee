import * as v from 'valibot';
import type { BenefitContext } from './adapter.js';
import type { Client, Question } from './client.js';
import { BenefitsAnswerSchema } from './models/benefit.js';
import { cartKey, CartSchema, type CartLine } from './models/cart.js';
import { explain } from './models/parts.js';
import { QuoteAnswerSchema } from './models/quote.js';
import { SessionSchema, type Session } from './models/session.js';
import { report } from './report.js';

const ACCOUNT: Question<typeof BenefitsAnswerSchema> = {
  name: 'accountBenefits',
  schema: BenefitsAnswerSchema,
  ask: (adapter, [context], call) => adapter.accountBenefits?.(context as BenefitContext, call),
};

const QUOTE: Question<typeof QuoteAnswerSchema> = {
  name: 'quote',
  schema: QuoteAnswerSchema,
  ask: (adapter, [lines], call) => adapter.quote?.(JSON.parse(lines!) as CartLine[], call),
};

const SESSION: Question<v.GenericSchema<unknown, Session>> = {
  name: 'session',
  schema: SessionSchema,
  ask: (adapter, _, call) => adapter.session?.(call),
};

/** Benefits of the account, without an article. */
export const accountBenefits = (client: Client, context: BenefitContext, locale: string) =>
  client.resource(ACCOUNT, locale, context);

/** Benefits of a cart, with values worked out for it. */
export const quote = (client: Client, lines: readonly CartLine[], locale: string) =>
  client.resource(QUOTE, locale, JSON.stringify(lines));

/** Who is signed in. */
export const session = (client: Client, locale: string) => client.resource(SESSION, locale);

/**
 * Tells a client the cart. Bad lines are refused as a whole and reported, and the former cart stays.
 * @returns whether the cart was taken
 */
export function setCart(client: Client, lines: unknown): boolean {
  const result = v.safeParse(CartSchema, lines);
  if (!result.success) {
    report(`the cart was not taken: ${explain(result.issues[0])}`);
    return false;
  }
  const { $cart } = client;
  if (!$cart.value || cartKey($cart.value) !== cartKey(result.output)) $cart.set(result.output);
  return true;
}

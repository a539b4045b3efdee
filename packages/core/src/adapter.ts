import type { CartLine } from './models/cart.js';
import type { Request } from './http.js';

/** Where a benefit is shown; the backend may choose by it. */
export type BenefitContext = 'product' | 'list' | 'cart' | 'checkout' | 'account' | 'programme';

/** Places where the whole order is meant, not one article. */
export const isOfOrder = (context: BenefitContext): boolean => context === 'cart' || context === 'checkout';

/** What every call of an adapter gets. */
export interface Call {
  /** Ends when nobody waits for the answer any more. */
  signal: AbortSignal;
  /** Language of the texts, a BCP 47 tag. */
  locale: string;
  /** The client's HTTP: timeout, retry, token. Adapters never fetch by themselves. */
  request: Request;
}

/**
 * How one backend says it. Each method builds a request and renames fields to the contract; the answer is `unknown`
 * because the client validates it. A missing method is allowed: its widgets are then `unsupported`.
 */
export interface Adapter {
  benefits?(skus: readonly string[], context: BenefitContext, call: Call): Promise<unknown>;
  accountBenefits?(context: BenefitContext, call: Call): Promise<unknown>;
  quote?(lines: readonly CartLine[], call: Call): Promise<unknown>;
  session?(call: Call): Promise<unknown>;
  capabilities?(call: Call): Promise<unknown>;
}

/** Gives an adapter its type where it is written. */
export const defineAdapter = <A extends Adapter>(adapter: A): A => adapter;

export { defineAdapter, isOfOrder, type Adapter, type BenefitContext, type Call } from './adapter.js';
export {
  createClient,
  provideMoreSkus,
  type ArticleBenefits,
  type Client,
  type MoreSkus,
  type Question,
} from './client.js';
export { type Auth, type ClientConfig, type ClientConfigInput, type TokenAnswer, type TokenSource } from './config.js';
export * from './clock.js';
export * from './day.js';
export * from './decimal.js';
export { isTemporary, TauError, type ErrorKind } from './errors.js';
export { formatFor, type Format, type MomentStyle } from './format.js';
export { normalizeLocale, wordFormatFor, type WordFormat } from './word-format.js';
export { type Request, type RequestOptions } from './http.js';
export * from './models/parts.js';
export * from './models/cart.js';
export * from './models/benefit.js';
export * from './models/benefit-rules.js';
export * from './models/quote.js';
export * from './questions.js';
export * from './models/session.js';
export * from './models/problem.js';
export * from './models/price.js';
export * from './models/order.js';
export { allClients, configure, getClient } from './registry.js';
export { report } from './report.js';
export { type Listenable, type Resource } from './resource.js';

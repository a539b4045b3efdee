import { defineAdapter, type Adapter, type Call, type RequestOptions } from '@tauwerk/core';
import type { CallMapping } from './mapping.js';

export interface RestOptions {
  /** Calls whose path, parameters or fields differ from the contract; by method name. */
  calls?: Record<string, unknown> | undefined;
}

/**
 * Speaks the contract itself. With `calls` it speaks to any JSON backend: the mapping is data, so that a page can write
 * it without code, and the code that reads it loads only then.
 */
export function restAdapter({ calls }: RestOptions = {}): Adapter {
  async function ask(
    name: string,
    path: string,
    options: RequestOptions,
    { locale, signal, request }: Call,
    values: Record<string, unknown> = {},
  ): Promise<unknown> {
    const full = { ...options, locale, signal };
    const mapping = calls && Object.hasOwn(calls, name) ? (calls[name] as CallMapping) : undefined;
    if (!mapping) return request(path, full);
    const { mapped } = await import('./mapping.js');
    return mapped(mapping, path, full, values, request);
  }

  return defineAdapter({
    benefits: (skus, context, call) =>
      ask('benefits', '/v1/benefits', { query: { sku: skus, context } }, call, { sku: skus, context }),
    accountBenefits: (context, call) =>
      ask('accountBenefits', '/v1/benefits', { query: { context } }, call, { context }),
    quote: (lines, call) =>
      ask('quote', '/v1/benefits/quote', { method: 'POST', safe: true, body: { lines } }, call, {
        sku: lines.map(({ sku }) => sku),
        quantity: lines.map(({ quantity }) => quantity),
      }),
    session: (call) => ask('session', '/v1/session', {}, call),
    capabilities: (call) => ask('capabilities', '/v1/capabilities', {}, call),
  });
}

import { atom, type ReadableAtom } from 'nanostores';
import * as v from 'valibot';
import type { Adapter, BenefitContext, Call } from './adapter.js';
import { createBatcher, type Batcher } from './batch.js';
import { ClientConfigSchema, type ClientConfig, type ClientConfigInput } from './config.js';
import { deviceNow } from './day.js';
import { TauError } from './errors.js';
import { createHttp } from './http.js';
import {
  BenefitsAnswerSchema,
  QuoteAnswerSchema,
  type BenefitItem,
  type BenefitsAnswer,
  type QuoteAnswer,
} from './models/benefit.js';
import { cartKey, CartSchema, type CartLine } from './models/cart.js';
import { onDrop } from './models/parts.js';
import { report } from './report.js';
import { createResources, type Resource, type Resources } from './resource.js';

/** The answer as far as it concerns one article. */
export interface ArticleBenefits extends Omit<BenefitsAnswer, 'items' | 'benefits'> {
  item: BenefitItem;
}

const SKUS_PER_CALL = 100;
const BATCH_WINDOW_MS = 10;

/** One connection to a backend, under a name that elements refer to. */
export interface Client {
  readonly config: ClientConfig;
  /** Benefits of an article. All articles asked for in one moment travel together. */
  benefit(sku: string, context: BenefitContext, locale: string): ReadableAtom<Resource<ArticleBenefits>>;
  /** Says that an article will probably be asked for, so that it can travel along. Returns how to take that back. */
  hint(sku: string, context: BenefitContext, locale: string): () => void;
  /** Benefits of the account, without an article. */
  accountBenefits(context: BenefitContext, locale: string): ReadableAtom<Resource<BenefitsAnswer>>;
  /** Benefits of the cart as it stands. */
  quote(lines: readonly CartLine[], locale: string): ReadableAtom<Resource<QuoteAnswer>>;
  /** The cart as the page last told it; `undefined` until it does. */
  readonly $cart: ReadableAtom<readonly CartLine[] | undefined>;
  /** Tells the cart. Bad lines are refused as a whole and reported; the former cart stays. */
  setCart(lines: unknown): boolean;
  /** Loads again what is on screen, e.g. after coming back online. */
  refresh(): void;
  /** Forgets the token and everything that belongs to the buyer, and shows what guests see. */
  signOut(): void;
  /** Server time in milliseconds since the epoch. */
  now(): number;
  /** How many stores are held; for leak tests. */
  size(): number;
}

/**
 * Creates a client. `adapter` says how the backend speaks.
 * @throws {TauError} `config` with one sentence when the configuration is wrong
 */
export function createClient(adapter: Adapter, input: ClientConfigInput = {}): Client {
  const parsed = v.safeParse(ClientConfigSchema, input);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new TauError('config', `configuration "${v.getDotPath(issue) ?? ''}": ${issue.message}`);
  }
  const config = parsed.output;
  const freshMs = (config.cache.benefits?.freshSeconds ?? 60) * 1000;
  const all: Resources<unknown>[] = [];
  const clearAll = () => all.forEach((resources) => resources.clear());
  const http = createHttp(config, clearAll);
  onDrop((what) => report(`left out a part of an answer that breaks the contract: ${what}`));

  let subject: string | undefined;
  /** A cookie session may change hands without a word; the mark in the answers tells. */
  function checkSubject<A extends { subject?: string | undefined }>(answer: A): A {
    const changed = subject !== undefined && answer.subject !== subject;
    subject = answer.subject;
    if (changed) queueMicrotask(clearAll);
    return answer;
  }

  const call = (locale: string, signal: AbortSignal): Call => ({ locale, signal, request: http.request });

  function read<S extends v.GenericSchema>(schema: S, answer: unknown): v.InferOutput<S> {
    const result = v.safeParse(schema, answer);
    if (result.success) return result.output;
    const [issue] = result.issues;
    throw new TauError('invalid', `the answer breaks the contract at "${v.getDotPath(issue) ?? ''}": ${issue.message}`);
  }

  function need<T>(method: T | undefined, name: string): T {
    if (!method) throw new TauError('unsupported', `the adapter has no "${name}"`);
    return method;
  }

  function resources<T>(load: (key: string, signal: AbortSignal) => Promise<T>): Resources<T> {
    const created = createResources(load, { freshMs });
    all.push(created as Resources<unknown>);
    return created;
  }

  // Keys are `locale context sku`: only the last part may hold spaces.
  const batchers = new Map<string, Batcher<ArticleBenefits>>();
  function batcherOf(context: BenefitContext, locale: string): Batcher<ArticleBenefits> {
    const group = `${locale} ${context}`;
    let batcher = batchers.get(group);
    if (!batcher) {
      batcher = createBatcher<ArticleBenefits>(
        async (skus, signal) => {
          const answer = await need(adapter.benefits?.bind(adapter), 'benefits')(skus, context, call(locale, signal));
          const { items, benefits, ...shared } = checkSubject(read(BenefitsAnswerSchema, answer));
          const bySku = new Map<string, BenefitItem>();
          for (const item of items ?? []) if (!bySku.has(item.sku)) bySku.set(item.sku, item);
          return (sku) => ({ ...shared, item: bySku.get(sku) ?? { sku, benefits: [] } });
        },
        {
          windowMs: BATCH_WINDOW_MS,
          max: SKUS_PER_CALL,
          onExtra: (sku, value) => articles.prime(`${group} ${sku}`, value),
        },
      );
      batchers.set(group, batcher);
    }
    return batcher;
  }
  const articles = resources<ArticleBenefits>((key, signal) => {
    const [locale, context, ...sku] = key.split(' ');
    return batcherOf(context as BenefitContext, locale!).load(sku.join(' '), signal);
  });

  const accounts = resources<BenefitsAnswer>(async (key, signal) => {
    const [locale, context] = key.split(' ');
    const ask = need(adapter.accountBenefits?.bind(adapter), 'accountBenefits');
    return checkSubject(read(BenefitsAnswerSchema, await ask(context as BenefitContext, call(locale!, signal))));
  });

  const carts = new Map<string, readonly CartLine[]>();
  const quotes = resources<QuoteAnswer>(async (key, signal) => {
    const ask = need(adapter.quote?.bind(adapter), 'quote');
    return checkSubject(read(QuoteAnswerSchema, await ask(carts.get(key) ?? [], call(key.split(' ')[0]!, signal))));
  });

  const $cart = atom<readonly CartLine[] | undefined>(undefined);

  return {
    config,
    benefit: (sku, context, locale) => articles.get(`${locale} ${context} ${sku}`),
    hint(sku, context, locale) {
      const batcher = batcherOf(context, locale);
      batcher.hint(sku);
      return () => batcher.unhint(sku);
    },
    accountBenefits: (context, locale) => accounts.get(`${locale} ${context}`),
    quote(lines, locale) {
      const key = `${locale} ${cartKey(lines)}`;
      if (carts.size > 20) carts.clear();
      carts.set(key, lines);
      return quotes.get(key);
    },
    $cart,
    setCart(lines) {
      const result = v.safeParse(CartSchema, lines);
      if (!result.success) {
        const [issue] = result.issues;
        report(`the cart was not taken: ${v.getDotPath(issue) ?? 'lines'}: ${issue.message}`);
        return false;
      }
      if (!$cart.value || cartKey($cart.value) !== cartKey(result.output)) $cart.set(result.output);
      return true;
    },
    refresh() {
      http.forget();
      all.forEach((resource) => resource.refresh());
    },
    signOut() {
      http.signOut();
      subject = undefined;
      $cart.set(undefined);
      carts.clear();
      clearAll();
    },
    now: () => deviceNow() + http.clockOffset(),
    size: () => all.reduce((sum, resource) => sum + resource.size(), 0),
  };
}

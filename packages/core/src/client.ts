import { atom, type WritableAtom } from 'nanostores';
import * as v from 'valibot';
import type { Adapter, BenefitContext, Call } from './adapter.js';
import { createBatcher, type Batcher } from './batch.js';
import { readConfig, type ClientConfig, type ClientConfigInput } from './config.js';
import { deviceNow } from './clock.js';
import { TauError } from './errors.js';
import { createHttp } from './http.js';
import { answerEntries, BenefitItemSchema, type BenefitItem, type BenefitsAnswer } from './models/benefit.js';
import type { CartLine } from './models/cart.js';
import { explain, reportDrop, MAX_ID, onDrop } from './models/parts.js';
import { report } from './report.js';
import { createResources, type Listenable, type Resource, type Resources } from './resource.js';

/** The answer as far as it concerns one article. */
export interface ArticleBenefits extends Omit<BenefitsAnswer, 'items' | 'benefits'> {
  item: BenefitItem;
}

/** Names articles that will probably be asked for soon, e.g. those of badges below the fold. */
export type MoreSkus = (client: Client, context: BenefitContext) => Iterable<string>;
let moreSkus: MoreSkus = () => [];
/** Lets elements that are not on screen yet travel along when a call has room. */
export function provideMoreSkus(provider: MoreSkus): void {
  moreSkus = provider;
}

const SKUS_PER_CALL = 100;
const BATCH_WINDOW_MS = 10;
/** Mark of a buyer who is signed in, in answers that do not say who it is. */
const MEMBER = '?member';
/** Between two wipes because of another mark. */
const CALM_MS = 5000;

/** What an answer says of who asked. */
interface Marked {
  subject?: string | undefined;
  audience?: string | undefined;
  guest?: boolean | undefined;
}

/** How a kind of resource is asked for, and what its answer must look like. */
export interface Question<S extends v.GenericSchema<unknown, Marked>> {
  name: string;
  schema: S;
  ask(adapter: Adapter, key: string[], call: Call): Promise<unknown> | undefined;
}

/** One connection to a backend, under a name that elements refer to. */
export interface Client {
  readonly config: ClientConfig;
  /** Benefits of an article. All articles asked for in one moment travel together. */
  benefit(sku: string, context: BenefitContext, locale: string): Listenable<Resource<ArticleBenefits>>;
  /** Any other resource; `key` tells one from another and reaches `ask`. See `questions.ts`. */
  resource<S extends Question<v.GenericSchema<unknown, Marked>>>(
    question: S,
    locale: string,
    ...key: string[]
  ): Listenable<Resource<v.InferOutput<S['schema']>>>;
  /** The cart as the page last told it; `undefined` until it does. Set by `setCart`. */
  readonly $cart: WritableAtom<readonly CartLine[] | undefined>;
  /** Loads again what is on screen, e.g. after coming back online. */
  refresh(): void;
  /**
   * Begins anew, also after `signOut`: for a buyer who signed in, or a page that is shown again from the browser's cache.
   * Forgets the token and all answers; the cart is the page's and stays.
   */
  reset(): void;
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
  const config = readConfig(input);
  const kinds = new Map<string, Resources<unknown>>();
  const each = (what: (resources: Resources<unknown>) => void) => kinds.forEach(what);
  const clear = () => each((resources) => resources.clear());
  const http = createHttp(config, forgetBuyer);
  onDrop((what) => report(`an answer breaks the contract and is shown without ${what}`));

  /** Mark of the identity in the latest answer, empty for a guest; `undefined` until an answer says. */
  let subject: string | undefined;
  let wipedAt = 0;
  function forgetBuyer() {
    subject = undefined;
    clear();
  }

  async function read<S extends v.GenericSchema<unknown, Marked>>(
    { name, schema, ask }: Question<S>,
    [locale, ...key]: string[],
    signal: AbortSignal,
  ): Promise<v.InferOutput<S>> {
    const asked = ask(adapter, key, { locale: locale!, signal, request: http.request });
    if (!asked) throw new TauError('unsupported', `the adapter has no "${name}"`);
    const raw = await asked;
    const result = v.safeParse(schema, raw);
    // An adapter need not heed the signal: what belongs to a former identity ends here.
    signal.throwIfAborted();
    if (!result.success) throw new TauError('invalid', `"${name}" breaks the contract: ${explain(result.issues[0])}`);
    // A cookie session may change hands without a word; the mark in the answers tells. What is on screen, this answer
    // included, is then asked for anew. Answers without a mark say nothing, and must not set off a clear each time.
    const { output } = result;
    const signedIn = output.guest === false || (raw as Marked | undefined)?.audience ? subject || MEMBER : subject;
    const mark = output.guest || output.audience === 'guest' ? '' : (output.subject ?? signedIn);
    // That a member is now called by name is no change.
    if (subject === undefined || subject === mark || (subject === MEMBER && mark)) subject = mark;
    // Answers that contradict each other must not wipe each other in turn.
    else if (Math.abs(deviceNow() - wipedAt) < CALM_MS) report('the answers disagree about who is asking ("subject")');
    else {
      wipedAt = deviceNow();
      subject = mark;
      clear();
    }
    return output;
  }

  function kind<T>(name: string, load: (key: string[], signal: AbortSignal) => Promise<T>): Resources<T> {
    let resources = kinds.get(name) as Resources<T> | undefined;
    if (!resources) {
      resources = createResources(
        (key, signal) => load(key.split('\n'), signal),
        config.cache.benefits.freshSeconds * 1000,
      );
      kinds.set(name, resources as Resources<unknown>);
    }
    return resources;
  }

  const batchers = new Map<string, Batcher<ArticleBenefits>>();
  function batcherOf(locale: string, context: string): Batcher<ArticleBenefits> {
    const group = `${locale}\n${context}`;
    let batcher = batchers.get(group);
    if (!batcher) {
      batcher = createBatcher<ArticleBenefits>(
        async (skus, signal) => {
          const { items, ...shared } = await read(ARTICLES, [locale, context, ...skus], signal);
          const bySku = new Map<unknown, unknown>();
          for (const item of items) {
            const { sku } = (item ?? {}) as { sku?: unknown };
            if (typeof sku !== 'string') reportDrop('an item without "sku"');
            else if (!bySku.has(sku)) bySku.set(sku, item);
          }
          // What travelled along is read when it comes on screen: most of a long list never does.
          return (sku) => {
            let item: BenefitItem | undefined;
            return {
              ...shared,
              get item() {
                return (item ??= itemOf(sku, bySku.get(sku)));
              },
            };
          };
        },
        {
          windowMs: BATCH_WINDOW_MS,
          max: SKUS_PER_CALL,
          more: () => moreSkus(client, context as BenefitContext),
          onExtra: (sku, value) => articles.prime(`${group}\n${sku}`, value),
        },
      );
      batchers.set(group, batcher);
    }
    return batcher;
  }
  const articles = kind<ArticleBenefits>('articles', async ([locale, context, ...rest], signal) => {
    const sku = rest.join('\n');
    // A longer number cannot be, and would have the backend refuse the other 99 of its call.
    return sku.length > MAX_ID
      ? { audience: 'member', priceDisplay: 'net', item: { sku, benefits: [] } }
      : batcherOf(locale!, context!).load(sku, signal);
  });

  const client: Client = {
    config,
    benefit: (sku, context, locale) => articles.get(`${locale}\n${context}\n${sku}`),
    resource: (question, ...key) =>
      kind(question.name, (parts, signal) => read(question, parts, signal)).get(key.join('\n')) as never,
    $cart: atom<readonly CartLine[] | undefined>(undefined),
    refresh() {
      http.forget();
      each((resources) => resources.refresh());
    },
    reset() {
      http.forget(true);
      forgetBuyer();
    },
    signOut() {
      http.signOut();
      client.$cart.set(undefined);
      forgetBuyer();
    },
    now: () => deviceNow() + http.clockOffset(),
    size() {
      let size = 0;
      each((resources) => (size += resources.size()));
      return size;
    },
  };
  return client;
}

/** An article as the contract has it; one that breaks it costs only itself. */
function itemOf(sku: string, raw: unknown): BenefitItem {
  const result = v.safeParse(BenefitItemSchema, raw);
  if (result.success) return result.output;
  if (raw) reportDrop(explain(result.issues[0]));
  return { sku, benefits: [] };
}

const ArticlesSchema = v.object({ ...answerEntries, items: v.array(v.unknown()) });
const ARTICLES: Question<typeof ArticlesSchema> = {
  name: 'benefits',
  schema: ArticlesSchema,
  ask: (adapter, [context, ...skus], call) => adapter.benefits?.(skus, context as BenefitContext, call),
};

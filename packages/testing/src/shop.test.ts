import {
  accountBenefits,
  BenefitsAnswerSchema,
  BenefitSchema,
  createClient,
  onDrop,
  QuoteAnswerSchema,
  session,
  SessionSchema,
  TauError,
  type Client,
} from '@tauwerk/core';
import { describe, expect, it, vi } from 'vitest';
import { memoryAdapter } from './memory-adapter.js';
import {
  accountAnswer,
  ARTICLES,
  AUDIENCES,
  BENEFITS,
  benefitOf,
  benefitsAnswer,
  quoteAnswer,
  sessionAnswer,
} from './shop.js';

const SKUS = ARTICLES.map(({ sku }) => sku);
type Checked = { '~standard': { validate(value: unknown): unknown } };

/** What the schema makes of it; nothing may be dropped or left out on the way. */
function whole<T>(schema: Checked, value: unknown): T {
  const dropped: string[] = [];
  onDrop((what) => dropped.push(what));
  const result = schema['~standard'].validate(value) as { value: T; issues?: unknown };
  onDrop(() => {});
  expect([result.issues, dropped]).toEqual([undefined, []]);
  expect(JSON.parse(JSON.stringify(result.value))).toMatchObject(JSON.parse(JSON.stringify(value)));
  return result.value;
}

describe('the sample shop', () => {
  it('has a benefit of each kind, in all states and effects', () => {
    const kinds = BENEFITS.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(kinds.length).toBeGreaterThan(31);
    expect(new Set(BENEFITS.map(({ state }) => state)).size).toBe(5);
    expect(new Set(BENEFITS.map(({ effect }) => effect)).size).toBe(3);
    for (const { benefits } of ARTICLES) for (const kind of benefits) expect(kinds).toContain(kind);
    expect(() => benefitOf('nothing')).toThrow('no benefit of the kind "nothing"');
  });

  it.each(AUDIENCES.flatMap((audience) => ['de', 'en'].map((language) => [audience, language] as const)))(
    'answers a %s in %s as the contract says, without a word lost',
    (audience, language) => {
      const visitor = { audience, language };
      for (const { kind } of BENEFITS) whole(BenefitSchema, benefitOf(kind, visitor));
      expect(whole<{ audience: string }>(BenefitsAnswerSchema, benefitsAnswer(SKUS, visitor)).audience).toBe(audience);
      whole(BenefitsAnswerSchema, accountAnswer('account', visitor));
      whole(BenefitsAnswerSchema, accountAnswer('cart', visitor));
      whole(SessionSchema, sessionAnswer(visitor));
      whole(QuoteAnswerSchema, quoteAnswer([{ sku: SKUS[0]!, quantity: 12 }], visitor));
    },
  );

  it('speaks both languages everywhere', () => {
    const texts = (language: string) =>
      JSON.stringify([accountAnswer('account', { language }), benefitsAnswer(SKUS, { language })]);
    expect(texts('de')).not.toBe(texts('en'));
    expect(texts('en-GB,en;q=0.9')).toBe(texts('en'));
    expect(texts('de')).not.toMatch(/"(de|en)":/);
    expect(texts('en')).not.toMatch(/[äöüß]/i);
  });

  it('works a cart out with the shop’s own prices, and the better of two discounts', () => {
    expect(quoteAnswer([{ sku: '121021', quantity: 1, netPrice: '0.01' }])).toMatchObject({
      totals: { net: { amount: '61.57' }, saved: { amount: '1.85' }, payable: { amount: '59.72' } },
    });
    expect(quoteAnswer([{ sku: '121021', quantity: 10 }])).toMatchObject({
      totals: { net: { amount: '615.70' }, saved: { amount: '30.79' }, payable: { amount: '584.91' } },
    });
    expect(quoteAnswer([{ sku: 'unknown', quantity: 1 }])['totals']).toBeUndefined();
  });
});

/** Listens until the store has something to say. */
const settled = <T extends { status: string }>(store: {
  value: T | undefined;
  listen(listener: () => void): () => void;
}): Promise<T> =>
  new Promise((resolve) => {
    const stop = store.listen(() => {
      if (store.value?.status === 'loading') return;
      stop();
      resolve(store.value!);
    });
  });
const ask = async (client: Client) =>
  JSON.parse(
    JSON.stringify(
      await Promise.all([
        ...SKUS.map((sku) => settled(client.benefit(sku, 'list', 'en'))),
        settled(accountBenefits(client, 'account', 'en')),
        settled(session(client, 'en')),
      ]),
      (key, value: unknown) => (key === 'at' ? undefined : value),
    ),
  ) as { status: string }[];

describe('the memory adapter', () => {
  it('answers a client from the sample shop and writes the calls down', async () => {
    const adapter = memoryAdapter();
    const answers = await ask(createClient(adapter));
    expect(answers.every(({ status }) => status === 'ready')).toBe(true);
    expect(adapter.calls.map(({ name }) => name).sort()).toEqual(['accountBenefits', 'benefits', 'session']);
    expect(adapter.calls.find(({ name }) => name === 'benefits')).toMatchObject({
      skus: SKUS,
      context: 'list',
      locale: 'en',
    });
  });

  it('takes the visitor for whom the test says', async () => {
    const adapter = memoryAdapter({}, { audience: 'guest' });
    const client = createClient(adapter);
    expect(await settled(session(client, 'de'))).toMatchObject({ data: { guest: true } });
    adapter.audience = 'pending';
    expect(await settled(client.benefit('121021', 'list', 'de'))).toMatchObject({ data: { audience: 'pending' } });
  });

  it('lets single calls be replaced', async () => {
    const adapter = memoryAdapter({
      benefits: async (skus) => ({ items: skus.map((sku) => ({ sku, name: 'replaced' })) }),
    });
    const client = createClient(adapter);
    expect(await settled(client.benefit('A', 'list', 'de'))).toMatchObject({ data: { item: { name: 'replaced' } } });
    expect(adapter.calls).toHaveLength(1);
  });

  it('does what was lined up for the next calls, each once', async () => {
    vi.useFakeTimers();
    const adapter = memoryAdapter();
    const call = { signal: new AbortController().signal, locale: 'de', request: async () => undefined };
    adapter.enqueue(
      'session',
      { answer: { odd: true } },
      { error: new TauError('offline', 'no network') },
      { delayMs: 1000 },
    );
    expect(await adapter.session(call)).toEqual({ odd: true });
    await expect(adapter.session(call)).rejects.toMatchObject({ kind: 'offline' });
    let slow: unknown;
    void adapter.session(call).then((answer) => (slow = answer));
    await vi.advanceTimersByTimeAsync(999);
    expect(slow).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(slow).toMatchObject({ guest: false });
    expect(await adapter.session(call)).toMatchObject({ guest: false });
    vi.useRealTimers();
  });

  it('ends a delay when nobody waits any more', async () => {
    const adapter = memoryAdapter();
    const control = new AbortController();
    adapter.enqueue('session', { delayMs: 60_000 });
    const answer = adapter.session({ signal: control.signal, locale: 'de', request: async () => undefined });
    control.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
});

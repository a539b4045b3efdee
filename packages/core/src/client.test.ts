import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Adapter, Call } from './adapter.js';
import { createClient, provideMoreSkus, type Client } from './client.js';
import { TauError } from './errors.js';
import { accountBenefits, quote, session, setCart } from './questions.js';
import { allClients, configure, getClient } from './registry.js';
import type { Resource } from './resource.js';

let warned: string[];
beforeEach(() => {
  vi.useFakeTimers();
  warned = [];
  vi.spyOn(console, 'warn').mockImplementation((text: string) => void warned.push(text));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  provideMoreSkus(() => []);
});

const tick = (ms = 20) => vi.advanceTimersByTimeAsync(ms);
const skus = (count: number) => Array.from({ length: count }, (_, i) => `A${i}`);
const benefit = (id: string) => ({ id, kind: 'invoice', title: `Title of ${id}`, state: 'granted' });
const itemsFor = (asked: readonly string[]) => asked.map((sku) => ({ sku, benefits: [benefit(`b-${sku}`)] }));

/** Answers each call with what `answer` makes of it, at once, and writes the calls down. */
function create(
  answer: (asked: readonly string[], call: Call) => unknown,
  input: Parameters<typeof createClient>[1] = {},
) {
  const calls: { skus: readonly string[]; context: string; call: Call }[] = [];
  const adapter: Adapter = {
    async benefits(asked, context, call) {
      calls.push({ skus: asked, context, call });
      return answer(asked, call);
    },
  };
  return { calls, client: createClient(adapter, input) };
}
function hear<T>(store: {
  value: Resource<T> | undefined;
  listen(listener: (value: Resource<T>) => void): () => void;
}) {
  const seen: Resource<T>[] = [];
  const stop = store.listen((value) => seen.push(value));
  return { seen, stop, store };
}
const dataOf = <T>(value: Resource<T> | undefined): T => {
  if (value?.status !== 'ready') throw new Error(`not ready: ${JSON.stringify(value)}`);
  return value.data;
};
const benefitIds = (client: Client, sku: string) =>
  dataOf(client.benefit(sku, 'list', 'de').value).item.benefits.map(({ id }) => id);

describe('a client', () => {
  it('asks for 250 articles in 3 calls', async () => {
    const { calls, client } = create((asked) => ({ items: itemsFor(asked) }));
    skus(250).forEach((sku) => hear(client.benefit(sku, 'list', 'de')));
    await tick();
    expect(calls.map(({ skus: asked }) => asked.length)).toEqual([100, 100, 50]);
    expect(benefitIds(client, 'A249')).toEqual(['b-A249']);
  });

  it('asks once for an article that is on the page twice', async () => {
    const { calls, client } = create((asked) => ({ items: itemsFor(asked) }));
    const [one, other] = [hear(client.benefit('A', 'list', 'de')), hear(client.benefit('A', 'list', 'de'))];
    await tick();
    expect(calls.map(({ skus: asked }) => asked)).toEqual([['A']]);
    expect(one.seen).toHaveLength(1);
    expect(other.seen).toEqual(one.seen);
  });

  it('keeps places and languages apart', async () => {
    const { calls, client } = create((asked) => ({ items: itemsFor(asked) }));
    hear(client.benefit('A', 'list', 'de'));
    hear(client.benefit('A', 'list', 'en'));
    hear(client.benefit('A', 'product', 'de'));
    await tick();
    expect(calls.map(({ context, call }) => `${context} ${call.locale}`).sort()).toEqual([
      'list de',
      'list en',
      'product de',
    ]);
  });

  it('knows no benefit for an article that the answer leaves out, and takes the first of two answers for one', async () => {
    const { client } = create(() => ({
      items: [
        { sku: 'A', benefits: [benefit('first')] },
        { sku: 'A', benefits: [benefit('second')] },
      ],
    }));
    hear(client.benefit('A', 'list', 'de'));
    hear(client.benefit('B', 'list', 'de'));
    await tick();
    expect(benefitIds(client, 'A')).toEqual(['first']);
    expect(benefitIds(client, 'B')).toEqual([]);
  });

  it('takes an article number with a line break for itself, and does not ask for one that cannot be', async () => {
    const { calls, client } = create((asked) => ({ items: itemsFor(asked) }));
    hear(client.benefit('A\nB', 'list', 'de'));
    hear(client.benefit('x'.repeat(5000), 'list', 'de'));
    await tick();
    hear(client.benefit('y'.repeat(128), 'list', 'de'));
    await tick();
    expect(calls.map(({ skus: asked }) => asked)).toEqual([['A\nB'], ['y'.repeat(128)]]);
    expect(benefitIds(client, 'x'.repeat(5000))).toEqual([]);
    expect(benefitIds(client, 'A\nB')).toEqual(['b-A\nB']);
  });

  it('lets articles below the fold travel along, and does not ask for them again', async () => {
    const { calls, client } = create((asked) => ({ items: itemsFor(asked) }));
    provideMoreSkus(() => skus(300));
    hear(client.benefit('top', 'list', 'de'));
    await tick();
    expect(calls.map(({ skus: asked }) => asked.length)).toEqual([100]);
    provideMoreSkus(() => []);
    hear(client.benefit('A98', 'list', 'de'));
    await tick();
    expect(calls).toHaveLength(1);
    expect(benefitIds(client, 'A98')).toEqual(['b-A98']);
  });

  it('drops a bad item and a bad benefit, and says so once', async () => {
    const { client } = create(() => ({
      items: [
        ...itemsFor(['A']),
        { sku: 7 },
        {
          sku: 'B',
          benefits: [benefit('good'), { ...benefit('bad'), state: 'free!' }, { ...benefit('worse'), state: 'free!' }],
        },
      ],
    }));
    hear(client.benefit('A', 'list', 'de'));
    hear(client.benefit('B', 'list', 'de'));
    await tick();
    expect(benefitIds(client, 'B')).toEqual(['good']);
    client.refresh();
    await tick();
    expect(benefitIds(client, 'A')).toEqual(['b-A']);
    expect(benefitIds(client, 'B')).toEqual(['good']);
    expect(warned.filter((text) => text.includes('free!'))).toHaveLength(1);
    expect(warned.filter((text) => text.includes('sku'))).toHaveLength(1);
  });

  it.each([[null], ['<html>'], [[]], [5], [{}], [{ error: 'maintenance' }], [{ items: 'none' }]])(
    'takes the answer %j as a whole for an error',
    async (answer) => {
      const { client } = create(() => answer);
      hear(client.benefit('A', 'list', 'de'));
      await tick();
      const value = client.benefit('A', 'list', 'de').value!;
      expect(value.status).toBe('error');
      expect(value).toMatchObject({ error: { kind: 'invalid' } });
    },
  );

  it('passes the errors of an adapter on, its own and those that it throws at once', async () => {
    const failing = createClient({
      benefits() {
        throw new TauError('config', 'the mapping is wrong');
      },
    });
    const { store } = hear(failing.benefit('A', 'list', 'de'));
    await tick();
    expect(store.value).toMatchObject({ status: 'error', error: { kind: 'config' } });
  });

  it('is without what its adapter lacks', async () => {
    const client = createClient({});
    const all = [
      client.benefit('A', 'list', 'de'),
      accountBenefits(client, 'account', 'de'),
      quote(client, [], 'de'),
      session(client, 'de'),
    ];
    all.forEach((store) => hear(store as never));
    await tick();
    for (const { value } of all) expect(value).toMatchObject({ status: 'error', error: { kind: 'unsupported' } });
  });

  it('lets nothing in that could change the objects of the page', async () => {
    const evil = JSON.parse(`{
      "__proto__": { "audience": "guest", "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } },
      "items": [{ "sku": "A", "__proto__": { "polluted": 1 }, "name": { "__proto__": { "polluted": 1 } },
        "benefits": [{ "id": "x", "kind": "k", "title": "t", "state": "granted", "__proto__": { "polluted": 1 },
          "constructor": "c", "toString": "s", "value": { "type": "text", "text": "v", "__proto__": { "polluted": 1 } } }] }]
    }`);
    const { client } = create(() => evil);
    hear(client.benefit('A', 'list', 'de'));
    hear(client.benefit('__proto__', 'list', 'de'));
    hear(client.benefit('constructor', 'list', 'de'));
    await tick();
    const data = dataOf(client.benefit('A', 'list', 'de').value);
    expect(data.audience).toBe('member');
    const visit = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return;
      if (!Array.isArray(value)) expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      for (const key of Object.keys(value)) {
        expect(['__proto__', 'constructor', 'toString', 'polluted']).not.toContain(key);
        visit((value as Record<string, unknown>)[key]);
      }
    };
    visit(data);
    expect(data.item.benefits).toHaveLength(1);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(benefitIds(client, '__proto__')).toEqual([]);
    expect(benefitIds(client, 'constructor')).toEqual([]);
  });

  it('tells the time of the server', async () => {
    vi.useRealTimers();
    vi.stubGlobal(
      'fetch',
      async () => new Response('{"items":[]}', { headers: { Date: new Date(Date.now() + 7_200_000).toUTCString() } }),
    );
    const client = createClient({ benefits: (_, __, { request }) => request('/') });
    const { stop } = hear(client.benefit('A', 'list', 'de'));
    await vi.waitFor(() => expect(Math.abs(client.now() - Date.now() - 7_200_000)).toBeLessThan(3000));
    stop();
  });
});

describe('an identity', () => {
  /** A backend with a cookie session that changes hands between two calls. */
  function createShared() {
    let who: string | undefined = 'Anna';
    const answers: string[] = [];
    const { calls, client } = create((asked) => {
      answers.push(who ?? 'guest');
      return {
        subject: who,
        audience: who ? 'member' : 'guest',
        items: asked.map((sku) => ({ sku, benefits: [benefit(`of-${who}`)] })),
      };
    });
    return { calls, client, answers, become: (next: string | undefined) => (who = next) };
  }
  const seenIds = (seen: Resource<{ item: { benefits: { id: string }[] } }>[]) =>
    seen.map((value) => (value.status === 'ready' ? value.data.item.benefits[0]!.id : value.status));

  it('that changes in the answers wipes everything before its first value is shown', async () => {
    const { client, become, answers } = createShared();
    const a = hear(client.benefit('A', 'list', 'de'));
    await tick();
    become('Ben');
    const b = hear(client.benefit('B', 'list', 'de'));
    await tick(100);
    expect(seenIds(a.seen)).toEqual(['of-Anna', 'loading', 'of-Ben']);
    expect(seenIds(b.seen)).toEqual(['of-Ben']);
    expect(answers).toEqual(['Anna', 'Ben', 'Ben']);
  });

  it.each([
    ['Anna', undefined],
    [undefined, 'Anna'],
  ])('of %s that becomes %s, by signing out or in elsewhere, is noticed', async (first, then) => {
    const { client, become } = createShared();
    become(first);
    const a = hear(client.benefit('A', 'list', 'de'));
    await tick();
    become(then);
    hear(client.benefit('B', 'list', 'de'));
    await tick(100);
    expect(seenIds(a.seen)).toEqual([`of-${first}`, 'loading', `of-${then}`]);
  });

  it('that only some answers name does not set off one load after the other', async () => {
    let asked = 0;
    const client = createClient({
      async benefits(list) {
        asked++;
        return { subject: 'Anna', items: itemsFor(list) };
      },
      async accountBenefits() {
        asked++;
        return { benefits: [] };
      },
    });
    hear(client.benefit('A', 'list', 'de'));
    await tick();
    hear(accountBenefits(client, 'account', 'de'));
    await tick();
    client.refresh();
    await tick(1000);
    expect(asked).toBe(4);
  });

  it.each([
    ['names nobody', { audience: 'member' }, { audience: 'guest' }, 3],
    ['names nobody, the other way', { audience: 'guest' }, { audience: 'pending' }, 3],
    ['names somebody only later', { audience: 'member' }, { audience: 'member', subject: 'Anna' }, 2],
    ['names guests, each differently', { audience: 'guest', subject: 'x' }, { audience: 'guest', subject: 'y' }, 2],
    ['says nothing', { audience: 'guest' }, {}, 2],
  ])('of which the backend %s is wiped when it changes', async (_, first, then, expected) => {
    let who: object = first;
    const { calls, client } = create((list) => ({ ...who, items: itemsFor(list) }));
    hear(client.benefit('A', 'list', 'de'));
    await tick();
    who = then;
    hear(client.benefit('B', 'list', 'de'));
    await tick(1000);
    expect(calls.flatMap(({ skus: asked }) => asked)).toHaveLength(expected === 3 ? 4 : 2);
  });

  it.each([
    ['another name each time', (nth: number) => ({ audience: 'member', subject: `S${nth}` })],
    ['a member and a guest in turn', (nth: number) => ({ audience: nth % 2 ? 'member' : 'guest' })],
  ])('about which the answers disagree, as %s, is wiped once and reported once', async (_, mark) => {
    let nth = 0;
    const { client } = create((list) => ({ ...mark(++nth), items: itemsFor(list) }));
    hear(client.benefit('A', 'list', 'de'));
    await tick();
    hear(client.benefit('B', 'product', 'de'));
    await tick(60_000);
    expect(nth).toBeLessThanOrEqual(5);
    expect(dataOf(client.benefit('A', 'list', 'de').value)).toBeDefined();
    expect(warned.filter((text) => text.includes('disagree')).length).toBeLessThanOrEqual(1);
  });

  it('of a guest in the session is that of a guest with a mark in the benefits', async () => {
    let asked = 0;
    const client = createClient({
      benefits: async (list) => (asked++, { audience: 'guest', subject: 'anon-1', items: itemsFor(list) }),
      session: async () => (asked++, { guest: true }),
    });
    hear(client.benefit('A', 'list', 'de'));
    hear(session(client, 'de'));
    await tick(1000);
    expect(asked).toBe(2);
  });

  it.each([
    ['the same buyer', () => 'Anna'],
    ['another buyer each time', (nth: number) => `buyer-${nth}`],
  ])('that the backend refuses as token of %s, and as guest too, ends in an error, not in a storm', async (_, who) => {
    let fetched = 0;
    let tokens = 0;
    vi.stubGlobal('fetch', async () => {
      fetched++;
      return new Response('{"code":"unauthenticated"}', { status: 401 });
    });
    const client = createClient(
      {
        benefits: (_skus, __, { request, signal }) => request('/benefits', { signal }),
        accountBenefits: (_context, { request, signal }) => request('/account', { signal }),
      },
      {
        auth: {
          type: 'bearer',
          getToken: async () => ({ token: `t${++tokens}`, subject: who(tokens), expiresIn: 3600 }),
        },
      },
    );
    const article = hear(client.benefit('A', 'list', 'de'));
    const account = hear(accountBenefits(client, 'account', 'de') as never);
    await vi.dynamicImportSettled();
    await tick(60_000);
    await vi.dynamicImportSettled();
    await tick(60_000);
    expect(article.store.value).toMatchObject({ status: 'error', error: { status: 401 } });
    expect(account.store.value).toMatchObject({ status: 'error', error: { status: 401 } });
    expect(tokens).toBe(2);
    expect(fetched).toBeLessThanOrEqual(10);
  });

  it('is asked for anew after signing out when the page begins anew, and the cart stays', async () => {
    let who: string | null = 'Anna';
    const sent: unknown[] = [];
    vi.stubGlobal('fetch', async (_: string, { headers }: RequestInit) => {
      sent.push((headers as Record<string, string>)['Authorization']);
      return new Response('{"items":[]}');
    });
    const client = createClient(
      { benefits: (_, __, { request, signal }) => request('/', { signal }) },
      { auth: { type: 'bearer', getToken: async () => who } },
    );
    hear(client.benefit('A', 'list', 'de'));
    await tick();
    client.signOut();
    client.refresh();
    await tick();
    who = 'Ben';
    setCart(client, [{ sku: 'A', quantity: 1 }]);
    client.reset();
    await tick();
    expect([sent[0], sent.at(-2), sent.at(-1)]).toEqual(['Bearer Anna', undefined, 'Bearer Ben']);
    expect(client.$cart.value).toHaveLength(1);
  });

  it('that the token tells is wiped once, not again for the first answer', async () => {
    vi.useRealTimers();
    let who = 'Anna';
    const fetched: string[] = [];
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      fetched.push(url);
      const mark = (init.headers as Record<string, string>)['Authorization'];
      return new Response(JSON.stringify({ subject: mark, items: [{ sku: 'A', benefits: [benefit(`of-${who}`)] }] }));
    });
    const client = createClient(
      { benefits: (_, __, { request, signal }) => request('/', { signal }) },
      { auth: { type: 'bearer', getToken: async () => ({ token: who, subject: who }) } },
    );
    const { seen, stop } = hear(client.benefit('A', 'list', 'de'));
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    who = 'Ben';
    client.refresh();
    await vi.waitFor(() => expect(seenIds(seen)).toEqual(['of-Anna', 'loading', 'of-Ben']));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(seen).toHaveLength(3);
    expect(fetched).toHaveLength(2);
    stop();
  });

  it('that signed out leaves nothing: no cart, no value, no late answer, nothing that travelled along', async () => {
    const late: (() => void)[] = [];
    let who = 'Anna';
    const client = createClient({
      // An adapter that does not care for the signal.
      benefits: (list) => {
        const answer = { subject: who, items: list.map((sku) => ({ sku, benefits: [benefit(`of-${who}`)] })) };
        return new Promise((resolve) => late.push(() => resolve(answer)));
      },
    });
    setCart(client, [{ sku: 'A', quantity: 1 }]);
    provideMoreSkus(() => ['X']);
    const a = hear(client.benefit('A', 'list', 'de'));
    await tick();
    who = 'guest';
    provideMoreSkus(() => []);
    client.signOut();
    const x = hear(client.benefit('X', 'list', 'de'));
    late[0]!();
    await tick();
    expect(seenIds(a.seen)).toEqual([]);
    expect(x.store.value).toEqual({ status: 'loading' });
    late[1]!();
    await tick();
    expect(seenIds(a.seen)).toEqual(['of-guest']);
    expect(seenIds(x.seen)).toEqual(['of-guest']);
    expect(client.$cart.value).toBeUndefined();
  });
});

describe('the cart', () => {
  it('is told as lines, and a change is one only when something changed', () => {
    const client = createClient({});
    const seen: unknown[] = [];
    client.$cart.listen((lines) => seen.push(lines));
    expect(setCart(client, [{ sku: 'A', quantity: 2, netPrice: '57.2832', more: 'dropped' }])).toBe(true);
    expect(setCart(client, [{ sku: 'A', quantity: 2, netPrice: '57.2832' }])).toBe(true);
    expect(setCart(client, [{ sku: 'A', quantity: 3, netPrice: '57.2832' }])).toBe(true);
    expect(seen).toEqual([
      [{ sku: 'A', quantity: 2, netPrice: '57.2832' }],
      [{ sku: 'A', quantity: 3, netPrice: '57.2832' }],
    ]);
  });

  it.each([
    [null],
    ['A'],
    [{ sku: 'A' }],
    [[{ sku: 'A' }]],
    [[{ sku: 'A', quantity: -1 }]],
    [[{ sku: 'A', quantity: NaN }]],
    [[{ sku: '', quantity: 1 }]],
    [[{ sku: 'A', quantity: 1, netPrice: 5 }]],
    [[{ sku: 'A', quantity: 1, netPrice: '5,00' }]],
    [Array(501).fill({ sku: 'A', quantity: 1 })],
  ])('refuses %j as a whole, says so, and stays as it was', (lines) => {
    const client = createClient({});
    setCart(client, [{ sku: 'kept', quantity: 1 }]);
    expect(setCart(client, lines)).toBe(false);
    expect(client.$cart.value).toEqual([{ sku: 'kept', quantity: 1 }]);
  });
});

describe('clients by name', () => {
  it('may be asked for before they are configured, and be replaced', () => {
    const seen: unknown[] = [];
    getClient('late').listen((client) => seen.push(client));
    const first = configure({}, {}, 'late');
    const second = configure({}, {}, 'late');
    expect(seen).toEqual([first, second]);
    expect(getClient('late').value).toBe(second);
    expect(getClient('other').value).toBeUndefined();
    expect(allClients()).toContain(second);
    expect(allClients()).not.toContain(first);
  });

  it('stand as null when their configuration is wrong, with one sentence for the developer', () => {
    expect(configure({}, { baseUrl: 'ftp://x' }, 'wrong')).toBeNull();
    expect(getClient('wrong').value).toBeNull();
    expect(warned).toEqual(['[tauwerk] configuration "baseUrl": expected an http(s) URL or a path']);
    expect(allClients()).not.toContain(null);
  });
});

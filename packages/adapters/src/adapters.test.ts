import {
  accountBenefits,
  createClient,
  quote,
  session,
  TauError,
  type Adapter,
  type Client,
  type ClientConfigInput,
  type Request as TauRequest,
} from '@tauwerk/core';
import { ARTICLES, AUDIENCES, memoryAdapter } from '@tauwerk/testing';
import { shopHandlers } from '@tauwerk/testing/handlers';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { restAdapter } from './index.js';

const BASE = 'https://loyalty.example/api';
const SKUS = ARTICLES.map(({ sku }) => sku);
const server = setupServer();
let requests: Request[] = [];

beforeAll(() => {
  server.listen({ onUnhandledRequest: 'error' });
  server.events.on('request:start', ({ request }) => void requests.push(request.clone()));
});
afterEach(() => {
  server.resetHandlers();
  requests = [];
  vi.restoreAllMocks();
});
afterAll(() => server.close());

/** A foreign backend that answers every call with the same. */
const answering = (data: unknown) => server.use(http.all(`${BASE}/*`, () => HttpResponse.json(data as object)));
const asked = () => requests.map(({ method, url }) => `${method} ${decodeURIComponent(url.replace(BASE, ''))}`);

const clientOf = (adapter: Adapter, input: ClientConfigInput = {}): Client =>
  createClient(adapter, { baseUrl: BASE, ...input });

interface Store<T> {
  value: T | undefined;
  listen(listener: () => void): () => void;
}
/** Listens until the store has something to say. */
const settled = <T extends { status: string }>(store: Store<T>): Promise<T> =>
  new Promise((resolve) => {
    const stop = store.listen(() => {
      if (store.value?.status === 'loading') return;
      stop();
      resolve(store.value!);
    });
  });
/** Everything that a client of the sample shop can be asked, without the time at which it was answered. */
const everything = async (client: Client, language: string): Promise<{ status: string }[]> =>
  JSON.parse(
    JSON.stringify(
      await Promise.all([
        ...SKUS.map((sku) => settled(client.benefit(sku, 'list', language))),
        settled(accountBenefits(client, 'account', language)),
        settled(session(client, language)),
      ]),
      (key, value: unknown) => (key === 'at' ? undefined : value),
    ),
  );

describe('the rest adapter', () => {
  it.each(AUDIENCES.flatMap((audience) => ['de', 'en'].map((language) => [audience, language] as const)))(
    'tells a %s in %s over HTTP what the sample shop says',
    async (audience, language) => {
      server.use(...shopHandlers(BASE));
      const auth: ClientConfigInput =
        audience === 'guest' ? {} : { auth: { type: 'bearer', getToken: async () => audience } };
      const overWire = await everything(clientOf(restAdapter(), auth), language);
      expect(overWire).toEqual(await everything(createClient(memoryAdapter({}, { audience })), language));
      expect(overWire.every(({ status }) => status === 'ready')).toBe(true);
    },
  );

  it('asks the paths of the contract, in the language of the page', async () => {
    answering({ items: [], benefits: [], cart: [], guest: true });
    const client = clientOf(restAdapter());
    await Promise.all([
      settled(client.benefit('A 1', 'list', 'de-AT')),
      settled(client.benefit('B&2', 'list', 'de-AT')),
      settled(accountBenefits(client, 'account', 'de-AT')),
      settled(session(client, 'de-AT')),
      settled(quote(client, [{ sku: 'A 1', quantity: 2.5, netPrice: '57.2832' }], 'de-AT')),
    ]);
    expect(asked().sort()).toEqual([
      'GET /v1/benefits?context=account',
      'GET /v1/benefits?sku=A 1&sku=B&2&context=list',
      'GET /v1/session',
      'POST /v1/benefits/quote',
    ]);
    expect(new Set(requests.map(({ headers }) => headers.get('Accept-Language')))).toEqual(new Set(['de-AT']));
    const post = requests.find(({ method }) => method === 'POST')!;
    expect(await post.json()).toEqual({ lines: [{ sku: 'A 1', quantity: 2.5, netPrice: '57.2832' }] });
    expect(post.headers.get('Content-Type')).toBe('application/json');
    expect(requests.some(({ url }) => url.includes('B%262'))).toBe(true);
  });

  it('has a quote worked out for buyers, and passes the refusal of guests on', async () => {
    server.use(...shopHandlers(BASE));
    const lines = [{ sku: '121021', quantity: 10 }];
    const buyer = clientOf(restAdapter(), { auth: { type: 'bearer', getToken: async () => 'member' } });
    expect(await settled(quote(buyer, lines, 'de'))).toMatchObject({
      data: { totals: { saved: { amount: '30.79' } } },
    });
    expect(await settled(quote(clientOf(restAdapter()), lines, 'de'))).toMatchObject({
      error: { status: 401, code: 'unauthenticated' },
    });
  });

  it('asks for a quote again, because it only asks', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    let nth = 0;
    server.use(
      http.post(`${BASE}/v1/benefits/quote`, () =>
        ++nth < 3 ? new HttpResponse(null, { status: 503 }) : HttpResponse.json({ cart: [] }),
      ),
    );
    expect(await settled(quote(clientOf(restAdapter()), [{ sku: 'A', quantity: 1 }], 'de'))).toMatchObject({
      status: 'ready',
    });
    expect(nth).toBe(3);
  });

  it('reads what the backend can do', async () => {
    server.use(...shopHandlers(BASE));
    const request = vi.fn<TauRequest>(async () => ({ version: '1', capabilities: [] }));
    await restAdapter().capabilities!({ locale: 'de', signal: new AbortController().signal, request });
    expect(request).toHaveBeenCalledWith('/v1/capabilities', expect.objectContaining({ locale: 'de' }));
  });
});

describe('a mapping', () => {
  /** The foreign backend of the contract's example. */
  const theirs = {
    data: {
      benefits: [
        {
          number: 'A1',
          list: [{ id: 'b1', kind: 'invoice', title: 'Auf Rechnung', state: 'granted' }],
          internal: { margin: 0.4 },
        },
        { number: 'B2', list: [] },
      ],
      who: 'guest',
    },
  };
  const mapping = {
    path: '/customer-benefits',
    query: { numbers: "{sku|join(',')}" },
    pick: { items: 'data.benefits[*].{sku: number, benefits: list}' },
  };
  const mapped = (calls: Record<string, unknown>) => clientOf(restAdapter({ calls }));
  const errorOf = async (calls: Record<string, unknown>): Promise<TauError> => {
    const value = await settled(mapped(calls).benefit('A1', 'list', 'de'));
    if (value.status !== 'error') throw new Error('expected an error');
    return value.error;
  };

  it('says the example of the contract to a foreign backend', async () => {
    answering(theirs);
    const client = mapped({ benefits: mapping });
    const [a, b] = await Promise.all([
      settled(client.benefit('A1', 'list', 'de')),
      settled(client.benefit('B2', 'list', 'de')),
    ]);
    expect(asked()).toEqual(['GET /customer-benefits?numbers=A1,B2']);
    expect(a).toMatchObject({
      data: { audience: 'member', item: { sku: 'A1', benefits: [{ id: 'b1', title: 'Auf Rechnung' }] } },
    });
    expect(b).toMatchObject({ data: { item: { sku: 'B2', benefits: [] } } });
    expect(JSON.stringify(a)).not.toContain('margin');
    expect(requests[0]!.headers.get('Accept-Language')).toBe('de');
  });

  it('can pick further fields, and leaves out what it does not find', async () => {
    answering(theirs);
    const client = mapped({
      benefits: { ...mapping, pick: { ...mapping.pick, audience: 'data.who', reason: 'data.nothing' } },
    });
    expect(await settled(client.benefit('A1', 'list', 'de'))).toMatchObject({
      data: { audience: 'guest', reason: undefined },
    });
  });

  it('repeats a parameter, joins with any separator and passes on what is fixed', async () => {
    answering({ items: [] });
    const client = mapped({
      benefits: {
        query: { id: '{sku}', all: "{sku|join(';')}", plain: 'x{sku}y', where: '{context}', channel: 'shop' },
      },
    });
    await Promise.all(['A', 'B'].map((sku) => settled(client.benefit(sku, 'list', 'de'))));
    expect(asked()).toEqual(['GET /v1/benefits?id=A&id=B&all=A;B&plain=xA,By&where=list&channel=shop']);
  });

  it('changes only what it names', async () => {
    answering({ items: [], benefits: [], guest: true });
    const client = mapped({ session: { path: '/me' } });
    await Promise.all([settled(client.benefit('A', 'list', 'de')), settled(session(client, 'de'))]);
    expect(asked().sort()).toEqual(['GET /me', 'GET /v1/benefits?sku=A&context=list']);
  });

  it('puts values into a path that no article number can break out of', async () => {
    answering({ items: [] });
    const client = mapped({ benefits: { path: '/articles/{sku}/benefits?format=json' } });
    await settled(client.benefit('../../admin?x=1#y', 'list', 'de'));
    expect(new URL(requests[0]!.url).pathname).toBe('/api/articles/..%2F..%2Fadmin%3Fx%3D1%23y/benefits');
    expect(new URL(requests[0]!.url).searchParams.get('format')).toBe('json');
    await settled(client.benefit('half\ud83d', 'list', 'de'));
    expect(requests[1]!.url).toContain('/half%EF%BF%BD/');
    requests = [];
    for (const sku of ['.', '..']) {
      expect(await settled(client.benefit(sku, 'list', 'de'))).toMatchObject({ error: { kind: 'invalid' } });
    }
    expect(requests).toEqual([]);
  });

  it.each([
    '//evil.example/{sku}',
    '{sku}',
    'evil.example/x',
    '@evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '.',
  ])('with the path %j never reaches another host', async (path) => {
    for (const sku of ['A1', '//evil.example', '@evil.example', '.evil.example', '\\evil']) {
      const value = await settled(mapped({ benefits: { path } }).benefit(sku, 'list', 'de'));
      expect(value).toMatchObject({
        error: {
          kind: 'config',
          message: 'the mapping of "/v1/benefits" has a "path" that does not begin with one "/"',
        },
      });
    }
    expect(requests).toEqual([]);
  });

  it('with a value at its very beginning stays on its host, whatever the value is', async () => {
    answering({ items: [], cart: [] });
    const calls = { benefits: { path: '/{sku}/benefits' }, quote: { path: '/{sku}/benefits' } };
    for (const sku of ['/evil.example', '//evil.example', '\\evil.example', '@evil.example', '\t/evil.example']) {
      await settled(mapped(calls).benefit(sku, 'list', 'de'));
    }
    expect(requests).toHaveLength(5);
    for (const { url } of requests) expect(url.startsWith(`${BASE}/`)).toBe(true);
    // A cart without lines leaves nothing between the slashes, which a `baseUrl` of `/` would take for a host.
    expect(await settled(quote(mapped(calls), [], 'de'))).toMatchObject({ error: { kind: 'invalid' } });
    expect(requests).toHaveLength(5);
  });

  it('tells a quote by the lines of the cart', async () => {
    answering({ result: { cart: [] } });
    const client = mapped({
      quote: {
        path: '/cart-benefits',
        query: { numbers: "{sku|join(',')}", counts: "{quantity|join(',')}" },
        pick: { cart: 'result.cart' },
      },
    });
    const lines = [
      { sku: 'A', quantity: 2 },
      { sku: 'B', quantity: 3 },
    ];
    expect(await settled(quote(client, lines, 'de'))).toMatchObject({ status: 'ready' });
    expect(asked()).toEqual(['POST /cart-benefits?numbers=A,B&counts=2,3']);
  });

  it('switches a call off, so that its widgets take no room', async () => {
    const client = mapped({ quote: { supported: false } });
    expect(await settled(quote(client, [], 'de'))).toMatchObject({ error: { kind: 'unsupported' } });
    expect(requests).toEqual([]);
  });

  it.each([
    [
      'an unknown value',
      { query: { x: '{article}' } },
      'the mapping of "/v1/benefits" uses the unknown value {article}',
    ],
    [
      'an inherited name',
      { query: { x: '{constructor}' } },
      'the mapping of "/v1/benefits" uses the unknown value {constructor}',
    ],
    [
      'an unknown value in the path',
      { path: '/{nothing}' },
      'the mapping of "/v1/benefits" uses the unknown value {nothing}',
    ],
    [
      'an expression that is none',
      { pick: { items: 'data.[' } },
      'the mapping of "/v1/benefits" cannot read "items": ',
    ],
    [
      'an unknown function',
      { pick: { items: 'nonsense(data)' } },
      'the mapping of "/v1/benefits" cannot read "items": ',
    ],
    ['a path that is no text', { path: 5 }, 'the mapping of "/v1/benefits" has a "path" that is not a text'],
    [
      'a parameter that is no text',
      { query: { x: 5 } },
      'the mapping of "/v1/benefits" has a "query.x" that is not a text',
    ],
    [
      'an expression that is no text',
      { pick: { items: null } },
      'the mapping of "/v1/benefits" has a "pick.items" that is not a text',
    ],
  ])('with %s says so in one sentence', async (_, wrong, sentence) => {
    answering(theirs);
    const error = await errorOf({ benefits: wrong });
    expect(error.kind).toBe('config');
    expect(error.message.startsWith(sentence)).toBe(true);
    expect(error.message).not.toContain('\n');
  });

  it('of an answer that is something else is an invalid answer, not a crash', async () => {
    for (const answer of [null, [], 'text', 5, { data: null }, { data: { benefits: 'none' } }]) {
      answering(answer);
      expect((await errorOf({ benefits: mapping })).kind).toBe('invalid');
    }
    server.use(http.all(`${BASE}/*`, () => new HttpResponse(null, { status: 204 })));
    expect((await errorOf({ benefits: mapping })).kind).toBe('invalid');
  });

  it('passes refusals of the backend on as they are', async () => {
    server.use(http.all(`${BASE}/*`, () => HttpResponse.json({ code: 'forbidden' }, { status: 403 })));
    expect(await errorOf({ benefits: mapping })).toMatchObject({ kind: 'http', status: 403, code: 'forbidden' });
  });
});

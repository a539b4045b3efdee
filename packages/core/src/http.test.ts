import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig, type ClientConfigInput } from './config.js';
import { TauError } from './errors.js';
import { createHttp, type Http } from './http.js';
import { retryAfter } from './recover.js';

/** A real server on this machine: what it does to a connection, no mock does. */
let baseUrl: string;
let answer: (request: IncomingMessage, response: ServerResponse, nth: number) => void;
let asked: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (piece: string) => (body += piece));
  request.on('end', () => {
    const nth = asked.push({ method: request.method!, url: request.url!, headers: request.headers, body });
    answer(request, response, nth);
  });
  request.on('error', () => {});
  response.on('error', () => {});
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  asked = [];
  // Waits are proven by their numbers; nobody sits them out.
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const json = (response: ServerResponse, data: unknown, status = 200, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(data));
const problem = (response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}) =>
  json(response, { code, status }, status, { 'Content-Type': 'application/problem+json', ...headers });

const createWith = (
  input: ClientConfigInput = {},
  onIdentity: (subject: string | undefined) => void = () => {},
): Http => createHttp(readConfig({ baseUrl, timeoutMs: 2000, ...input }), onIdentity);

async function errorOf(promise: Promise<unknown>): Promise<TauError> {
  const error = await promise.then(
    (data) => expect.fail(`expected an error, got ${JSON.stringify(data)}`),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TauError);
  return error as TauError;
}
const jwt = (payload: object) => `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.sig`;

describe('a request', () => {
  it('carries language, parameters and body as the contract says', async () => {
    answer = (_, response) => json(response, { fine: true });
    const { request } = createWith();
    expect(
      await request('/v1/benefits', {
        locale: 'de-AT',
        query: { sku: ['A 1', 'ö+&/'], context: 'list', none: undefined },
      }),
    ).toEqual({ fine: true });
    await request('/v1/benefits/quote?own=1', { method: 'POST', safe: true, body: { lines: [] }, query: { x: 'y' } });
    const [get, post] = asked;
    expect(get!.url).toBe('/v1/benefits?sku=A%201&sku=%C3%B6%2B%26%2F&context=list');
    expect(get!.headers).toMatchObject({ accept: 'application/json', 'accept-language': 'de-AT' });
    expect(get!.headers).not.toHaveProperty('content-type');
    expect(post).toMatchObject({ method: 'POST', url: '/v1/benefits/quote?own=1&x=y', body: '{"lines":[]}' });
    expect(post!.headers).toMatchObject({ 'content-type': 'application/json' });
  });

  it('does not let one broken article number spoil the whole call', async () => {
    answer = (_, response) => json(response, {});
    await createWith().request('/v1/benefits', { query: { sku: ['A1', 'B\ud800'] } });
    expect(asked[0]!.url).toBe('/v1/benefits?sku=A1&sku=B%EF%BF%BD');
  });

  it('puts one slash between base and path', async () => {
    answer = (_, response) => json(response, {});
    await createWith({ baseUrl: `${baseUrl}/loyalty/` }).request('/v1/session');
    expect(asked[0]!.url).toBe('/loyalty/v1/session');
  });

  it('takes an answer without a body for nothing', async () => {
    answer = (_, response) => response.writeHead(204).end();
    expect(await createWith().request('/v1/session')).toBeUndefined();
  });

  it('learns the time of the server', async () => {
    answer = (_, response) => json(response, {}, 200, { Date: new Date(Date.now() + 3_600_000).toUTCString() });
    const http = createWith();
    expect(http.clockOffset()).toBe(0);
    await http.request('/v1/session');
    expect(Math.abs(http.clockOffset() - 3_600_000)).toBeLessThan(3000);
    answer = (_, response) => json(response, {}, 200, { Date: 'nonsense' });
    await http.request('/v1/session');
    expect(Math.abs(http.clockOffset() - 3_600_000)).toBeLessThan(3000);
  });
});

describe('an answer that cannot be used', () => {
  it.each([
    ['is HTML', '<!doctype html><title>Sign in</title>'],
    ['is cut off', '{"items":[{"sku":"A'],
    ['is no JSON', 'undefined'],
    ['has something behind it', '{} {}'],
    ['is broken UTF-8', Buffer.from([0xff, 0xfe, 0x00])],
  ])('is invalid and not asked for again when it %s', async (_, body) => {
    answer = (_request, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(body);
    const error = await errorOf(createWith().request('/v1/benefits'));
    expect(error.kind).toBe('invalid');
    expect(error.message).toMatch(/^the answer is not JSON but begins with "/);
    expect(error.message.length).toBeLessThan(120);
    expect(asked).toHaveLength(1);
  });

  it('passes a text of a megabyte, which the schemas cut', async () => {
    answer = (_, response) => json(response, { title: 'x'.repeat(1_000_000) });
    expect(await createWith().request('/')).toEqual({ title: 'x'.repeat(1_000_000) });
  });

  it('is not read further than a megabyte, of fifty', async () => {
    let sent = 0;
    let ended: () => void;
    const stopped = new Promise<void>((resolve) => (ended = resolve));
    answer = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const piece = Buffer.alloc(64 * 1024, 'x');
      response.on('close', () => ended());
      const more = () => {
        while (sent < 50 << 20 && !response.destroyed) {
          sent += piece.length;
          if (!response.write(piece)) return response.once('drain', more);
        }
        return response.end();
      };
      more();
    };
    const read = countReadBytes();
    const error = await errorOf(createWith().request('/'));
    expect(error).toMatchObject({ kind: 'invalid', message: 'the answer is larger than 1 MiB' });
    await stopped;
    expect(read()).toBeGreaterThan(1 << 20);
    expect(read()).toBeLessThan((1 << 20) + 256 * 1024);
    // What else was sent waits in buffers of the operating system.
    expect(sent).toBeLessThan(20 << 20);
    expect(asked).toHaveLength(1);
  });

  it('is asked for again when the connection is cut in the middle of it', async () => {
    answer = (_, response, nth) => {
      if (nth === 3) return json(response, { third: true });
      response.writeHead(200, { 'Content-Length': '1000' }).write('{"items":');
      return setTimeout(() => response.destroy(), 10);
    };
    expect(await createWith().request('/')).toEqual({ third: true });
    expect(asked).toHaveLength(3);
  });

  it('is a problem of the network when nobody listens', async () => {
    const error = await errorOf(createWith({ baseUrl: 'http://127.0.0.1:1' }).request('/v1/session'));
    expect(error.kind).toBe('network');
    expect(error.message).toContain('connect-src');
  });

  it('is a timeout when the head does not come, or the rest of the body', async () => {
    const waiting: ServerResponse[] = [];
    answer = (request, response) => {
      waiting.push(response);
      if (request.url === '/body') response.writeHead(200).write('{"half":');
    };
    const { request } = createWith({ timeoutMs: 60, retry: { attempts: 1 } });
    const start = performance.now();
    expect((await errorOf(request('/head'))).kind).toBe('timeout');
    expect((await errorOf(request('/body'))).kind).toBe('timeout');
    expect(performance.now() - start).toBeLessThan(1500);
    waiting.forEach((response) => response.destroy());
  });

  it('says so when the browser knows that there is no network, and does not try again', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    answer = (_, response) => response.destroy();
    expect((await errorOf(createWith().request('/'))).kind).toBe('offline');
    expect(asked).toHaveLength(1);
  });
});

describe('an error status', () => {
  it.each([
    [400, 1],
    [403, 1],
    [404, 1],
    [409, 1],
    [410, 1],
    [422, 1],
    [408, 3],
    [425, 3],
    [429, 3],
    [500, 3],
    [502, 3],
    [503, 3],
    [504, 3],
  ])('%i is asked %i times in all', async (status, times) => {
    answer = (_, response) => problem(response, status, 'some-code');
    const error = await errorOf(createWith().request('/v1/benefits'));
    expect(error).toMatchObject({ kind: 'http', status, code: 'some-code' });
    expect(asked).toHaveLength(times);
  });

  it('is as many tries as the configuration allows', async () => {
    answer = (_, response) => problem(response, 500, 'internal');
    for (const attempts of [1, 2, 4]) {
      asked = [];
      await errorOf(createWith({ retry: { attempts } }).request('/', { method: 'GET' }));
      expect(asked).toHaveLength(attempts);
    }
  });

  it('501 means that the backend does not offer the call', async () => {
    answer = (_, response) => problem(response, 501, 'x');
    expect((await errorOf(createWith().request('/'))).kind).toBe('unsupported');
    expect(asked).toHaveLength(1);
  });

  it('has no code when a proxy answers with HTML, or JSON of its own', async () => {
    const bodies = ['<h1>Bad gateway</h1>', 'null', '{"code":502}', '[]'];
    answer = (_, response, nth) => response.writeHead(404).end(bodies[nth - 1]);
    for (const _ of bodies) expect((await errorOf(createWith().request('/'))).code).toBeUndefined();
  });

  it('gives the answer when a later try succeeds', async () => {
    answer = (_, response, nth) => (nth < 3 ? problem(response, 503, 'busy') : json(response, { nth }));
    expect(await createWith().request('/')).toEqual({ nth: 3 });
  });

  it('never has a write repeated that is not safe to repeat', async () => {
    answer = (_, response) => problem(response, 503, 'busy');
    const { request } = createWith();
    await errorOf(request('/v1/feedback', { method: 'POST', body: {} }));
    expect(asked).toHaveLength(1);
    await errorOf(request('/v1/feedback', { method: 'POST', body: {}, idempotencyKey: 'one-key' }));
    expect(asked.slice(1).map(({ headers }) => headers['idempotency-key'])).toEqual(['one-key', 'one-key', 'one-key']);
  });

  it('never has a write repeated whose answer got lost', async () => {
    answer = (_, response) => response.destroy();
    await errorOf(createWith().request('/v1/feedback', { method: 'POST', body: {} }));
    expect(asked).toHaveLength(1);
  });
});

describe('waiting', () => {
  /** What is waited for between the tries, in milliseconds; nobody really waits. */
  function recordWaits(): number[] {
    const waits: number[] = [];
    const real = globalThis.setTimeout;
    vi.stubGlobal('setTimeout', (callback: () => void, ms: number, ...rest: []) => {
      // Platform and request have timers of their own.
      if (!new Error().stack!.split('\n')[2]!.includes('recover')) return real(callback, ms, ...rest);
      waits.push(ms);
      return real(callback, 0);
    });
    return waits;
  }

  it('obeys Retry-After in seconds', async () => {
    answer = (_, response, nth) =>
      nth < 2 ? problem(response, 429, 'slow', { 'Retry-After': '7' }) : json(response, {});
    const waits = recordWaits();
    await createWith().request('/');
    expect(waits).toEqual([7000]);
  });

  it('obeys Retry-After as a date by the clock of the server, not of a phone that is an hour late', async () => {
    const serverNow = Date.now() + 3_600_000;
    const date = (ms: number) => new Date(ms).toUTCString();
    answer = (_, response, nth) =>
      nth < 2
        ? problem(response, 503, 'busy', { 'Retry-After': date(serverNow + 20_000), Date: date(serverNow) })
        : json(response, {});
    const waits = recordWaits();
    await createWith().request('/');
    const [wait] = waits;
    expect(wait).toBeGreaterThan(17_000);
    expect(wait).toBeLessThan(22_000);
  });

  it('gives up when the backend asks for more than a minute of patience', async () => {
    answer = (_, response) => problem(response, 429, 'slow', { 'Retry-After': '61' });
    const error = await errorOf(createWith().request('/'));
    expect(error).toMatchObject({ status: 429, retryAfter: '61' });
    expect(asked).toHaveLength(1);
  });

  it('takes a wish that cannot be read, or a past date, for none', () => {
    const now = Date.UTC(2026, 0, 1);
    for (const text of [null, undefined, '', 'soon', '-5', '1.5', 'Wed, 31 Dec 2025 23:59:59 GMT']) {
      expect(retryAfter(text, now)).toBeUndefined();
    }
    expect(retryAfter('0', now)).toBe(0);
    expect(retryAfter(' 120 ', now)).toBe(120_000);
    expect(retryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30_000);
  });

  it('is spread over the whole of a time that doubles: full jitter', async () => {
    vi.mocked(Math.random).mockRestore();
    answer = (_, response) => problem(response, 500, 'internal');
    const waits = recordWaits();
    const rounds = 150;
    for (let i = 0; i < rounds; i++) await errorOf(createWith({ retry: { attempts: 3 } }).request('/'));
    expect(waits).toHaveLength(2 * rounds);
    for (const [nth, most] of [600, 1200].entries()) {
      const sorted = waits.filter((_, i) => i % 2 === nth).sort((a, b) => a - b);
      // Kolmogorov-Smirnov against the uniform distribution; 1.95 / sqrt(n) is passed by chance once in a thousand.
      const distance = Math.max(...sorted.map((ms, i) => Math.abs(ms / most - (i + 0.5) / rounds)));
      expect(distance).toBeLessThan(2.3 / Math.sqrt(rounds));
      expect(sorted.at(-1)).toBeLessThan(most);
    }
  });

  it('ends when nobody waits for the answer any more', async () => {
    vi.mocked(Math.random).mockReturnValue(0.999);
    answer = (_, response) => problem(response, 500, 'internal');
    const control = new AbortController();
    const request = createWith().request('/', { signal: control.signal });
    setTimeout(() => control.abort(), 50);
    const start = performance.now();
    await expect(request).rejects.toMatchObject({ name: 'AbortError' });
    // The wait would have been 600 ms.
    expect(performance.now() - start).toBeLessThan(400);
    const before = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(asked).toHaveLength(before);
  });

  it('does not begin for a request that nobody waits for', async () => {
    answer = (_, response) => json(response, {});
    await expect(createWith().request('/', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(asked).toHaveLength(0);
  });

  it('ends a request under way when nobody waits for it any more', async () => {
    const closed = new Promise<void>((resolve) => {
      answer = (_, response) => void response.on('close', resolve);
    });
    const control = new AbortController();
    const request = createWith().request('/', { signal: control.signal });
    setTimeout(() => control.abort(), 30);
    await expect(request).rejects.toMatchObject({ name: 'AbortError' });
    await closed;
    expect(asked).toHaveLength(1);
  });
});

describe('the circuit breaker', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  it('leaves a backend alone after five failures in a row, and asks again after a while', async () => {
    answer = (_, response) => problem(response, 500, 'internal');
    const { request } = createWith();
    await errorOf(request('/1'));
    await errorOf(request('/2'));
    expect(asked).toHaveLength(5);

    vi.setSystemTime(Date.now() + 14_000);
    expect((await errorOf(request('/3'))).message).toContain('left alone');
    expect(asked).toHaveLength(5);

    vi.setSystemTime(Date.now() + 2000);
    answer = (_, response) => json(response, { well: true });
    expect(await request('/4')).toEqual({ well: true });
  });

  it('does not rest longer because somebody keeps asking meanwhile', async () => {
    answer = (_, response) => problem(response, 500, 'internal');
    const { request } = createWith();
    await errorOf(request('/1'));
    await errorOf(request('/2'));
    for (let second = 0; second < 14; second++) {
      vi.setSystemTime(Date.now() + 1000);
      await errorOf(request('/again'));
    }
    expect(asked).toHaveLength(5);
    vi.setSystemTime(Date.now() + 2000);
    answer = (_, response) => json(response, { well: true });
    expect(await request('/4')).toEqual({ well: true });
  });

  it('stops the tries of all requests, so that 50 parallel ones stay few', async () => {
    answer = (_, response) => problem(response, 503, 'busy');
    const { request } = createWith();
    await Promise.all([...Array(50).keys()].map((i) => errorOf(request(`/${i}`))));
    // Before the fifth failure four may have tried again; without a breaker it would be 150.
    expect(asked.length).toBeLessThanOrEqual(54);
  });

  it('counts failures in a row only, and none of a device without network', async () => {
    const { request } = createWith({ retry: { attempts: 2 } });
    for (let i = 0; i < 5; i++) {
      answer = (_, response) => problem(response, 500, 'internal');
      await errorOf(request('/bad'));
      answer = (_, response) => json(response, {});
      await request('/good');
    }
    expect(asked).toHaveLength(15);
    vi.stubGlobal('navigator', { onLine: false });
    answer = (_, response) => response.destroy();
    for (let i = 0; i < 6; i++) expect((await errorOf(request('/'))).kind).toBe('offline');
  });

  it('forgets its failures when the page comes back online', async () => {
    answer = (_, response) => problem(response, 500, 'internal');
    const http = createWith();
    await errorOf(http.request('/1'));
    await errorOf(http.request('/2'));
    http.forget();
    answer = (_, response) => json(response, { well: true });
    expect(await http.request('/3')).toEqual({ well: true });
  });
});

describe('a bearer token', () => {
  const bearer = (getToken: (why: { reason: string }) => Promise<unknown>): ClientConfigInput => ({
    auth: { type: 'bearer', getToken: getToken as never },
  });
  const tokensSeen = () => asked.map(({ headers }) => headers.authorization?.replace('Bearer ', ''));

  it('is asked for once by everybody, sent as a header and never part of an address', async () => {
    answer = (_, response) => json(response, {});
    const getToken = vi.fn(async () => 'secret-token');
    const { request } = createWith(bearer(getToken));
    await Promise.all([...Array(20).keys()].map((i) => request(`/${i}`, { query: { a: 'b' } })));
    expect(getToken).toHaveBeenCalledTimes(1);
    expect(getToken).toHaveBeenCalledWith({ reason: 'first' });
    expect(new Set(tokensSeen())).toEqual(new Set(['secret-token']));
    expect(asked.some(({ url }) => url.includes('secret'))).toBe(false);
  });

  it('is renewed once for 50 requests that were refused together', async () => {
    const getToken = vi.fn(async ({ reason }: { reason: string }) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return { token: reason === 'first' ? 'old' : 'new', subject: 'A' };
    });
    answer = ({ headers }, response) =>
      headers.authorization === 'Bearer new' ? json(response, {}) : problem(response, 401, 'unauthenticated');
    const identities: unknown[] = [];
    const { request } = createWith(bearer(getToken), (subject) => identities.push(subject));
    await Promise.all([...Array(50).keys()].map((i) => request(`/${i}`)));
    expect(getToken.mock.calls.map(([{ reason }]) => reason)).toEqual(['first', 'expired']);
    expect(asked).toHaveLength(100);
    expect(identities).toEqual([]);
  });

  it('makes the buyer a guest when it is refused twice, and says so once', async () => {
    const getToken = vi.fn(async () => ({ token: 'bad', subject: 'A' }));
    answer = ({ headers }, response) =>
      headers.authorization ? problem(response, 401, 'unauthenticated') : json(response, { guest: true });
    const identities: unknown[] = [];
    const { request } = createWith(bearer(getToken), (subject) => identities.push(subject));
    const answers = await Promise.all([...Array(50).keys()].map((i) => request(`/${i}`)));
    expect(answers).toEqual(Array(50).fill({ guest: true }));
    expect(getToken).toHaveBeenCalledTimes(2);
    expect(asked.length).toBeLessThanOrEqual(150);
    expect(identities).toEqual([undefined]);
  });

  it('ends with 401 when not even guests are let in, without going in circles', async () => {
    answer = (_, response) => problem(response, 401, 'unauthenticated');
    const { request } = createWith(bearer(async () => 'bad'));
    expect(await errorOf(request('/'))).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(asked).toHaveLength(3);
    asked = [];
    await errorOf(createWith().request('/'));
    expect(asked).toHaveLength(1);
  });

  it('stays refused: later requests are a guest’s, without another question, until the page asks anew', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const getToken = vi.fn(async () => ({ token: 'bad', subject: 'A', expiresIn: 600 }));
    answer = (_, response) => problem(response, 401, 'unauthenticated');
    const http = createWith(bearer(getToken));
    await errorOf(http.request('/'));
    for (let i = 0; i < 5; i++) {
      vi.setSystemTime(Date.now() + 60_000);
      await errorOf(http.request('/'));
    }
    expect(getToken).toHaveBeenCalledTimes(2);
    expect(asked).toHaveLength(3 + 5);
    http.forget();
    await errorOf(http.request('/'));
    expect(getToken).toHaveBeenCalledTimes(4);
    vi.setSystemTime(Date.now() + 600_000);
    await errorOf(http.request('/'));
    expect(getToken).toHaveBeenCalledTimes(6);
    vi.useRealTimers();
  });

  it('that was refused does not make a guest of the buyer who has a newer one', async () => {
    let http!: Http;
    let nth = 0;
    const identities: unknown[] = [];
    answer = ({ headers }, response) => {
      if (headers.authorization === 'Bearer t3') return json(response, {});
      // The page asks anew while the second refusal is on its way.
      if (headers.authorization === 'Bearer t2') http.forget();
      problem(response, 401, 'unauthenticated');
    };
    http = createWith(
      bearer(async () => ({ token: `t${++nth}`, subject: 'A' })),
      (subject) => identities.push(subject),
    );
    await http.request('/');
    expect(tokensSeen()).toEqual(['t1', 't2', 't3']);
    expect(identities).toEqual([]);
  });

  it('is renewed also when the page could not give one at first', async () => {
    const tokens = [() => Promise.reject(new Error('restarting')), async () => 'old', async () => 'new'];
    answer = ({ headers }, response) =>
      headers.authorization === 'Bearer new' ? json(response, {}) : problem(response, 401, 'unauthenticated');
    await createWith(bearer(() => tokens.shift()!())).request('/');
    expect(tokensSeen()).toEqual(['old', 'new']);
  });

  it('is not quoted when the page’s own code fails over it, and leaves no timer behind', async () => {
    answer = (_, response) => json(response, {});
    const failing = createWith({
      ...bearer(async () => JSON.parse('secret-token')),
      retry: { attempts: 1 },
    });
    const error = await errorOf(failing.request('/'));
    expect(error).toMatchObject({ kind: 'network', message: 'getToken failed: SyntaxError' });
    const clear = vi.spyOn(globalThis, 'clearTimeout');
    const set = vi.spyOn(globalThis, 'setTimeout');
    await createWith({ ...bearer(async () => 'T'), timeoutMs: 4321 }).request('/');
    const ours = set.mock.results.filter((_, i) => set.mock.calls[i]![1] === 4321).map(({ value }) => value as unknown);
    expect(ours).toHaveLength(2);
    for (const timer of ours) expect(clear).toHaveBeenCalledWith(timer);
  });

  it('is asked for again after signing out only when the page begins anew', async () => {
    answer = (_, response) => json(response, {});
    const identities: unknown[] = [];
    const http = createWith(
      bearer(async () => 'T'),
      (subject) => identities.push(subject),
    );
    await http.request('/');
    http.signOut();
    http.forget();
    await http.request('/');
    http.forget(true);
    await http.request('/');
    expect(tokensSeen()).toEqual(['T', undefined, 'T']);
    expect(identities).toEqual([]);
  });

  it('is renewed also for a write that was refused before it did anything', async () => {
    const getToken = vi.fn(async ({ reason }: { reason: string }) => reason);
    answer = ({ headers }, response) =>
      headers.authorization === 'Bearer expired' ? json(response, {}, 201) : problem(response, 401, 'unauthenticated');
    await createWith(bearer(getToken)).request('/v1/feedback', { method: 'POST', body: { score: 9 } });
    expect(asked.map(({ body }) => body)).toEqual(['{"score":9}', '{"score":9}']);
  });

  it.each([[null], [undefined], [''], [{}]])('that the page does not have (%j) makes a guest', async (nothing) => {
    answer = (_, response) => json(response, {});
    await createWith(bearer(async () => nothing)).request('/');
    expect(tokensSeen()).toEqual([undefined]);
  });

  it('is asked for again after a failed attempt', async () => {
    answer = (_, response) => json(response, {});
    let calls = 0;
    const { request } = createWith(
      bearer(async () => {
        if (++calls === 1) throw new Error('the shop is restarting');
        return 'token';
      }),
    );
    await request('/');
    expect(calls).toBe(2);
    expect(tokensSeen()).toEqual(['token']);
  });

  it('is not waited for for ever', async () => {
    answer = (_, response) => json(response, {});
    const { request } = createWith({ ...bearer(() => new Promise(() => {})), timeoutMs: 50, retry: { attempts: 1 } });
    expect(await errorOf(request('/'))).toMatchObject({ kind: 'timeout', message: 'no token within 50 ms' });
    expect(asked).toHaveLength(0);
  });

  it('is renewed shortly before it ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    answer = (_, response) => json(response, {});
    let nth = 0;
    const { request } = createWith(bearer(async () => ({ token: `t${++nth}`, expiresIn: 100, subject: 'A' })));
    await request('/');
    vi.setSystemTime(Date.now() + 69_000);
    await request('/');
    vi.setSystemTime(Date.now() + 2000);
    await Promise.all([request('/'), request('/')]);
    expect(tokensSeen()).toEqual(['t1', 't1', 't2', 't2']);
    vi.useRealTimers();
  });

  it('tells when it belongs to somebody else, by its subject, its `sub` or itself', async () => {
    answer = (_, response) => json(response, {});
    const identitiesOf = async (...tokens: unknown[]) => {
      const identities: (string | undefined)[] = [];
      const left = [...tokens];
      const http = createWith(
        bearer(async () => left.shift()),
        (subject) => identities.push(subject),
      );
      for (const _ of tokens) {
        await http.request('/');
        http.forget();
      }
      return identities;
    };
    expect(
      await identitiesOf({ token: 'a', subject: 'A' }, { token: 'b', subject: 'A' }, { token: 'c', subject: 'B' }),
    ).toEqual(['B']);
    expect(await identitiesOf(jwt({ sub: 'A', n: 1 }), jwt({ sub: 'A', n: 2 }), jwt({ sub: 'B' }))).toEqual(['B']);
    expect(await identitiesOf(undefined, jwt({ sub: 'A' }), undefined)).toEqual(['A', undefined]);
    // A token that names nobody is only renewed; that it came or went is a change.
    expect(await identitiesOf(jwt({ n: 1 }), jwt({ n: 2 }))).toEqual([]);
    expect(await identitiesOf('opaque-1', 'opaque-2', 'opaque-3')).toEqual([]);
    expect(await identitiesOf('opaque-1', undefined, 'opaque-2')).toHaveLength(2);
  });

  it('that comes after signing out is not used, and changes nothing', async () => {
    answer = (_, response) => json(response, {});
    let give!: (token: unknown) => void;
    const identities: unknown[] = [];
    const http = createWith(
      bearer(() => new Promise((resolve) => (give = resolve))),
      (subject) => identities.push(subject),
    );
    const request = http.request('/');
    http.signOut();
    give({ token: 'late', subject: 'A' });
    await request;
    await http.request('/');
    expect(tokensSeen()).toEqual([undefined, undefined]);
    expect(identities).toEqual([]);
  });

  it('that was asked for before the page asked anew does not overrule the newer one', async () => {
    answer = (_, response) => json(response, {});
    const givers: ((token: unknown) => void)[] = [];
    const identities: unknown[] = [];
    const http = createWith(
      bearer(() => new Promise((resolve) => givers.push(resolve))),
      (subject) => identities.push(subject),
    );
    const first = http.request('/');
    http.forget();
    const second = http.request('/');
    givers[1]!({ token: 'new', subject: 'B' });
    await second;
    givers[0]!({ token: 'old', subject: 'A' });
    await first;
    expect(identities).toEqual([]);
    await http.request('/');
    expect(givers).toHaveLength(2);
    expect(tokensSeen().at(-1)).toBe('new');
  });

  describe('from an address of the shop', () => {
    const fromUrl = (): ClientConfigInput => ({ auth: { type: 'bearer', tokenUrl: `${baseUrl}/token` } });
    const tokenThen = (give: (response: ServerResponse) => void) => {
      answer = ({ url }, response) => (url === '/token' ? give(response) : json(response, {}));
    };
    const last = () => asked.at(-1)!.headers.authorization;

    it('is fetched from there', async () => {
      tokenThen((response) => json(response, { token: 'T', expiresIn: '600', subject: 'A' }));
      const { request } = createWith(fromUrl());
      await request('/a');
      await request('/b');
      expect(asked.map(({ url }) => url)).toEqual(['/token', '/a', '/b']);
      expect(last()).toBe('Bearer T');
    });

    it.each([204, 401, 403])('makes a guest when it answers %i', async (status) => {
      tokenThen((response) => response.writeHead(status).end());
      await createWith(fromUrl()).request('/a');
      expect(asked.map(({ url }) => url)).toEqual(['/token', '/a']);
      expect(last()).toBeUndefined();
    });

    it.each(['{"token":5}', '{"token":null}', 'null', '{}'])('makes a guest of %s', async (body) => {
      tokenThen((response) => response.writeHead(200).end(body));
      await createWith(fromUrl()).request('/a');
      expect(last()).toBeUndefined();
    });

    it('is never quoted, whatever the shop answers with', async () => {
      for (const body of ['secret-token', '"secret-token', '{"token":"secret-token"']) {
        tokenThen((response) => response.writeHead(200).end(body));
        const { message } = await errorOf(createWith(fromUrl()).request('/a'));
        expect(message).toBe('the answer of tokenUrl is not JSON');
      }
      answer = ({ url }, response) =>
        url === '/token'
          ? response.writeHead(302, { Location: '/gone?token=secret-token' }).end()
          : response.writeHead(404).end();
      expect((await errorOf(createWith(fromUrl()).request('/a'))).message).toBe(`${baseUrl}/token answered 404`);
    });

    it('is tried again when the shop fails', async () => {
      tokenThen((response) => (asked.length < 3 ? response.writeHead(500).end() : json(response, { token: 'T' })));
      await createWith(fromUrl()).request('/a');
      expect(asked.map(({ url }) => url)).toEqual(['/token', '/token', '/token', '/a']);
    });

    it('is an error, not a guest, when the shop answers with a page', async () => {
      tokenThen((response) => response.writeHead(200).end('<!doctype html>'));
      expect((await errorOf(createWith(fromUrl()).request('/a'))).kind).toBe('invalid');
      expect(asked.map(({ url }) => url)).toEqual(['/token']);
    });
  });
});

describe('a cookie session', () => {
  const initOf = (input: ClientConfigInput) => {
    const inits: RequestInit[] = [];
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
      inits.push(init);
      return new Response('{}');
    });
    return { inits, http: createWith(input) };
  };

  it('goes along, and writes carry the CSRF token of the moment', async () => {
    let token: string | undefined = 'one';
    const { inits, http } = initOf({ auth: { type: 'cookie', getCsrfToken: () => token } });
    await http.request('/');
    await http.request('/', { method: 'POST', body: {} });
    token = 'two';
    await http.request('/', { method: 'POST', body: {} });
    token = undefined;
    await http.request('/', { method: 'POST', body: {} });
    expect(inits.map(({ credentials }) => credentials)).toEqual(Array(4).fill('include'));
    expect(inits.map(({ headers }) => (headers as Record<string, string>)['X-CSRF-Token'])).toEqual([
      undefined,
      'one',
      'two',
      undefined,
    ]);
  });

  it('has the header that the shop names', async () => {
    const { inits, http } = initOf({ auth: { type: 'cookie', csrfHeader: 'X-Shop-Token', getCsrfToken: () => 't' } });
    await http.request('/', { method: 'POST', body: {} });
    expect(inits[0]!.headers).toMatchObject({ 'X-Shop-Token': 't' });
  });

  it('stays at home after signing out', async () => {
    const { inits, http } = initOf({ auth: { type: 'cookie' } });
    http.signOut();
    await http.request('/');
    expect(inits[0]!.credentials).toBe('omit');
  });

  it('never goes along in the other modes', async () => {
    const none = initOf({});
    await none.http.request('/');
    expect(none.inits[0]!.credentials).toBe('omit');
    const bearer = initOf({ auth: { type: 'bearer', getToken: async () => 'T' } });
    await bearer.http.request('/');
    expect(bearer.inits[0]!.credentials).toBe('omit');
  });
});

/** Counts what is read of bodies. */
function countReadBytes(): () => number {
  let bytes = 0;
  const real = ReadableStreamDefaultReader.prototype.read;
  vi.spyOn(ReadableStreamDefaultReader.prototype, 'read').mockImplementation(async function (
    this: ReadableStreamDefaultReader<Uint8Array>,
  ) {
    const result = await real.call(this);
    bytes += (result.value as Uint8Array | undefined)?.length ?? 0;
    return result;
  } as never);
  return () => bytes;
}

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { checkContract, contractChecks, type ContractOptions } from './contract.js';
import { shopResponse } from './shop-http.js';
import { ARTICLES } from './shop.js';

const ORIGIN = 'https://shop.example';
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A server of nothing but Node; `spoil` breaks its answers. */
async function serve(
  spoil: (response: Response, request: Request) => Response | Promise<Response> = (response) => response,
): Promise<ContractOptions> {
  const server = createServer(async (incoming, outgoing) => {
    const request = await requestOf(incoming);
    const response = await spoil(
      await shopResponse(request.clone(), { basePath: '/loyalty', corsOrigins: [ORIGIN] }),
      request,
    );
    outgoing.sendDate = false;
    outgoing.writeHead(response.status, [...response.headers].flat()).end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/loyalty`,
    token: 'member',
    skus: ARTICLES.map(({ sku }) => sku),
    origin: ORIGIN,
  };
}

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const { method = 'GET', url, headers } = incoming;
  return new Request(`http://127.0.0.1${url}`, {
    method,
    headers: headers as Record<string, string>,
    ...(pieces.length > 0 ? { body: Buffer.concat(pieces) } : {}),
  });
}

/** The answer with other headers or data. */
const changed = async (response: Response, change: (data: any, headers: Headers) => void): Promise<Response> => {
  const headers = new Headers(response.headers);
  const text = await response.text();
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    data = undefined;
  }
  change(data, headers);
  return new Response(data === undefined ? null : JSON.stringify(data), { status: response.status, headers });
};
const isBenefits = ({ url }: Request) => new URL(url).pathname.endsWith('/v1/benefits');

describe('the conformance suite', () => {
  it('finds nothing wrong with the sample shop', async () => {
    expect(await checkContract(await serve())).toEqual([]);
  });

  it('leaves out what cannot be checked without a token or an origin', async () => {
    const { baseUrl, skus } = await serve();
    const checks = contractChecks({ baseUrl, skus });
    const all = contractChecks({ baseUrl, skus, token: 'member', origin: ORIGIN });
    expect(checks.length).toBeLessThan(all.length);
    for (const { name, run } of checks) expect([name, await run()]).toEqual([name, []]);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it('says that a backend cannot be reached', async () => {
    const findings = await checkContract({ baseUrl: 'http://127.0.0.1:1', skus: ['A', 'B'] });
    expect(findings.length).toBeGreaterThan(5);
    for (const { problem } of findings) expect(problem).toMatch(/^could not be checked: /);
  });

  type Spoil = Parameters<typeof serve>[0];
  const spoiled: [what: string, spoil: Spoil, finding: RegExp][] = [
    [
      'an item is missing',
      (response, request) => (isBenefits(request) ? changed(response, (data) => data?.items?.pop()) : response),
      /has 0 items for 770001/,
    ],
    [
      'an item comes twice',
      (response, request) =>
        isBenefits(request) ? changed(response, (data) => data?.items?.push(data.items[0])) : response,
      /has 2 items for 121021/,
    ],
    [
      'a benefit breaks the contract',
      (response, request) =>
        isBenefits(request)
          ? changed(response, (data) =>
              data?.items?.forEach((item: any) => item.benefits.forEach((one: any) => (one.state = 'free'))),
            )
          : response,
      /would be shown without .*state/,
    ],
    [
      'a price is a float',
      (response, request) =>
        isBenefits(request)
          ? changed(response, (data) =>
              data?.items?.forEach((item: any) => (item.listPrice = { amount: 69.98, currency: 'EUR' })),
            )
          : response,
      /"listPrice" cannot be used/,
    ],
    [
      'the answer is HTML',
      (response, request) =>
        isBenefits(request) ? new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } }) : response,
      /is not JSON/,
    ],
    [
      'guests get net prices',
      (response, request) =>
        isBenefits(request)
          ? changed(response, (data) => data?.items?.forEach((item: any) => (item.netPrice = item.listPrice)))
          : response,
      /tells a guest a net price/,
    ],
    [
      'guests are refused',
      (response, request) => (request.headers.has('Authorization') ? response : new Response('{}', { status: 401 })),
      /answered 401 instead of 200/,
    ],
    [
      'errors are plain JSON',
      (response) =>
        response.ok ? response : changed(response, (_, headers) => headers.set('Content-Type', 'application/json')),
      /instead of application\/problem\+json/,
    ],
    [
      'errors have no code',
      (response) => (response.ok ? response : changed(response, (data) => delete data?.code)),
      /no stable "code"/,
    ],
    [
      'any token is good',
      (response, request) =>
        response.status === 401 ? shopResponse(new Request(request.url), { basePath: '/loyalty' }) : response,
      /answered 200 instead of 401/,
    ],
    ['there is no ETag', (response) => changed(response, (_, headers) => headers.delete('ETag')), /has no ETag/],
    [
      'everybody may keep the answer',
      (response) => changed(response, (_, headers) => headers.set('Cache-Control', 'public, max-age=60')),
      /Cache-Control: public/,
    ],
    [
      'there is one language',
      (response, request) =>
        shopResponse(new Request(request.url), { basePath: '/loyalty' }).then((german) =>
          response.ok && isBenefits(request) ? german : response,
        ),
      /is in "de" when "en" is asked for/,
    ],
    [
      'the time is missing',
      (response) => changed(response, (_, headers) => headers.delete('Date')),
      /has "Date: null"/,
    ],
    [
      'the time is not exposed',
      (response) => changed(response, (_, headers) => headers.set('Access-Control-Expose-Headers', 'ETag')),
      /does not expose Date/,
    ],
    [
      'preflights are not answered',
      (response, request) => (request.method === 'OPTIONS' ? new Response(null, { status: 405 }) : response),
      /answered 405/,
    ],
    [
      'every page may ask with cookies',
      (response, request) =>
        changed(response, (_, headers) => {
          headers.set('Access-Control-Allow-Origin', request.headers.get('Origin') ?? '*');
          headers.set('Access-Control-Allow-Credentials', 'true');
        }),
      /reflects any origin/,
    ],
    [
      'the mark of the identity changes',
      (response) => changed(response, (data) => data?.subject && (data.subject = String(Math.random()))),
      /load again and again/,
    ],
    [
      'totals do not add up',
      (response) => changed(response, (data) => data?.totals && (data.totals.payable.amount = '1.00')),
      /do not add up/,
    ],
    [
      'a token is read from the address',
      (response, request) => {
        const token = new URL(request.url).searchParams.get('access_token');
        return token
          ? shopResponse(new Request(request.url, { headers: { Authorization: `Bearer ${token}` } }), {
              basePath: '/loyalty',
            })
          : response;
      },
      /reads a token from the address/,
    ],
  ];
  it.each(spoiled)('notices when %s', async (_, spoil, finding) => {
    const findings = await checkContract(await serve(spoil));
    expect(findings.map(({ problem }) => problem).join('\n')).toMatch(finding);
  });
});

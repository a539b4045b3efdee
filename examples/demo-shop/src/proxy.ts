import type { Context } from 'hono';

/** Calls that only the shop's server may make. */
const SERVER_ONLY = new Set(['orders', 'demo', 'enrolments']);
const PASSED_ON = ['authorization', 'accept', 'accept-language', 'if-none-match', 'idempotency-key', 'content-type'];
const PASSED_BACK = [
  'content-type',
  'content-language',
  'cache-control',
  'etag',
  'date',
  'vary',
  'retry-after',
  'idempotent-replayed',
];

/**
 * The path below `/loyalty` that may be asked for, or `undefined`. Segments are compared decoded, so that no spelling
 * of a blocked path gets through.
 */
export function allowedPath(pathname: string): string | undefined {
  const [root, version, ...segments] = pathname.split('/');
  if (root !== '' || version !== 'v1' || segments.length === 0) return undefined;
  let first = true;
  for (const segment of segments) {
    let plain: string;
    try {
      plain = decodeURIComponent(segment);
    } catch {
      return undefined;
    }
    if (plain === '' || plain === '.' || plain === '..' || /[/\\\0]/.test(plain)) return undefined;
    if (first && (plain !== segment || SERVER_ONLY.has(plain.toLowerCase()))) return undefined;
    first = false;
  }
  return pathname;
}

const refuse = (status: number, code: string, title: string) =>
  new Response(JSON.stringify({ type: 'about:blank', status, code, title }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  });

/**
 * Same-origin way from the widgets to the loyalty backend, so that the page's CSP needs no other host. Only named
 * headers pass: cookies of the shop stay here, and the shop's own key is not known to this code path.
 */
export async function forward(c: Context, prefix: string, backend: string, shopKey: string): Promise<Response> {
  const url = new URL(c.req.url);
  const path = url.pathname.startsWith(`${prefix}/`) ? allowedPath(url.pathname.slice(prefix.length)) : undefined;
  const { method } = c.req;
  if (!path) return refuse(404, 'not-found', 'Not found');
  if (method !== 'GET' && method !== 'POST') return refuse(405, 'method-not-allowed', 'Method not allowed');

  const headers = new Headers();
  for (const name of PASSED_ON) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  if (headers.get('authorization') === `Bearer ${shopKey}`) return refuse(403, 'forbidden', 'Forbidden');

  const aborted = AbortSignal.any([c.req.raw.signal, AbortSignal.timeout(15_000)]);
  try {
    const answer = await fetch(new URL(path + url.search, backend), {
      method,
      headers,
      redirect: 'manual',
      signal: aborted,
      ...(method === 'POST' && { body: c.req.raw.body, duplex: 'half' }),
    } as RequestInit);
    const back = new Headers();
    for (const name of PASSED_BACK) {
      const value = answer.headers.get(name);
      if (value !== null) back.set(name, value);
    }
    const bodyless = [204, 205, 304].includes(answer.status);
    return new Response(bodyless ? null : answer.body, { status: answer.status, headers: back });
  } catch {
    return refuse(502, 'backend-unreachable', 'The loyalty backend does not answer');
  }
}

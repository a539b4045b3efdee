import { CartSchema, type BenefitContext, type CartLine } from '@tauwerk/core';
import {
  accountAnswer,
  AUDIENCES,
  benefitsAnswer,
  capabilitiesAnswer,
  languageOf,
  quoteAnswer,
  sessionAnswer,
  type Audience,
} from './shop.js';

/**
 * The sample shop over HTTP, as the contract has it: a function from request to answer, which `handlers.ts` gives to msw
 * and tests give to a server. A bearer token is the name of an audience, e.g. `member`.
 */

const MAX_SKUS = 100;
const CONTEXTS = ['product', 'list', 'cart', 'checkout', 'account', 'programme'];

export interface ShopHttpOptions {
  /** Path below which the shop answers, e.g. `/loyalty`. */
  basePath?: string;
  /** Origins whose pages may ask. */
  corsOrigins?: readonly string[];
}

const problem = (status: number, code: string, title: string, more: object = {}): Response =>
  new Response(JSON.stringify({ type: 'about:blank', title, status, code, ...more }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
  });
const invalid = (pointer: string, message: string) =>
  problem(422, 'invalid', 'The request is not valid', { errors: [{ pointer, message }] });

/** A short mark of a text; only tests rely on it. */
function markOf(text: string): string {
  let mark = 5381;
  for (let i = 0; i < text.length; i++) mark = ((mark * 33) ^ text.charCodeAt(i)) >>> 0;
  return `"${mark.toString(36)}-${text.length.toString(36)}"`;
}

/** Answers a request as the sample shop; anything outside its calls is `not-found`. */
export async function shopResponse(
  request: Request,
  { basePath = '', corsOrigins = [] }: ShopHttpOptions = {},
): Promise<Response> {
  const origin = request.headers.get('Origin');
  const allowed = origin !== null && corsOrigins.includes(origin);
  const preflight = request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');
  const response = preflight ? new Response(null, { status: 204 }) : await answer(request, basePath);
  const { headers } = response;
  headers.set('Date', new Date().toUTCString());
  headers.set('Vary', 'Origin, Authorization, Accept-Language');
  if (allowed) {
    headers.set('Access-Control-Allow-Origin', origin);
    headers.set('Access-Control-Expose-Headers', 'Date, ETag, Retry-After, Content-Language');
    if (preflight) {
      headers.set('Access-Control-Allow-Methods', 'GET, HEAD, POST');
      headers.set(
        'Access-Control-Allow-Headers',
        'Authorization, Content-Type, Idempotency-Key, If-None-Match, Accept-Language',
      );
      headers.set('Access-Control-Max-Age', '7200');
    }
  }
  return response;
}

async function answer(request: Request, basePath: string): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const call = `${request.method} ${pathname.startsWith(basePath) ? pathname.slice(basePath.length) : ''}`;
  const token = /^Bearer +(\S+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1];
  if (token && !(AUDIENCES as readonly string[]).includes(token)) {
    return problem(401, 'unauthenticated', 'Not signed in, or the token has expired');
  }
  const visitor = {
    audience: (token ?? 'guest') as Audience,
    language: request.headers.get('Accept-Language') ?? undefined,
  };
  const language = languageOf(visitor);

  const read = (data: object) => {
    const body = JSON.stringify(data);
    const etag = markOf(body);
    const known = request.headers
      .get('If-None-Match')
      ?.split(',')
      .some((tag) => tag.trim().replace(/^W\//, '') === etag);
    return new Response(known ? null : body, {
      status: known ? 304 : 200,
      headers: {
        ...(known ? {} : { 'Content-Type': 'application/json' }),
        ETag: etag,
        'Cache-Control': 'private, no-cache',
        'Content-Language': language,
      },
    });
  };

  switch (call) {
    case 'GET /v1/capabilities':
      return read(capabilitiesAnswer());
    case 'GET /v1/session':
      return read(sessionAnswer(visitor));
    case 'GET /v1/benefits': {
      const skus = [...new Set(searchParams.getAll('sku'))];
      const context = searchParams.get('context') ?? undefined;
      if (skus.length > MAX_SKUS) return invalid('/sku', `At most ${MAX_SKUS} articles a call.`);
      if (skus.some(({ length }) => length === 0 || length > 128))
        return invalid('/sku', 'Expected 1 to 128 characters.');
      if (context && !CONTEXTS.includes(context)) return invalid('/context', `Expected one of ${CONTEXTS.join(', ')}.`);
      return read(skus.length > 0 ? benefitsAnswer(skus, visitor) : accountAnswer(context as BenefitContext, visitor));
    }
    case 'POST /v1/benefits/quote': {
      if (!token) return problem(401, 'unauthenticated', 'A quote is for signed-in buyers');
      let body: { lines?: unknown };
      try {
        body = ((await request.json()) ?? {}) as typeof body;
      } catch {
        return problem(400, 'malformed', 'The request cannot be read');
      }
      const result = CartSchema['~standard'].validate(body.lines) as {
        value?: CartLine[];
        issues?: readonly { message: string }[];
      };
      if (result.issues) return invalid('/lines', result.issues[0]!.message);
      return new Response(JSON.stringify(quoteAnswer(result.value!, visitor)), {
        headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'Content-Language': language },
      });
    }
    default:
      return problem(404, 'not-found', 'There is nothing at this path');
  }
}

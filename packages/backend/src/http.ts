import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { Clock } from './clock.js';

/** Answers a read: personal, to be asked for again each time, and without a body when the caller has it already. */
export function sendRead(c: Context, data: unknown, language?: string): Response {
  const body = JSON.stringify(data);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  c.header('ETag', etag);
  c.header('Cache-Control', 'private, no-cache');
  if (language) c.header('Content-Language', language);
  const known = c.req.header('If-None-Match');
  if (known && (known.trim() === '*' || known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)))
    return c.body(null, 304);
  return c.body(body, 200, { 'Content-Type': 'application/json' });
}

const ALLOWED_HEADERS = 'Authorization, Content-Type, Idempotency-Key, If-None-Match, Accept-Language';
const EXPOSED_HEADERS = 'Date, ETag, Retry-After, Idempotent-Replayed, Content-Language';

/** Time, CORS for the listed origins, and what makes an answer differ. */
export function commonHeaders(clock: Clock, corsOrigins: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('Origin');
    const allowed = origin !== undefined && corsOrigins.includes(origin);
    const cors = () => {
      c.header('Date', clock.now().toUTCString());
      c.header('Vary', 'Origin, Authorization, Accept-Language');
      c.header('X-Content-Type-Options', 'nosniff');
      if (!allowed) return;
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Access-Control-Expose-Headers', EXPOSED_HEADERS);
    };
    if (c.req.method === 'OPTIONS' && c.req.header('Access-Control-Request-Method')) {
      cors();
      if (allowed) {
        c.header('Access-Control-Allow-Methods', 'GET, HEAD, POST');
        c.header('Access-Control-Allow-Headers', ALLOWED_HEADERS);
        c.header('Access-Control-Max-Age', '7200');
      }
      return c.body(null, 204);
    }
    await next();
    cors();
    return undefined;
  };
}

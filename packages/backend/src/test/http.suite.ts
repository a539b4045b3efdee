import { describe, expect, it } from 'vitest';
import { createApp } from '../app.js';
import type { Db } from '../database.js';
import { JWT_SECRET, ORIGIN, SHOP_KEY, type TestShop } from './shop.js';

export const httpSuite = (shop: () => TestShop) =>
  describe('HTTP', () => {
    it('answers a read that has not changed with 304 and nothing else', async () => {
      const path = '/v1/benefits?sku=121021';
      const first = await shop().send(path, { as: 'p-ostwerda' });
      const etag = first.headers.get('ETag')!;
      expect(etag).toMatch(/^"[\w-]+"$/);
      expect(first.headers.get('Cache-Control')).toBe('private, no-cache');
      for (const known of [etag, `W/${etag}`, `"x", ${etag}`]) {
        const again = await shop().send(path, { as: 'p-ostwerda', headers: { 'If-None-Match': known } });
        expect([again.status, await again.text(), again.headers.get('ETag')]).toEqual([304, '', etag]);
      }
      expect((await shop().send(path, { as: 'p-selbach', headers: { 'If-None-Match': etag } })).status).toBe(200);
      expect(
        (await shop().send(path, { as: 'p-ostwerda', lang: 'en', headers: { 'If-None-Match': etag } })).status,
      ).toBe(200);
    });

    it('tells its time and what an answer depends on', async () => {
      const { headers } = await shop().send('/v1/session');
      expect(headers.get('Date')).toMatch(/^Tue, 24 Nov 2026 08:1\d:\d\d GMT$/);
      expect(headers.get('Vary')).toBe('Origin, Authorization, Accept-Language');
    });

    it('lets listed origins in, and never all', async () => {
      const good = await shop().send('/v1/session', { headers: { Origin: ORIGIN } });
      expect(good.headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN);
      expect(good.headers.get('Access-Control-Expose-Headers')).toBe(
        'Date, ETag, Retry-After, Idempotent-Replayed, Content-Language',
      );
      for (const origin of ['https://evil.example', 'null', `${ORIGIN}.evil.example`, 'http://shop.example']) {
        const bad = await shop().send('/v1/session', { headers: { Origin: origin } });
        expect([bad.status, bad.headers.get('Access-Control-Allow-Origin')]).toEqual([200, null]);
      }
    });

    it('answers the question before a request, so that it is asked once in two hours', async () => {
      const ask = (origin: string) =>
        shop().app.request('/v1/benefits?sku=1', {
          method: 'OPTIONS',
          headers: {
            Origin: origin,
            'Access-Control-Request-Method': 'GET',
            'Access-Control-Request-Headers': 'authorization',
          },
        });
      const good = await ask(ORIGIN);
      expect([good.status, good.headers.get('Access-Control-Max-Age')]).toEqual([204, '7200']);
      expect(good.headers.get('Access-Control-Allow-Headers')).toContain('Authorization');
      expect((await ask('https://evil.example')).headers.get('Access-Control-Allow-Origin')).toBeNull();
    });

    it('shows problems to the page as well', async () => {
      const response = await shop().send('/v1/session', { headers: { Origin: ORIGIN, Authorization: 'Bearer x' } });
      expect([response.status, response.headers.get('Access-Control-Allow-Origin')]).toEqual([401, ORIGIN]);
    });

    it.each([
      ['an unknown path', '/v1/nothing', {}, 404, 'not-found'],
      ['a path below', '/v1/benefits/121021', {}, 404, 'not-found'],
      ['a write where one reads', '/v1/session', { body: {} }, 405, 'method-not-allowed'],
      ['a read where one writes', '/v1/enrolments', {}, 405, 'method-not-allowed'],
      ['a body that is not JSON', '/v1/benefits/quote', { as: 'p-ostwerda', body: '{"lines":[' }, 400, 'malformed'],
      ['no body', '/v1/benefits/quote', { as: 'p-ostwerda', body: '' }, 400, 'malformed'],
      ['JSON of another kind', '/v1/benefits/quote', { as: 'p-ostwerda', body: '[]' }, 422, 'invalid'],
      [
        'more than 1 MiB',
        '/v1/benefits/quote',
        { as: 'p-ostwerda', body: `{"lines":[],"x":"${'x'.repeat(1024 * 1024)}"}` },
        413,
        'too-large',
      ],
    ])('answers %s by a problem with a stable code', async (_, path, ask, status, code) => {
      const response = await shop().send(path, ask);
      expect([response.status, response.headers.get('Content-Type')]).toEqual([status, 'application/problem+json']);
      const problem = (await response.json()) as { title: string };
      expect(problem).toMatchObject({ type: 'about:blank', status, code });
      expect(problem.title.length).toBeGreaterThan(3);
    });

    it('names the methods that a path has', async () => {
      expect((await shop().send('/v1/session', { body: {} })).headers.get('Allow')).toBe('GET, HEAD');
      expect((await shop().app.request('/v1/orders', { method: 'DELETE' })).headers.get('Allow')).toBe(
        'GET, HEAD, POST',
      );
    });

    it('answers HEAD like GET, without a body', async () => {
      const response = await shop().app.request('/v1/session', { method: 'HEAD' });
      expect([response.status, await response.text()]).toEqual([200, '']);
      expect(response.headers.get('ETag')).toBeTruthy();
    });

    it('says nothing about the inside when something breaks, but finds it in the log', async () => {
      const seen: { error: unknown; id: string }[] = [];
      const broken = new Proxy({} as Db, {
        get() {
          throw new Error('password=secret at /srv/db');
        },
      });
      const app = createApp({
        db: broken,
        jwtSecret: JWT_SECRET,
        shopKey: SHOP_KEY,
        onError: (error, id) => seen.push({ error, id }),
      });
      const response = await app.request('/v1/session');
      expect(response.status).toBe(500);
      const text = await response.text();
      expect(text).not.toMatch(/secret|srv/);
      expect(JSON.parse(text)).toMatchObject({ code: 'internal', instance: `urn:uuid:${seen[0]!.id}` });
      expect(String(seen[0]!.error)).toContain('secret');
    });

    it('lists what it can do and that it is well', async () => {
      expect(await shop().json('/v1/capabilities')).toEqual({
        version: '1',
        capabilities: ['session', 'benefits', 'quote'],
      });
      expect(await shop().json('/healthz')).toEqual({ status: 'ok' });
      expect((await shop().json('/v1/openapi.json')).openapi).toBe('3.1.0');
    });

    it('had no error of its own in all these tests', () => expect(shop().errors).toEqual([]));
  });

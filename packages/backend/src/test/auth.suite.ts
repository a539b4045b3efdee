import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createApp } from '../app.js';
import { JWT_SECRET, SHOP_KEY, type TestShop } from './shop.js';

const claims = { person: 'p-ostwerda', company: 'brammhoven' };

async function forge(
  change: (jwt: SignJWT) => SignJWT = (jwt) => jwt,
  { secret = JWT_SECRET, alg = 'HS256', payload = claims as object } = {},
) {
  const jwt = new SignJWT({ ...payload })
    .setProtectedHeader({ alg })
    .setIssuer('tauwerk-backend')
    .setAudience('tauwerk-loyalty')
    .setSubject('x')
    .setIssuedAt()
    .setExpirationTime('5m');
  return change(jwt).sign(new TextEncoder().encode(secret));
}

export const authSuite = (shop: () => TestShop) =>
  describe('identity', () => {
    const read = (token: string) =>
      shop().send('/v1/benefits?sku=121021', { headers: { Authorization: `Bearer ${token}` } });

    it('says who is signed in, for whom, in which role', async () => {
      expect(await shop().json('/v1/session', { as: 'p-ostwerda' })).toMatchObject({
        guest: false,
        account: { id: 'brammhoven', name: 'Brammhoven Bedachungen GmbH', customerNumber: '10482' },
        person: { id: 'p-ostwerda', displayName: 'J. Ostwerda', role: 'purchaser' },
        tierId: 'gold',
        segments: ['trade:roofing', 'size:10-49', 'participation:enrolled', 'tier:gold'],
        currency: 'EUR',
        priceDisplay: 'net',
        timeZone: 'Europe/Berlin',
        contactId: 'k-tellwisch',
      });
      expect(await shop().json('/v1/session')).toMatchObject({
        guest: true,
        programme: { name: 'Nordwerk Profikreis' },
      });
    });

    it('keeps the tier of the firm from roles that may not see it', async () => {
      const session = await shop().json('/v1/session', { as: 'p-haukesiel' });
      expect([session.tierId, session.segments]).toEqual([
        undefined,
        ['trade:roofing', 'size:10-49', 'participation:enrolled', 'newcomer'],
      ]);
    });

    it('marks each identity by an opaque subject that stays the same', async () => {
      const [first, again, other] = await Promise.all([
        shop().json('/v1/session', { as: 'p-ostwerda' }),
        shop().json('/v1/benefits?sku=121021', { as: 'p-ostwerda' }),
        shop().json('/v1/session', { as: 'p-drellmann' }),
      ]);
      expect(first.subject).toBe(again.subject);
      expect(first.subject).not.toBe(other.subject);
      expect(first.subject).not.toMatch(/ostwerda|brammhoven/);
    });

    it('issues a token of ten minutes', async () => {
      const before = Date.now();
      const { token, expiresIn, expiresAt } = await shop().json('/v1/demo/tokens', {
        as: 'shop',
        body: { personId: 'p-ostwerda' },
      });
      expect(expiresIn).toBe(600);
      expect(Date.parse(expiresAt) - before).toBeGreaterThan(595_000);
      const payload = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
      expect(payload.exp - payload.iat).toBe(600);
      expect((await read(token)).status).toBe(200);
    });

    it.each([
      ['for somebody unknown', { personId: 'p-nobody' }, '/personId'],
      ['for a firm that the person does not act for', { personId: 'p-ostwerda', companyId: 'ohmsiek' }, '/companyId'],
      ['for staff of the shop, who have no account', { personId: 's-sandkrug' }, '/personId'],
    ])('issues no token %s', async (_, body, pointer) => {
      const response = await shop().send('/v1/demo/tokens', { as: 'shop', body });
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ errors: [{ pointer }] });
    });

    it('issues demo tokens to the shop only, and only in a demo', async () => {
      expect((await shop().send('/v1/demo/tokens', { body: { personId: 'p-ostwerda' } })).status).toBe(401);
      expect(
        (await shop().send('/v1/demo/tokens', { as: 'p-ostwerda', body: { personId: 'p-velmerloh' } })).status,
      ).toBe(401);
      const app = createApp({ db: shop().database.db, jwtSecret: JWT_SECRET, shopKey: SHOP_KEY });
      expect((await shop().send('/v1/demo/tokens', { as: 'shop', body: { personId: 'p-ostwerda' } }, app)).status).toBe(
        404,
      );
    });

    it('takes a good token', async () => expect((await read(await forge())).status).toBe(200));

    it.each<[string, () => Promise<string>]>([
      ['has expired', () => forge((jwt) => jwt.setExpirationTime(Math.floor(Date.now() / 1000) - 1))],
      [
        'never expires',
        () =>
          new SignJWT(claims)
            .setProtectedHeader({ alg: 'HS256' })
            .setIssuer('tauwerk-backend')
            .setAudience('tauwerk-loyalty')
            .setSubject('x')
            .sign(new TextEncoder().encode(JWT_SECRET)),
      ],
      ['comes from elsewhere', () => forge((jwt) => jwt.setIssuer('elsewhere'))],
      ['is meant for somebody else', () => forge((jwt) => jwt.setAudience('elsewhere'))],
      ['has another signature', () => forge(undefined, { secret: 'another-secret-another-secret-12' })],
      ['has another algorithm', () => forge(undefined, { alg: 'HS512' })],
      [
        'is not signed at all',
        async () => `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ ...claims, exp: 9e9 }))}.`.replaceAll('=', ''),
      ],
      ['names nobody', () => forge(undefined, { payload: {} })],
      ['names somebody who left', () => forge(undefined, { payload: { person: 'p-gone', company: 'brammhoven' } })],
      [
        'pairs a person with a foreign firm',
        () => forge(undefined, { payload: { person: 'p-ostwerda', company: 'ohmsiek' } }),
      ],
      ['is the key of the shop', async () => SHOP_KEY],
      ['is nonsense', async () => 'nonsense'],
    ])('refuses a token that %s, so that the page fetches a new one', async (_, token) => {
      const response = await read(await token());
      expect(response.status).toBe(401);
      expect(response.headers.get('Content-Type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ code: 'unauthenticated', status: 401 });
    });

    it('never shows one account what belongs to another', async () => {
      const people = ['p-ostwerda', 'p-immekamp', 'p-selbach', 'p-harkstett', 'p-wiesenhau', 'p-drostehain'];
      const own = ['brammhoven', 'ohmsiek', 'fugenthal', 'muffenbrink', 'kantholt', 'farbmoor'];
      const numbers = ['10482', '20917', '31506', '18833', '40271', '26640'];
      const answers = await Promise.all(
        people.map(async (as) => {
          const parts = await Promise.all([
            shop().json('/v1/session', { as }),
            shop().json('/v1/benefits', { as }),
            shop().json('/v1/benefits/quote', { as, body: { lines: [{ sku: '121021', quantity: 1 }] } }),
          ]);
          return JSON.stringify(parts).toLowerCase();
        }),
      );
      answers.forEach((answer, mine) => {
        own.forEach((name, other) => {
          if (other !== mine)
            expect(answer.includes(name) || answer.includes(numbers[other]!), `${people[mine]} sees ${name}`).toBe(
              false,
            );
        });
      });
    });

    it.each(['/v1/orders?account=brammhoven', '/v1/orders/00000000-0000-4000-8000-000000000000'])(
      'opens %s to the shop only',
      async (path) => {
        for (const as of [undefined, 'p-velmerloh']) expect((await shop().send(path, { as })).status).toBe(401);
        const wrong = await shop().send(path, { headers: { Authorization: `Bearer ${SHOP_KEY}x` } });
        expect(wrong.status).toBe(401);
      },
    );
  });

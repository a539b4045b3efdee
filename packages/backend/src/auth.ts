import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { ProblemError } from './problem.js';

const ISSUER = 'tauwerk-backend';
const AUDIENCE = 'tauwerk-loyalty';
/** Short, because a token that leaked must soon be worth nothing; the page fetches a new one without anybody noticing. */
const LIFETIME_SECONDS = 600;

/** Who sent a request. */
export type Caller = { guest: true } | { guest: false; personId: string; companyId: string; subject: string };

export interface Token {
  token: string;
  /** RFC 3339, by the real clock. */
  expiresAt: string;
  expiresIn: number;
}

export interface Auth {
  /**
   * Reads the buyer from the `Authorization` header; no bearer token means a guest.
   * @throws {ProblemError} `unauthenticated` when the token is not one of ours, or no longer
   */
  caller(header: string | undefined): Promise<Caller>;
  /** Lets only the shop's own server pass. */
  requireShop(header: string | undefined): void;
  /** A token for a person who acts for a company. */
  issue(personId: string, companyId: string): Promise<Token>;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

export function createAuth(jwtSecret: string, shopKey: string): Auth {
  const secret = new TextEncoder().encode(jwtSecret);
  const shopDigest = digest(shopKey);
  // Says nothing about the person, and stays the same from token to token.
  const subjectOf = (personId: string, companyId: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([personId, companyId]))
      .digest('base64url')
      .slice(0, 27);

  const bearer = (header: string | undefined) => /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  const refuse = (detail: string) => {
    const error = new ProblemError('unauthenticated', detail, {
      headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
    });
    return error;
  };

  return {
    async caller(header) {
      const token = bearer(header);
      if (!token) return { guest: true };
      try {
        const { payload } = await jwtVerify(token, secret, {
          issuer: ISSUER,
          audience: AUDIENCE,
          algorithms: ['HS256'],
          requiredClaims: ['exp', 'sub', 'person', 'company'],
        });
        const { person, company } = payload;
        if (typeof person !== 'string' || typeof company !== 'string') throw refuse('The token names nobody.');
        return { guest: false, personId: person, companyId: company, subject: subjectOf(person, company) };
      } catch (error) {
        if (error instanceof ProblemError) throw error;
        throw refuse(error instanceof errors.JWTExpired ? 'The token has expired.' : 'The token is not valid.');
      }
    },
    requireShop(header) {
      const token = bearer(header);
      // Digests have one length, so the comparison takes the same time for every guess.
      if (!token || !timingSafeEqual(digest(token), shopDigest))
        throw refuse("This call is for the shop's server: its key is missing or wrong.");
    },
    async issue(personId, companyId) {
      const now = Math.floor(Date.now() / 1000);
      const token = await new SignJWT({ person: personId, company: companyId })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(subjectOf(personId, companyId))
        .setIssuedAt(now)
        .setExpirationTime(now + LIFETIME_SECONDS)
        .sign(secret);
      return { token, expiresAt: new Date((now + LIFETIME_SECONDS) * 1000).toISOString(), expiresIn: LIFETIME_SECONDS };
    },
  };
}

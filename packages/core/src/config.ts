import { TauError } from './errors.js';

/** How a client reaches its backend. Plain JSON but for the callbacks, so that a page can write it without code. */
export interface ClientConfig {
  /** Where the backend answers, absolute or relative to the page. Default `/`. */
  baseUrl: string;
  /** How the page says who is signed in. Default `{ type: 'none' }`: everybody is a guest. */
  auth: Auth;
  /** Longest wait for a complete answer, in milliseconds. Default 8,000. */
  timeoutMs: number;
  /** How often a read is tried in all, 1 to 10. Default 3. The fifth failure in a row, of any read, ends the tries. */
  retry: { attempts: number };
  /** How long an answer counts as fresh, in seconds. Default 60. */
  cache: { benefits: { freshSeconds: number } };
}
export type ClientConfigInput = Partial<ClientConfig> & {
  /** Mapping of a foreign backend, for the `rest` adapter. */
  calls?: Record<string, unknown>;
};

export type Auth =
  | { type: 'none' }
  /** A short-lived token that the page obtains, by URL (same origin) or callback; never kept in storage. */
  | { type: 'bearer'; tokenUrl?: string; getToken?: TokenSource }
  /** The shop's own cookie session; writes carry a CSRF header, `X-CSRF-Token` by default. */
  | { type: 'cookie'; csrfHeader?: string; getCsrfToken?: () => string | undefined };

/** Asked for a token; `reason` `expired` follows a refusal. Without a token the buyer is a guest. */
export type TokenSource = (why: { reason: 'first' | 'expired' }) => Promise<TokenAnswer | string | null | undefined>;
export interface TokenAnswer {
  token: string;
  /** Seconds until the token ends. */
  expiresIn?: number | undefined;
  /**
   * Opaque mark of the identity; read from the token's `sub` when it is a JWT. Renewing a token that names nobody is no
   * change of identity: give the mark when a token is opaque, or name the `subject` in the answers.
   */
  subject?: string | undefined;
}

/**
 * The configuration with its defaults.
 * @throws {TauError} `config` with one sentence that says what is wrong
 */
export function readConfig(input: ClientConfigInput): ClientConfig {
  const { baseUrl = '/', auth = { type: 'none' }, timeoutMs = 8000, retry, cache } = input ?? {};
  const attempts = retry?.attempts ?? 3;
  const freshSeconds = cache?.benefits?.freshSeconds ?? 60;
  const need = (right: boolean, name: string, expected: string) => {
    if (!right) throw new TauError('config', `configuration "${name}": expected ${expected}`);
  };
  need(/^(https?:\/\/|\/|\.)/i.test(baseUrl), 'baseUrl', 'an http(s) URL or a path');
  need(/^(none|bearer|cookie)$/.test(auth?.type), 'auth.type', '"none", "bearer" or "cookie"');
  need(auth.type !== 'bearer' || !!(auth.tokenUrl || auth.getToken), 'auth', '"tokenUrl" or "getToken"');
  need(timeoutMs > 0 && timeoutMs <= 120_000, 'timeoutMs', '1 to 120,000');
  need(attempts >= 1 && attempts <= 10, 'retry.attempts', '1 to 10');
  need(freshSeconds >= 0, 'cache.benefits.freshSeconds', 'a number from 0');
  return { baseUrl, auth, timeoutMs, retry: { attempts }, cache: { benefits: { freshSeconds } } };
}

import type { ClientConfig, TokenAnswer, TokenSource } from './config.js';
import { deviceNow, parseInstant } from './clock.js';
import { TauError, toTauError } from './errors.js';

export interface RequestOptions {
  method?: 'GET' | 'POST';
  /** Query parameters; an array repeats its name. */
  query?: Record<string, string | readonly string[] | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
  /** Language of the texts, a BCP 47 tag. */
  locale?: string;
  /** Makes a write safe to repeat; without it only reads are. */
  idempotencyKey?: string;
  /** A POST that only asks, and may be repeated like a read. */
  safe?: boolean;
}

/** Sends one request and answers the parsed JSON; throws a `TauError`. */
export type Request = (path: string, options?: RequestOptions) => Promise<unknown>;

export interface Http {
  request: Request;
  /** Forgets the token; the next request asks for one. With `anew` also a sign-out, and whose the token was. */
  forget(anew?: boolean): void;
  /** Stays anonymous from now on. */
  signOut(): void;
  /** Server time minus device time, in milliseconds. */
  clockOffset(): number;
}

const MAX_BYTES = 1 << 20;
/** A token that is refused so soon after the one before is not renewed again: the buyer is a guest. */
const RENEW_MS = 5000;

/**
 * The only file that fetches. What happens after a failure is in `recover.ts`.
 * @param onIdentity called when the token belongs to another identity than the one before
 */
export function createHttp(config: ClientConfig, onIdentity: (subject: string | undefined) => void): Http {
  const { auth, timeoutMs } = config;
  let token: Promise<TokenAnswer | undefined> | undefined;
  let tokenEnds = 0;
  let signedOut = false;
  let subject: string | undefined | null = null;
  let offset = 0;
  let renewedAt = 0;
  const breaker = { failures: 0, until: 0 };

  async function askToken(reason: 'first' | 'expired'): Promise<TokenAnswer | undefined> {
    if (auth.type !== 'bearer') return undefined;
    const answer = auth.getToken
      ? await inTime(auth as Asking, reason, timeoutMs)
      : await fetchToken(auth.tokenUrl, timeoutMs);
    const found = typeof answer === 'string' ? { token: answer } : answer;
    return found?.token ? found : undefined;
  }

  function keep(next: TokenAnswer | undefined) {
    tokenEnds = deviceNow() + (next?.expiresIn ? Math.max(next.expiresIn - 30, 5) * 1000 : 300_000);
    const nextSubject = next && (next.subject ?? subjectOf(next.token));
    if (subject !== null && subject !== nextSubject) onIdentity(nextSubject);
    subject = nextSubject;
  }

  /** One token for everybody who asks at the same time; a failed attempt is not kept. */
  function currentToken(reason: 'first' | 'expired' = 'first'): Promise<TokenAnswer | undefined> {
    if (signedOut || auth.type !== 'bearer') return Promise.resolve(undefined);
    if (!token || deviceNow() > tokenEnds) {
      tokenEnds = Infinity;
      const asked: typeof token = askToken(reason).then((next) => {
        // What comes after `signOut` or after a newer question decides nothing any more.
        if (token === asked) keep(next);
        return signedOut ? undefined : next;
      });
      token = asked;
      asked.catch(() => {
        if (token === asked) token = undefined;
      });
    }
    return token;
  }

  /** Stays so until the refused token would have ended, or `forget`; a newer token than the refused one is left alone. */
  function becomeGuest(refused: typeof token) {
    if (token !== refused) return;
    token = Promise.resolve(undefined);
    if (subject !== undefined) onIdentity((subject = undefined));
  }

  async function once(path: string, options: RequestOptions, bearer: TokenAnswer | undefined): Promise<unknown> {
    const { method = 'GET', body, locale, idempotencyKey, signal } = options;
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (locale) headers['Accept-Language'] = locale;
    if (bearer) headers['Authorization'] = `Bearer ${bearer.token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (idempotencyKey) headers['Idempotency-Key'] = idempotencyKey;
    if (auth.type === 'cookie' && method !== 'GET') {
      const csrf = auth.getCsrfToken?.();
      if (csrf) headers[auth.csrfHeader ?? 'X-CSRF-Token'] = csrf;
    }
    const url = join(config.baseUrl, path, options.query);
    const { response, text } = await send(url, timeoutMs, signal, {
      method,
      headers,
      credentials: auth.type === 'cookie' && !signedOut ? 'include' : 'omit',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const served = parseInstant(response.headers.get('Date'));
    if (served !== undefined) offset = served - deviceNow();
    if (!response.ok) throw failure(url, response, text);
    breaker.failures = 0;
    return parse(text, `is not JSON but begins with "${text.slice(0, 40)}"`);
  }

  const request: Request = async (path, options = {}) => {
    const { signal } = options;
    let used: typeof token;
    let bearer: TokenAnswer | undefined;
    const attempt = async (reason?: 'expired') => {
      // Of many requests that were refused together, the first renews the token for all.
      if (reason && token === used) {
        if (Math.abs(deviceNow() - renewedAt) < RENEW_MS) becomeGuest(used);
        else {
          renewedAt = deviceNow();
          token = undefined;
        }
      }
      const asked = currentToken(reason);
      used = token;
      bearer = await asked;
      return once(path, options, bearer);
    };
    if (deviceNow() < breaker.until) throw new TauError('network', 'the backend failed repeatedly and is left alone');
    try {
      return await attempt();
    } catch (thrown) {
      signal?.throwIfAborted();
      // What only failures need is loaded at the first one.
      const { recover } = await import('./recover.js').catch(() => {
        throw thrown;
      });
      return recover(toTauError(thrown), attempt, {
        attempts: options.method !== 'POST' || options.safe || options.idempotencyKey ? config.retry.attempts : 1,
        signal,
        // The refusal of a guest is just an error.
        renewable: () => !!bearer && !signedOut,
        becomeGuest: () => becomeGuest(used),
        now: () => deviceNow() + offset,
        breaker,
      });
    }
  };

  return {
    request,
    forget(anew) {
      token = undefined;
      breaker.until = breaker.failures = renewedAt = 0;
      if (!anew) return;
      signedOut = false;
      subject = null;
    },
    signOut() {
      signedOut = true;
      subject = undefined;
      token = undefined;
    },
    clockOffset: () => offset,
  };
}

type Asking = { getToken: TokenSource };

async function inTime(auth: Asking, reason: 'first' | 'expired', ms: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TauError('timeout', `no token within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([auth.getToken({ reason }), late]);
  } catch (thrown) {
    // What the page throws may quote the token, as a `SyntaxError` of `JSON.parse` does.
    throw thrown instanceof TauError ? thrown : new TauError('network', `getToken failed: ${(thrown as Error)?.name}`);
  } finally {
    clearTimeout(timer);
  }
}

async function fetchToken(url: string | undefined, timeoutMs: number): Promise<TokenAnswer | undefined> {
  if (!url) return undefined;
  const { response, text } = await send(url, timeoutMs, undefined, {
    headers: { Accept: 'application/json' },
    credentials: 'same-origin',
    cache: 'no-store',
  });
  if (response.status === 204 || response.status === 401 || response.status === 403) return undefined;
  if (!response.ok) throw failure(url, response, text);
  const { token, expiresIn, subject } = (parse(text, 'of tokenUrl is not JSON') ?? {}) as Partial<TokenAnswer>;
  return typeof token === 'string' ? { token, expiresIn: Number(expiresIn) || undefined, subject } : undefined;
}

/** Fetches within the time limit, and reads no more than a megabyte. */
async function send(
  url: string,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  init: RequestInit,
): Promise<{ response: Response; text: string }> {
  signal?.throwIfAborted();
  const control = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    control.abort();
  }, timeoutMs);
  const stop = () => control.abort();
  signal?.addEventListener('abort', stop);
  try {
    const response = await fetch(url, { ...init, signal: control.signal });
    return { response, text: await readText(response, control) };
  } catch (thrown) {
    signal?.throwIfAborted();
    if (timedOut) throw new TauError('timeout', `no answer from ${url} within ${timeoutMs} ms`);
    if (thrown instanceof TauError) throw thrown;
    throw new TauError(
      globalThis.navigator?.onLine === false ? 'offline' : 'network',
      `${url} cannot be reached (connection, CORS or Content-Security-Policy connect-src)`,
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

async function readText(response: Response, control: AbortController): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return response.text();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > MAX_BYTES) {
      control.abort();
      throw new TauError('invalid', 'the answer is larger than 1 MiB');
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** @param about says more of the answer; of a token nothing is ever quoted */
function parse(text: string, about: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    throw new TauError('invalid', `the answer ${about}`);
  }
}

function failure(url: string, response: Response, text: string): TauError {
  let code: unknown;
  try {
    code = JSON.parse(text).code;
  } catch {
    // Proxies answer with HTML; the status says enough.
  }
  const { status } = response;
  return new TauError(status === 501 ? 'unsupported' : 'http', `${url} answered ${status}`, {
    status,
    code: typeof code === 'string' ? code : undefined,
    retryAfter: response.headers.get('Retry-After'),
  });
}

function join(baseUrl: string, path: string, query: RequestOptions['query']): string {
  const url = baseUrl.replace(/\/$/, '') + path;
  const pairs = new URLSearchParams();
  for (const name of Object.keys(query ?? {})) {
    const value = query![name];
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) {
      pairs.append(name, one);
    }
  }
  // A space as %20 is understood everywhere, a plus sign is not; a plus sign of a value is %2B by now.
  const search = String(pairs).replace(/\+/g, '%20');
  return search ? url + (url.includes('?') ? '&' : '?') + search : url;
}

/** The `sub` of a JWT, to tell one identity from the next; the token itself is never checked here. `?` when it names nobody. */
function subjectOf(token: string): string {
  try {
    return String(JSON.parse(atob(token.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/'))).sub ?? '?');
  } catch {
    return '?';
  }
}

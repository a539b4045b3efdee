import type { ClientConfig, TokenAnswer } from './config.js';
import { deviceNow, parseInstant } from './day.js';
import { isTemporary, TauError, toTauError } from './errors.js';

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
  /** Forgets the token; the next request asks for one. */
  forget(): void;
  /** Stays anonymous from now on. */
  signOut(): void;
  /** Server time minus device time, in milliseconds. */
  clockOffset(): number;
}

const MAX_BYTES = 1 << 20;
const BACKOFF_MS = 300;
const BACKOFF_CAP_MS = 30_000;
/** A backend that asks for more patience than this is not waited for: the widget says so and offers a retry. */
const LONGEST_WAIT_MS = 60_000;
const BREAKER_FAILURES = 5;
const BREAKER_MS = 15_000;

/**
 * The only file that fetches. Reads are tried again with exponential backoff and full jitter, as AWS recommends
 * (Exponential Backoff And Jitter, 2015), and `Retry-After` is obeyed (RFC 9110, 10.2.3).
 * @param onIdentity called when the token belongs to another identity than the one before
 */
export function createHttp(config: ClientConfig, onIdentity: (subject: string | undefined) => void): Http {
  const { auth, timeoutMs } = config;
  let token: Promise<TokenAnswer | undefined> | undefined;
  let tokenEnds = 0;
  let signedOut = false;
  let subject: string | undefined | null = null;
  let offset = 0;
  let failures = 0;
  let closedUntil = 0;

  async function askToken(reason: 'first' | 'expired'): Promise<TokenAnswer | undefined> {
    if (auth.type !== 'bearer') return undefined;
    const answer = auth.getToken ? await auth.getToken({ reason }) : await fetchToken(auth.tokenUrl, timeoutMs);
    const found = typeof answer === 'string' ? { token: answer } : answer;
    const next = found?.token ? found : undefined;
    tokenEnds = deviceNow() + (next?.expiresIn ? Math.max(next.expiresIn - 30, 5) * 1000 : 300_000);
    const nextSubject = next && (next.subject ?? subjectOf(next.token));
    if (subject !== null && subject !== nextSubject) onIdentity(nextSubject);
    subject = nextSubject;
    return next;
  }

  /** One token for everybody who asks at the same time; a failed attempt is not kept. */
  function currentToken(reason: 'first' | 'expired' = 'first'): Promise<TokenAnswer | undefined> {
    if (signedOut || auth.type !== 'bearer') return Promise.resolve(undefined);
    if (!token || deviceNow() > tokenEnds) {
      tokenEnds = Infinity;
      const asked = askToken(reason);
      token = asked;
      asked.catch(() => {
        if (token === asked) token = undefined;
      });
    }
    return token;
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
    const { response, text } = await send(join(config.baseUrl, path, options.query), timeoutMs, signal, {
      method,
      headers,
      credentials: auth.type === 'cookie' ? 'include' : 'omit',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const served = parseInstant(response.headers.get('Date'));
    if (served !== undefined) offset = served - deviceNow();
    if (response.ok) return parse(text);
    throw failure(response, text);
  }

  const request: Request = async (path, options = {}) => {
    const { method = 'GET', signal } = options;
    const attempts = method === 'GET' || options.safe || options.idempotencyKey ? config.retry.attempts : 1;
    let renewed = false;
    for (let attempt = 1; ; attempt++) {
      try {
        if (deviceNow() < closedUntil) throw new TauError('network', 'the backend failed repeatedly and is left alone for a moment');
        const answer = await once(path, options, await currentToken());
        failures = 0;
        return answer;
      } catch (thrown) {
        signal?.throwIfAborted();
        const error = toTauError(thrown);
        if (error.status === 401 && auth.type === 'bearer' && !signedOut && !renewed) {
          renewed = true;
          attempt--;
          token = undefined;
          // A second refusal means that the buyer is not signed in any more: the answer for guests is shown.
          const fresh = await currentToken('expired');
          if (!fresh) continue;
          try {
            return await once(path, options, fresh);
          } catch (again) {
            if (toTauError(again).status !== 401) throw again;
            token = Promise.resolve(undefined);
            if (subject !== undefined) onIdentity((subject = undefined));
            continue;
          }
        }
        if (!isTemporary(error)) throw error;
        if (++failures >= BREAKER_FAILURES && closedUntil < deviceNow()) {
          closedUntil = deviceNow() + BREAKER_MS;
          failures = 0;
        }
        const wait = error.retryAfterMs ?? Math.random() * Math.min(BACKOFF_CAP_MS, BACKOFF_MS * 2 ** attempt);
        if (attempt >= attempts || error.kind === 'offline' || wait > LONGEST_WAIT_MS || deviceNow() < closedUntil) throw error;
        await pause(wait, signal);
      }
    }
  };

  return {
    request,
    forget() {
      token = undefined;
      failures = closedUntil = 0;
    },
    signOut() {
      signedOut = true;
      subject = undefined;
      token = undefined;
    },
    clockOffset: () => offset,
  };
}

async function fetchToken(url: string | undefined, timeoutMs: number): Promise<TokenAnswer | undefined> {
  if (!url) return undefined;
  const { response, text } = await send(url, timeoutMs, undefined, {
    headers: { Accept: 'application/json' },
    credentials: 'same-origin',
    cache: 'no-store',
  });
  if (response.status === 204 || response.status === 401 || response.status === 403) return undefined;
  if (!response.ok) throw failure(response, text);
  const { token, expiresIn, subject } = (parse(text) ?? {}) as Partial<TokenAnswer>;
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
  for (let bytes = 0; ; ) {
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

function parse(text: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    throw new TauError('invalid', `the answer is not JSON but begins with "${text.slice(0, 40)}"`);
  }
}

function failure(response: Response, text: string): TauError {
  let code: unknown;
  try {
    code = JSON.parse(text).code;
  } catch {
    // Proxies answer with HTML; the status says enough.
  }
  const { status } = response;
  return new TauError(status === 501 ? 'unsupported' : 'http', `${response.url} answered ${status}`, {
    status,
    code: typeof code === 'string' ? code : undefined,
    retryAfterMs: retryAfter(response.headers.get('Retry-After')),
  });
}

/** Seconds or an HTTP date; what cannot be read or lies in the past is no wish at all. */
export function retryAfter(header: string | null, now = deviceNow()): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : (parseInstant(header) ?? 0) - now;
  return ms >= 0 ? ms : undefined;
}

function join(baseUrl: string, path: string, query: RequestOptions['query']): string {
  const url = baseUrl.replace(/\/$/, '') + path;
  const pairs: string[] = [];
  for (const name of Object.keys(query ?? {})) {
    const value = query![name];
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) {
      pairs.push(`${name}=${encodeURIComponent(one)}`);
    }
  }
  return pairs.length ? url + (url.includes('?') ? '&' : '?') + pairs.join('&') : url;
}

/** The `sub` of a JWT, to tell one identity from the next; the token itself is never checked here. */
function subjectOf(token: string): string | undefined {
  try {
    return String(JSON.parse(atob(token.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/'))).sub);
  } catch {
    return token;
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    function done() {
      signal?.removeEventListener('abort', done);
      clearTimeout(timer);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    }
    signal?.addEventListener('abort', done);
  });
}

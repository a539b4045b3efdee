import { deviceNow, parseInstant } from './clock.js';
import { isTemporary, toTauError, type TauError } from './errors.js';

const BACKOFF_MS = 300;
const BACKOFF_CAP_MS = 30_000;
/** A backend that asks for more patience than this is not waited for: the widget says so and offers a retry. */
const LONGEST_WAIT_MS = 60_000;
/** After so many failures in a row the backend is left alone for a while (circuit breaker). */
const BREAKER_FAILURES = 5;
const BREAKER_MS = 15_000;

export interface Recovery {
  /** How often the request may be tried in all. */
  attempts: number;
  signal: AbortSignal | undefined;
  /** Whether a token was refused that can be renewed. */
  renewable(): boolean;
  /** The buyer is not signed in any more. */
  becomeGuest(): void;
  /** Server time, which a date in `Retry-After` is told by. */
  now(): number;
  /** Failures in a row over all requests, and until when the backend is left alone. */
  breaker: { failures: number; until: number };
}

/**
 * Tries a failed request again: a refused token is renewed once, and what is temporary is repeated with exponential
 * backoff and full jitter, as AWS recommends (Exponential Backoff And Jitter, 2015). `Retry-After` is obeyed (RFC 9110,
 * 10.2.3). Throws the last error when nothing helps.
 */
export async function recover(
  first: TauError,
  attempt: (reason?: 'expired') => Promise<unknown>,
  { attempts, signal, renewable, becomeGuest, now, breaker }: Recovery,
): Promise<unknown> {
  let error = first;
  let renewals = 2;
  for (let tried = 1; ;) {
    let reason: 'expired' | undefined;
    if (error.status === 401 && renewable() && renewals-- > 0) {
      // A second refusal means that the buyer is not signed in any more: the answer for guests is shown.
      if (renewals) reason = 'expired';
      else becomeGuest();
    } else {
      // A device without network says nothing about the backend, and trying again does not help it.
      if (!isTemporary(error) || error.kind === 'offline') throw error;
      if (++breaker.failures >= BREAKER_FAILURES) {
        breaker.failures = 0;
        breaker.until = deviceNow() + BREAKER_MS;
        throw error;
      }
      const wait =
        retryAfter(error.retryAfter, now()) ?? Math.random() * Math.min(BACKOFF_CAP_MS, BACKOFF_MS * 2 ** tried);
      if (tried++ >= attempts || wait > LONGEST_WAIT_MS) throw error;
      await pause(wait, signal);
      // Meanwhile another request may have found that the backend is down.
      if (deviceNow() < breaker.until) throw error;
    }
    try {
      return await attempt(reason);
    } catch (thrown) {
      signal?.throwIfAborted();
      error = toTauError(thrown);
    }
  }
}

/** Seconds or an HTTP date; what cannot be read or lies in the past is no wish at all. */
export function retryAfter(header: string | null | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : (parseInstant(header) ?? 0) - now;
  return ms >= 0 ? ms : undefined;
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

/**
 * What can go wrong between the page and a backend, as a small closed set.
 *
 * - `offline`: the browser says that there is no network.
 * - `network`: the connection failed, was cut or was refused by the circuit breaker.
 * - `timeout`: no complete answer within the time that the configuration allows.
 * - `http`: the backend answered with an error status; `status` and `code` tell which.
 * - `invalid`: the answer cannot be understood.
 * - `unsupported`: the backend does not offer this call.
 * - `config`: the configuration of the client is wrong.
 */
export type ErrorKind = 'offline' | 'network' | 'timeout' | 'http' | 'invalid' | 'unsupported' | 'config';

export class TauError extends Error {
  /** HTTP status, for `http`. */
  status?: number | undefined;
  /** Stable code of the problem document (RFC 9457), for `http`. */
  code?: string | undefined;
  /** The header `Retry-After`, for `http`. */
  retryAfter?: string | null | undefined;

  constructor(
    readonly kind: ErrorKind,
    message: string,
    details: { status?: number; code?: string | undefined; retryAfter?: string | null } = {},
  ) {
    super(message);
    this.name = 'TauError';
    this.status = details.status;
    this.code = details.code;
    this.retryAfter = details.retryAfter;
  }
}

/** Whether the same request may succeed later: the reads that are worth another try. */
export const isTemporary = ({ kind, status = 0 }: TauError) =>
  kind === 'offline' ||
  kind === 'network' ||
  kind === 'timeout' ||
  (kind === 'http' && (status === 408 || status === 425 || status === 429 || status >= 500));

/** Any thrown thing as a `TauError`. */
export const toTauError = (thrown: unknown): TauError =>
  thrown instanceof TauError ? thrown : new TauError('network', String((thrown as Error)?.message ?? thrown));

import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(120_000));

/** How the page says who is signed in. */
const AuthSchema = v.variant('type', [
  /** A short-lived token that the page obtains, by URL (same origin) or callback; never kept in storage. */
  v.object({
    type: v.literal('bearer'),
    tokenUrl: v.optional(v.string()),
    getToken: v.optional(v.custom<TokenSource>((value) => typeof value === 'function')),
  }),
  /** The shop's own cookie session; writes carry a CSRF header. */
  v.object({
    type: v.literal('cookie'),
    csrfHeader: v.optional(v.string(), 'X-CSRF-Token'),
    getCsrfToken: v.optional(v.custom<() => string | undefined>((value) => typeof value === 'function')),
  }),
  v.object({ type: v.literal('none') }),
]);

export const ClientConfigSchema = v.object({
  /** Where the backend answers, absolute or relative to the page. */
  baseUrl: v.optional(v.pipe(v.string(), v.regex(/^(https?:\/\/|\/|\.)/i, 'must be an http(s) URL or a path')), '/'),
  auth: v.optional(AuthSchema, { type: 'none' }),
  /** Longest wait for a complete answer. Default 8 s. */
  timeoutMs: v.optional(milliseconds, 8000),
  /** How often a read is tried in all. Default 3. */
  retry: v.optional(v.object({ attempts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)) }), { attempts: 3 }),
  /** How long benefits count as fresh. Default 60 s. */
  cache: v.optional(
    v.object({ benefits: v.optional(v.object({ freshSeconds: v.pipe(v.number(), v.minValue(0)) }), { freshSeconds: 60 }) }),
    {},
  ),
  /** Mapping of a foreign backend, for the `rest` adapter. */
  calls: v.optional(v.record(v.string(), v.unknown())),
});
export type ClientConfig = v.InferOutput<typeof ClientConfigSchema>;
export type ClientConfigInput = v.InferInput<typeof ClientConfigSchema>;

/** Asked for a token; `reason` `expired` follows a refusal. Without a token the buyer is a guest. */
export type TokenSource = (why: { reason: 'first' | 'expired' }) => Promise<TokenAnswer | string | null | undefined>;
export interface TokenAnswer {
  token: string;
  /** Seconds until the token ends. */
  expiresIn?: number | undefined;
  /** Opaque mark of the identity; read from the token's `sub` when it is a JWT. */
  subject?: string | undefined;
}

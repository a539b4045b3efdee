import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { ProblemError } from './problem.js';

/** The key of a write. */
export function idempotencyKey(c: Context): string {
  const key = c.req.header('Idempotency-Key')?.trim();
  if (!key)
    throw new ProblemError('key-required', 'Send an Idempotency-Key (a UUID), so that a repeated request writes once.');
  if (!/^[\w.:-]{8,128}$/.test(key))
    throw new ProblemError('malformed', 'The Idempotency-Key must be 8 to 128 letters, digits and . : _ -');
  return key;
}

/** Tells whether two requests ask for the same: the order of fields does not matter. */
export function requestHash(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(body)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, entry]) => [name, sorted(entry)]);
}

/** A key was sent before: with the same request its first answer counts, with another it is an error. */
export function checkReplay(row: { requestHash: string }, hash: string): void {
  if (row.requestHash !== hash)
    throw new ProblemError('key-reused', 'The Idempotency-Key was used for a request with other content.');
}

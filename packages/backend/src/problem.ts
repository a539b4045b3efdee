import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { BaseIssue } from 'valibot';
import type { Problem } from '@tauwerk/core';

/** Every `code` that this backend answers with, its status and its title. */
const KINDS = {
  malformed: [400, 'The request cannot be read'],
  'key-required': [400, 'The Idempotency-Key is missing'],
  unauthenticated: [401, 'Not signed in, or the token has expired'],
  forbidden: [403, 'Not allowed'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'The method is not allowed here'],
  'too-large': [413, 'The request is too large'],
  'key-reused': [422, 'The Idempotency-Key belongs to another request'],
  invalid: [422, 'The request is not valid'],
  internal: [500, 'Something went wrong here'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof KINDS;
export interface FieldError {
  /** JSON pointer into the request. */
  pointer: string;
  message: string;
}

/** An error that the caller may know, answered as RFC 9457 has it. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    readonly more: { errors?: FieldError[]; headers?: Record<string, string>; instance?: string } = {},
  ) {
    super(detail ?? code);
  }

  toJSON(): Problem & { instance?: string | undefined } {
    const [status, title] = KINDS[this.code];
    const { errors, instance } = this.more;
    return { type: 'about:blank', title, status, detail: this.detail, code: this.code, errors, instance };
  }
}

/** A request that breaks a rule at one place. */
export const invalid = (pointer: string, message: string) =>
  new ProblemError('invalid', message, { errors: [{ pointer, message }] });

/** A request that breaks its schema. */
export function invalidIssues(issues: readonly BaseIssue<unknown>[]): ProblemError {
  const errors = issues.slice(0, 100).map(({ path, message }) => ({
    pointer: (path ?? []).map(({ key }) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    message: message.slice(0, 300),
  }));
  return new ProblemError('invalid', errors[0]?.message, { errors });
}

/** Answers a problem. */
export function sendProblem(c: Context, problem: ProblemError): Response {
  const body = problem.toJSON();
  const headers = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...problem.more.headers };
  return c.body(JSON.stringify(body), body.status as ContentfulStatusCode, headers);
}

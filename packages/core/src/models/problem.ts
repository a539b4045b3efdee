import * as v from 'valibot';
import { list, maybe, text } from './parts.js';

/** An error as RFC 9457 has it, with a stable `code`. */
export const ProblemSchema = v.object({
  type: maybe(v.string()),
  title: maybe(text()),
  status: maybe(v.number()),
  detail: maybe(text(500)),
  code: maybe(text(60)),
  errors: v.fallback(v.optional(list(v.object({ pointer: text(), message: text(300) }), 100)), undefined),
});
export type Problem = v.InferOutput<typeof ProblemSchema>;

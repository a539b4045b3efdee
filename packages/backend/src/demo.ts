import type { Context } from 'hono';
import { id } from '@tauwerk/core';
import * as v from 'valibot';
import { findActor } from './buyer.js';
import { languageOf, readBody, type Backend } from './context.js';
import { readFacts } from './facts.js';
import { invalid } from './problem.js';

export const TokenRequestSchema = v.object({
  personId: id,
  /** For whom the person acts; their own firm if empty. */
  companyId: v.optional(id),
});
export const TokenSchema = v.object({ token: v.string(), expiresAt: v.string(), expiresIn: v.number() });

/** `POST /v1/demo/tokens`: signs a demo person in, without a password. A real shop issues tokens for its own sign-in. */
export const postDemoToken =
  ({ auth, db, contentOf }: Backend) =>
  async (c: Context) => {
    auth.requireShop(c.req.header('Authorization'));
    const { personId, companyId } = await readBody(c, TokenRequestSchema);
    const { contentHash } = await readFacts(db);
    const content = await contentOf(contentHash);
    if (!content.people.has(personId)) throw invalid('/personId', 'There is no such person.');
    const actor = findActor(content, languageOf(c), personId, companyId);
    if (!actor) throw invalid('/companyId', 'This person does not act for that company.');
    return c.json(await auth.issue(personId, actor.company.id), 201, { 'Cache-Control': 'no-store' });
  };

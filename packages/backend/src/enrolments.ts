import { eq, or } from 'drizzle-orm';
import type { Context } from 'hono';
import { id } from '@tauwerk/core';
import * as v from 'valibot';
import { findActor } from './buyer.js';
import { languageOf, readBody, type Backend } from './context.js';
import { readFacts } from './facts.js';
import { checkReplay, idempotencyKey, requestHash } from './idempotency.js';
import { invalid, ProblemError } from './problem.js';
import { enrolments } from './schema.js';

export const EnrolmentRequestSchema = v.object({ accountId: id, personId: id });
export const EnrolmentSchema = v.object({
  accountId: id,
  participation: v.literal('enrolled'),
  tierId: id,
  /** When it was joined here; missing for firms that were members before. */
  enrolledAt: v.optional(v.string()),
});
type Enrolment = v.InferOutput<typeof EnrolmentSchema>;

/** `POST /v1/enrolments`: joins the programme in the entry tier. Joining twice changes nothing. */
export const postEnrolment =
  ({ auth, db, clock, contentOf }: Backend) =>
  async (c: Context) => {
    auth.requireShop(c.req.header('Authorization'));
    const key = idempotencyKey(c);
    const request = await readBody(c, EnrolmentRequestSchema);
    const hash = requestHash(request);
    const { accountId, personId } = request;

    const facts = await readFacts(db, accountId);
    const content = await contentOf(facts.contentHash);
    const company = content.companies.get(accountId);
    if (!company) throw invalid('/accountId', 'There is no such account.');
    const actor = findActor(content, languageOf(c), personId, accountId);
    if (!actor) throw new ProblemError('forbidden', 'This person does not act for the account.');
    if (!actor.role.may.includes('enrol'))
      throw new ProblemError('forbidden', `The role "${actor.role.name}" may not join a programme.`);
    if (company.participation === 'ineligible')
      throw new ProblemError('forbidden', company.participation_note ?? 'This account cannot join.');
    if (company.participation === 'enrolled') {
      return c.json({ accountId, participation: 'enrolled', tierId: company.tier! } satisfies Enrolment, 200, {
        'Cache-Control': 'no-store',
      });
    }

    const inserted = await db
      .insert(enrolments)
      .values({
        accountId,
        personId,
        tierId: content.tierIds[0]!,
        enrolledAt: clock.now(),
        idempotencyKey: key,
        requestHash: hash,
      })
      .onConflictDoNothing()
      .returning();
    const rows = inserted.length
      ? inserted
      : await db
          .select()
          .from(enrolments)
          .where(or(eq(enrolments.idempotencyKey, key), eq(enrolments.accountId, accountId)));
    const sameKey = rows.find((row) => row.idempotencyKey === key);
    if (sameKey) checkReplay(sameKey, hash);
    const row = sameKey ?? rows[0]!;
    const answer: Enrolment = {
      accountId,
      participation: 'enrolled',
      tierId: row.tierId,
      enrolledAt: row.enrolledAt.toISOString(),
    };
    const isNew = inserted.length > 0;
    const headers = { 'Cache-Control': 'no-store', ...(sameKey && !isNew && { 'Idempotent-Replayed': 'true' }) };
    return c.json(answer, isNew || sameKey ? 201 : 200, headers);
  };

import type { Context } from 'hono';
import * as v from 'valibot';
import type { Auth, Caller } from './auth.js';
import { createBuyer, findActor, type Buyer } from './buyer.js';
import type { Clock } from './clock.js';
import { createContentStore, type Content } from './content/store.js';
import { LANGUAGES, type Language } from './content/translate.js';
import type { Db } from './database.js';
import { readFacts } from './facts.js';
import { invalidIssues, ProblemError } from './problem.js';

/** What every endpoint works with. */
export interface Backend {
  db: Db;
  clock: Clock;
  auth: Auth;
  contentOf: ReturnType<typeof createContentStore>;
}

/** The language of the answer: the best of `Accept-Language` that there is, else German. */
export function languageOf(c: Context): Language {
  const wanted = (c.req.header('Accept-Language') ?? '')
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', quality] = part
        .trim()
        .toLowerCase()
        .split(/;\s*q=/);
      return { language: tag.split('-')[0] as Language, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ language, quality }) => LANGUAGES.includes(language) && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted[0]?.language ?? 'de';
}

/** Content and facts as they stand, and who asks; a token of somebody who is no longer there counts as none. */
export async function readBuyer(
  { db, auth, clock, contentOf }: Backend,
  c: Context,
): Promise<{ buyer: Buyer; content: Content; caller: Caller }> {
  const caller = await auth.caller(c.req.header('Authorization'));
  const language = languageOf(c);
  const account = caller.guest ? undefined : caller.companyId;
  const facts = await readFacts(db, account);
  const content = await contentOf(facts.contentHash);
  if (caller.guest) return { buyer: createBuyer(content, facts, language, clock.now()), content, caller };
  const actor = findActor(content, language, caller.personId, caller.companyId);
  if (!actor) throw new ProblemError('unauthenticated', 'The token belongs to nobody who acts for this account.');
  return { buyer: createBuyer(content, facts, language, clock.now(), actor), content, caller };
}

/** The JSON body, checked. */
export async function readBody<S extends v.GenericSchema>(c: Context, schema: S): Promise<v.InferOutput<S>> {
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ProblemError('malformed', 'The body is not JSON.');
  }
  const result = v.safeParse(schema, body);
  if (!result.success) throw invalidIssues(result.issues);
  return result.output;
}

import { randomUUID } from 'node:crypto';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Context } from 'hono';
import {
  compare,
  maybe,
  OrderRequestSchema,
  parseDecimal,
  text,
  toFixed,
  type Decimal,
  type Order,
  type OrderRequest,
} from '@tauwerk/core';
import * as v from 'valibot';
import { moneyOf, workOutQuote, type Quote } from './benefits/quote.js';
import { createBuyer, findActor, type Actor, type Buyer } from './buyer.js';
import type { Content } from './content/store.js';
import { languageOf, readBody, type Backend } from './context.js';
import type { Db } from './database.js';
import { readFacts } from './facts.js';
import { sendRead } from './http.js';
import { checkReplay, idempotencyKey, requestHash } from './idempotency.js';
import { invalid, ProblemError } from './problem.js';
import { orders } from './schema.js';

/** The contract cuts a text that is too long; an order reference that lost its end is worse than a refusal. */
const uncut = (max: number) =>
  v.pipe(v.optional(v.pipe(v.string(), v.maxLength(max, `At most ${max} characters.`))), maybe(text(max)));
const StrictOrderRequestSchema = v.object({
  ...OrderRequestSchema.entries,
  orderRef: uncut(20),
  siteRef: uncut(12),
  costCentre: uncut(20),
  note: uncut(500),
});

function checkRights(content: Content, request: OrderRequest, language: 'de' | 'en'): Actor {
  if (!content.companies.has(request.accountId)) throw invalid('/accountId', 'There is no such account.');
  const actor = findActor(content, language, request.personId, request.accountId);
  if (!actor) throw new ProblemError('forbidden', 'This person does not act for the account.');
  const { may } = actor.role;
  if (!may.includes('order') && !may.includes('request_order')) {
    throw new ProblemError('forbidden', `The role "${actor.role.name}" may not order.`);
  }
  request.lines.forEach(({ sku, quantity }, index) => {
    if (!content.articles.has(sku)) throw invalid(`/lines/${index}/sku`, `There is no article ${sku}.`);
    if (!Number.isInteger(quantity)) throw invalid(`/lines/${index}/quantity`, 'Only whole packages can be ordered.');
  });
  return actor;
}

/** Whether somebody else must release the order: by the limit of the role, or of the firm. */
function needsApproval({ role, company }: Actor, net: Decimal): boolean {
  if (role.may.includes('approve')) return false;
  return [role.limit_net, company.approval?.limit_net].some(
    (limit) => limit !== undefined && compare(net, parseDecimal(limit)!) > 0,
  );
}

function answerFor(
  id: string,
  number: string,
  placedAt: Date,
  request: OrderRequest,
  actor: Actor,
  buyer: Buyer,
  content: Content,
  quote: Quote,
): Order {
  const { currency } = buyer.texts.programme;
  const totals = quote.totals!;
  return {
    id,
    number,
    placedAt: placedAt.toISOString(),
    state: needsApproval(actor, totals.net) ? 'awaiting-approval' : 'placed',
    ...request,
    lines: request.lines.map(({ sku, quantity, note, costCentre }) => {
      const article = content.articles.get(sku)!;
      const { exact, pack } = quote.prices.get(sku)!;
      const lineTotal = toFixed({ n: exact.n * BigInt(quantity), scale: exact.scale }, 2);
      return { sku, name: article.name, quantity, netPrice: pack, lineTotal, note, costCentre };
    }),
    totals: {
      net: moneyOf(totals.net, currency),
      saved: moneyOf(totals.saved, currency),
      payable: moneyOf(totals.payable, currency),
    },
  };
}

/** `POST /v1/orders`: takes an order that the shop placed, once per key, at the backend's own prices. */
export const postOrder = (backend: Backend) => async (c: Context) => {
  const { auth, db, clock, contentOf } = backend;
  auth.requireShop(c.req.header('Authorization'));
  const key = idempotencyKey(c);
  const request = await readBody(c, StrictOrderRequestSchema);
  const hash = requestHash(request);

  const replay = await findByKey(db, key);
  if (replay) return sendReplay(c, replay, hash);

  const language = languageOf(c);
  const facts = await readFacts(db, request.accountId);
  const content = await contentOf(facts.contentHash);
  const actor = checkRights(content, request, language);
  const now = clock.now();
  // Prices do not depend on what the role may see: the order is the firm's.
  const buyer = { ...createBuyer(content, facts, language, now, actor), sees: () => true };
  const quote = workOutQuote(request.lines, buyer, content, new Set());
  const { net, payable } = quote.totals!;

  const taken = await db.transaction(async (tx) => {
    const [{ next } = { next: 0 }] = await tx
      .select({ next: sql<number>`nextval('order_numbers')::int` })
      .from(sql`(select 1) as one`);
    const { order_prefix: prefix } = content.texts.de.programme;
    const number = `${prefix}-${buyer.today.slice(0, 4)}-${String(next).padStart(6, '0')}`;
    const answer = answerFor(randomUUID(), number, now, request, actor, buyer, content, quote);
    // A twin that comes at the same moment waits here for the first one's end, and then finds its row.
    const rows = await tx
      .insert(orders)
      .values({
        id: answer.id,
        number,
        accountId: request.accountId,
        personId: request.personId,
        placedAt: now,
        state: answer.state,
        payment: request.payment,
        net: toFixed(net, 2),
        payable: toFixed(payable, 2),
        answer,
        idempotencyKey: key,
        requestHash: hash,
      })
      .onConflictDoNothing({ target: orders.idempotencyKey })
      .returning({ id: orders.id });
    return rows.length > 0 ? answer : undefined;
  });
  if (taken) return c.json(taken, 201, { 'Cache-Control': 'no-store', Location: `/v1/orders/${taken.id}` });
  return sendReplay(c, (await findByKey(db, key))!, hash);
};

async function findByKey(db: Db, key: string) {
  const [row] = await db.select().from(orders).where(eq(orders.idempotencyKey, key));
  return row;
}

function sendReplay(c: Context, row: typeof orders.$inferSelect, hash: string): Response {
  checkReplay(row, hash);
  return c.json(row.answer as Order, 201, {
    'Cache-Control': 'no-store',
    'Idempotent-Replayed': 'true',
    Location: `/v1/orders/${row.id}`,
  });
}

/** `GET /v1/orders?account=…&limit=…`: the latest orders of an account. */
export const getOrders =
  ({ auth, db }: Backend) =>
  async (c: Context) => {
    auth.requireShop(c.req.header('Authorization'));
    const account = c.req.query('account');
    if (!account) throw invalid('/account', 'Say whose orders: ?account=…');
    const limit = Number(c.req.query('limit') ?? 20);
    if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid('/limit', 'A whole number from 1 to 100.');
    const rows = await db
      .select({ answer: orders.answer })
      .from(orders)
      .where(eq(orders.accountId, account))
      .orderBy(desc(orders.placedAt), desc(orders.number))
      .limit(limit);
    return sendRead(c, { orders: rows.map(({ answer }) => answer) });
  };

/** `GET /v1/orders/{id}`; with `?account=…` only if it is an order of that account. */
export const getOrder =
  ({ auth, db }: Backend) =>
  async (c: Context) => {
    auth.requireShop(c.req.header('Authorization'));
    const id = c.req.param('id') ?? '';
    const account = c.req.query('account');
    const isId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
    const mine = account ? and(eq(orders.id, id), eq(orders.accountId, account)) : eq(orders.id, id);
    const [row] = isId ? await db.select({ answer: orders.answer }).from(orders).where(mine) : [];
    if (!row) throw new ProblemError('not-found', 'There is no such order.');
    return sendRead(c, row.answer);
  };

import { randomUUID } from 'node:crypto';
import { DrizzleQueryError, sql } from 'drizzle-orm';
import { Hono, type Context, type Handler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createAuth } from './auth.js';
import { getBenefits, postQuote } from './benefits.js';
import { systemClock, type Clock } from './clock.js';
import { createContentStore } from './content/store.js';
import type { Backend } from './context.js';
import type { Db } from './database.js';
import { postDemoToken } from './demo.js';
import { postEnrolment } from './enrolments.js';
import { commonHeaders, sendRead } from './http.js';
import { createOpenapi } from './openapi.js';
import { OPERATIONS, type Operation, type OperationId } from './operations.js';
import { getOrder, getOrders, postOrder } from './orders.js';
import { ProblemError, sendProblem } from './problem.js';
import { getCapabilities, getSession } from './session.js';

export interface AppOptions {
  db: Db;
  /** Signs the tokens of buyers. */
  jwtSecret: string;
  /** With which the shop's server reports orders. */
  shopKey: string;
  clock?: Clock;
  /** Origins whose pages may ask. */
  corsOrigins?: readonly string[];
  /** Lets demo people sign in without a password. */
  demo?: boolean;
  /** Told about what went wrong here; standard error if empty. */
  onError?: (error: unknown, requestId: string, request: string) => void;
}

const MAX_BODY = 1024 * 1024;

function logError(error: unknown, requestId: string, request: string): void {
  // The message of a failed query holds its parameters, which are people's data: the cause alone says enough.
  const told = error instanceof DrizzleQueryError ? (error.cause ?? new Error('a query failed')) : error;
  process.stderr.write(
    `${requestId} ${request}: ${told instanceof Error ? (told.stack ?? told.message) : String(told)}\n`,
  );
}

/** The backend as a web application: `app.fetch(request)` answers. The database must hold content. */
export function createApp({
  db,
  jwtSecret,
  shopKey,
  clock = systemClock,
  corsOrigins = [],
  demo = false,
  onError = logError,
}: AppOptions): Hono {
  const backend: Backend = { db, clock, auth: createAuth(jwtSecret, shopKey), contentOf: createContentStore(db) };
  const openapi = createOpenapi();

  const handlers: Record<OperationId, Handler> = {
    getHealth: async (c) => {
      await db.execute(sql`select 1`);
      return c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' });
    },
    getOpenapi: (c) => sendRead(c, openapi),
    getCapabilities: getCapabilities(),
    getSession: getSession(backend),
    getBenefits: getBenefits(backend),
    postQuote: postQuote(backend),
    getOrders: getOrders(backend),
    postOrder: postOrder(backend),
    getOrder: getOrder(backend),
    postEnrolment: postEnrolment(backend),
    postDemoToken: postDemoToken(backend),
  };

  const app = new Hono();
  app.use(commonHeaders(clock, corsOrigins));
  app.use(
    bodyLimit({
      maxSize: MAX_BODY,
      onError: () => {
        throw new ProblemError('too-large', 'At most 1 MiB.');
      },
    }),
  );

  const methods = new Map<string, string[]>();
  for (const [id, { method, path }] of Object.entries(OPERATIONS) as [OperationId, Operation][]) {
    if (id === 'postDemoToken' && !demo) continue;
    const route = path.replace(/\{(\w+)\}/g, ':$1');
    app.on(method.toUpperCase(), route, handlers[id]);
    methods.set(route, [...(methods.get(route) ?? []), ...(method === 'get' ? ['GET', 'HEAD'] : ['POST'])]);
  }
  for (const [route, allowed] of methods) {
    app.all(route, () => {
      throw new ProblemError('method-not-allowed', `Use ${allowed.join(' or ')}.`, {
        headers: { Allow: allowed.join(', ') },
      });
    });
  }
  app.notFound((c) => sendProblem(c, new ProblemError('not-found', 'There is nothing at this path.')));
  app.onError((error, c) => sendProblem(c, error instanceof ProblemError ? error : unexpected(error, c, onError)));
  return app;
}

/** Says nothing about the inside; the id finds the error in the log. */
function unexpected(error: unknown, c: Context, onError: NonNullable<AppOptions['onError']>): ProblemError {
  const requestId = randomUUID();
  onError(error, requestId, `${c.req.method} ${c.req.path}`);
  return new ProblemError('internal', undefined, { instance: `urn:uuid:${requestId}` });
}

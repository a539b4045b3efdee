import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  BenefitsAnswerSchema,
  onDrop,
  QuoteAnswerSchema,
  type Benefit,
  type BenefitsAnswer,
  type QuoteAnswer,
} from '@tauwerk/core';
import type { Hono } from 'hono';
import * as v from 'valibot';
import { createApp } from '../app.js';
import { demoClock } from '../clock.js';
import { importContent } from '../content/import.js';
import { openDatabase, type Database } from '../database.js';
import { enrolments, orders } from '../schema.js';

export const CONTENT = fileURLToPath(new URL('../../../../examples/demo-shop/content', import.meta.url));
export const SHOP_KEY = 'test-shop-key-0001';
export const JWT_SECRET = 'test-secret-test-secret-test-secret';
export const ORIGIN = 'https://shop.example';
export const TODAY = new Date('2026-11-24T09:10:00+01:00');

export interface Ask {
  /** Person who asks, or the shop's server; a guest if empty. */
  as?: string | undefined;
  for?: string | undefined;
  body?: unknown;
  key?: string;
  lang?: string;
  headers?: Record<string, string>;
}

/** The backend with the demo's content, and short ways to talk to it. */
export class TestShop {
  readonly errors: unknown[] = [];
  app: Hono;
  #tokens = new Map<string, string>();

  constructor(readonly database: Database) {
    this.app = this.at(TODAY);
  }

  /** The same database under another clock. */
  at(now: Date): Hono {
    return createApp({
      db: this.database.db,
      jwtSecret: JWT_SECRET,
      shopKey: SHOP_KEY,
      demo: true,
      clock: demoClock(now),
      corsOrigins: [ORIGIN],
      onError: (error) => this.errors.push(error),
    });
  }

  async token(personId: string, companyId?: string): Promise<string> {
    const name = `${personId} ${companyId ?? ''}`;
    const known = this.#tokens.get(name);
    if (known) return known;
    const response = await this.send('/v1/demo/tokens', { as: 'shop', body: { personId, companyId } });
    const { token } = (await response.json()) as { token: string };
    this.#tokens.set(name, token);
    return token;
  }

  async send(
    path: string,
    { as, for: company, body, key, lang, headers }: Ask = {},
    app = this.app,
  ): Promise<Response> {
    const bearer = as === 'shop' ? SHOP_KEY : as && (await this.token(as, company));
    return app.request(path, {
      ...(body !== undefined && { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: {
        ...(bearer && { Authorization: `Bearer ${bearer}` }),
        ...(key && { 'Idempotency-Key': key }),
        ...(lang && { 'Accept-Language': lang }),
        ...headers,
      },
    });
  }

  async json<T = any>(path: string, ask?: Ask, app?: Hono): Promise<T> {
    return (await (await this.send(path, ask, app)).json()) as T;
  }

  /** An answer of benefits, which must be the contract's to the last field. */
  async benefits(query: string, ask?: Ask, app?: Hono): Promise<BenefitsAnswer> {
    return this.#checked(BenefitsAnswerSchema, await this.json(`/v1/benefits?${query}`, ask, app));
  }

  async quote(lines: unknown[], ask: Ask, app?: Hono): Promise<QuoteAnswer> {
    return this.#checked(QuoteAnswerSchema, await this.json('/v1/benefits/quote', { ...ask, body: { lines } }, app));
  }

  #checked<S extends v.GenericSchema>(schema: S, data: unknown): v.InferOutput<S> {
    const dropped: string[] = [];
    onDrop((what) => dropped.push(what));
    const output = v.parse(schema, data);
    if (dropped.length > 0) throw new Error(`the answer breaks the contract: ${dropped.join('; ')}`);
    return output;
  }

  async reset(): Promise<void> {
    await this.database.db.delete(orders);
    await this.database.db.delete(enrolments);
  }
}

/** The benefit of an id in a list, for expectations that need it. */
export function benefit(benefits: readonly Benefit[] | undefined, id: string): Benefit {
  const found = benefits?.find((one) => one.id === id);
  if (!found) throw new Error(`there is no ${id} among ${benefits?.map((one) => one.id).join(', ')}`);
  return found;
}

export const idsOf = (benefits: readonly Benefit[] | undefined) => (benefits ?? []).map(({ id }) => id);

export async function openShop(url?: string): Promise<TestShop> {
  const database = await openDatabase({ url });
  await importContent(database.db, CONTENT);
  return new TestShop(database);
}

/** A real PostgreSQL for the time of a test file. */
export async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const script = fileURLToPath(new URL('postgres.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const ended = once(child, 'exit');
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), 'line'),
    ended.then(([code]) => Promise.reject(new Error(`PostgreSQL ended with ${code}`))),
  ])) as [string];
  return {
    url: line,
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

import {
  BenefitsAnswerSchema,
  OrderSchema,
  QuoteAnswerSchema,
  cartKey,
  type BenefitsAnswer,
  type CartLine,
  type Order,
  type OrderRequest,
  type QuoteAnswer,
} from '@tauwerk/core';

export interface BackendOptions {
  url: string;
  /** Secret of the shop's server; never leaves it. */
  shopKey: string;
  /** Longest wait for an answer that a page can do without. */
  timeoutMs?: number;
}

export type OrderResult =
  | { state: 'taken'; order: Order }
  /** Nothing is known about the order; the same key may be sent again. */
  | { state: 'unavailable' }
  /** The key already belongs to an order with other content. */
  | { state: 'key-reused' }
  | { state: 'refused'; detail: string };

interface Call {
  method?: string;
  body?: unknown;
  bearer?: string;
  idempotencyKey?: string;
  timeoutMs?: number;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A schema of the contract checks what came in; every valibot schema speaks Standard Schema. */
interface Checks<T> {
  readonly '~standard': {
    validate(
      value: unknown,
    ): { readonly value?: T; readonly issues?: unknown } | Promise<{ readonly value?: T; readonly issues?: unknown }>;
  };
}

/** The shop server's way to the loyalty backend. Reads answer `undefined` when it is down: the shop sells on without it. */
export class LoyaltyBackend {
  readonly #tokens = new Map<string, { token: string; until: number }>();
  readonly #quotes = new Map<string, { answer: QuoteAnswer; until: number }>();
  #downUntil = 0;

  constructor(readonly options: BackendOptions) {}

  /** A short-lived token of this buyer, and how long it still lives in seconds. */
  async token(personId: string, companyId: string): Promise<{ token: string; expiresIn: number } | undefined> {
    const key = `${personId} ${companyId}`;
    const known = this.#tokens.get(key);
    const left = known ? Math.floor((known.until - Date.now()) / 1000) : 0;
    if (known && left > 60) return { token: known.token, expiresIn: left };
    const answer = await this.#json('/v1/demo/tokens', { method: 'POST', body: { personId, companyId } });
    const { token, expiresIn } = (answer ?? {}) as { token?: unknown; expiresIn?: unknown };
    if (typeof token !== 'string' || typeof expiresIn !== 'number') return undefined;
    remember(this.#tokens, key, { token, until: Date.now() + expiresIn * 1000 });
    return { token, expiresIn };
  }

  /** What the programme takes off this cart. */
  async quote(personId: string, companyId: string, lines: readonly CartLine[]): Promise<QuoteAnswer | undefined> {
    const key = `${personId} ${companyId} ${cartKey(lines)}`;
    const known = this.#quotes.get(key);
    if (known && known.until > Date.now()) return known.answer;
    const session = await this.token(personId, companyId);
    const answer =
      session &&
      (await this.#read(QuoteAnswerSchema, '/v1/benefits/quote', {
        method: 'POST',
        body: { lines },
        bearer: session.token,
      }));
    if (answer) remember(this.#quotes, key, { answer, until: Date.now() + 30_000 });
    return answer;
  }

  /** Whether the firm takes part in the programme, as the backend sees it. */
  async audience(personId: string, companyId: string): Promise<BenefitsAnswer['audience'] | undefined> {
    const session = await this.token(personId, companyId);
    const answer =
      session && (await this.#read(BenefitsAnswerSchema, '/v1/benefits?context=account', { bearer: session.token }));
    return answer?.audience;
  }

  async orders(accountId: string): Promise<Order[] | undefined> {
    const answer = await this.#json(`/v1/orders?account=${encodeURIComponent(accountId)}`);
    const rows = (answer as { orders?: unknown } | undefined)?.orders;
    if (!Array.isArray(rows)) return undefined;
    const orders: Order[] = [];
    for (const row of rows) {
      const order = await check(OrderSchema, row);
      if (order) orders.push(order);
    }
    return orders.sort((a, b) => Date.parse(b.placedAt) - Date.parse(a.placedAt));
  }

  /** An order, `null` when there is none of that id, `undefined` when nobody can say. */
  async order(id: string): Promise<Order | null | undefined> {
    try {
      const response = await this.#fetch(`/v1/orders/${encodeURIComponent(id)}`, {});
      if (response.status === 404) return null;
      return response.ok ? await check(OrderSchema, await response.json()) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Stores an order. The key makes it safe to ask again until an answer comes. */
  async placeOrder(request: OrderRequest, idempotencyKey: string): Promise<OrderResult> {
    for (const pause of [300, 1000, 0]) {
      try {
        const response = await this.#fetch('/v1/orders', {
          method: 'POST',
          body: request,
          idempotencyKey,
          timeoutMs: 8000,
        });
        if (response.ok) {
          this.#quotes.clear();
          const order = await check(OrderSchema, await response.json());
          if (order) return { state: 'taken', order };
          return { state: 'unavailable' };
        }
        if (response.status < 500 && ![408, 409, 425, 429].includes(response.status)) {
          const problem = (await response.json().catch(() => ({}))) as {
            code?: string;
            detail?: string;
            title?: string;
          };
          if (problem.code === 'key-reused') return { state: 'key-reused' };
          return { state: 'refused', detail: problem.detail ?? problem.title ?? '' };
        }
      } catch {
        // Tried again below: the key keeps a lost answer from becoming a second order.
      }
      if (pause > 0) await wait(pause);
    }
    return { state: 'unavailable' };
  }

  /** Joins the programme; `false` when that did not work. */
  async enrol(accountId: string, personId: string, idempotencyKey: string): Promise<boolean> {
    try {
      const response = await this.#fetch('/v1/enrolments', {
        method: 'POST',
        body: { accountId, personId },
        idempotencyKey,
        timeoutMs: 8000,
      });
      await response.body?.cancel();
      if (response.ok) this.#quotes.clear();
      return response.ok;
    } catch {
      return false;
    }
  }

  #fetch(
    path: string,
    { method = 'GET', body, bearer = this.options.shopKey, idempotencyKey, timeoutMs }: Call,
  ): Promise<Response> {
    return fetch(new URL(path, this.options.url), {
      method,
      headers: {
        Authorization: `Bearer ${bearer}`,
        Accept: 'application/json',
        'Accept-Language': 'de-DE',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs ?? this.options.timeoutMs ?? 1500),
    });
  }

  /** Something a page can do without; a backend that was down a moment ago is not waited for again. */
  async #json(path: string, call: Call = {}): Promise<unknown> {
    if (Date.now() < this.#downUntil) return undefined;
    try {
      const response = await this.#fetch(path, call);
      if (response.ok) return await response.json();
      await response.body?.cancel();
    } catch {
      this.#downUntil = Date.now() + 3000;
    }
    return undefined;
  }

  async #read<T>(schema: Checks<T>, path: string, call: Call): Promise<T | undefined> {
    const data = await this.#json(path, call);
    return data === undefined ? undefined : check(schema, data);
  }
}

async function check<T>(schema: Checks<T>, data: unknown): Promise<T | undefined> {
  const result = await schema['~standard'].validate(data);
  return result.issues ? undefined : result.value;
}

function remember<T>(map: Map<string, T>, key: string, value: T, max = 500): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > max) map.delete(map.keys().next().value!);
}

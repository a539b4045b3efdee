import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** Who sits at this browser. Held in a signed cookie; what is bigger than that lives in `SessionStates`. */
export interface Session {
  id: string;
  personId?: string;
  companyId?: string;
  costCentre?: string;
}

export const newSession = (rest: Omit<Session, 'id'> = {}): Session => ({ id: randomUUID(), ...rest });

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 64;

/** Signs and checks what the browser carries. */
export class Seal {
  constructor(readonly secret: string) {}

  #sign(text: string): string {
    return createHmac('sha256', this.secret).update(text).digest('base64url');
  }

  #matches(given: string, wanted: string): boolean {
    const a = Buffer.from(given);
    const b = Buffer.from(wanted);
    return a.length === b.length && timingSafeEqual(a, b);
  }

  close(session: Session): string {
    const body = Buffer.from(JSON.stringify(session)).toString('base64url');
    return `${body}.${this.#sign(`session.${body}`)}`;
  }

  /** The session, or `undefined` when the cookie is not ours. */
  open(cookie: string | undefined): Session | undefined {
    const [body = '', signature = ''] = (cookie ?? '').split('.');
    if (!body || !this.#matches(signature, this.#sign(`session.${body}`))) return undefined;
    const { id, personId, companyId, costCentre } = JSON.parse(
      Buffer.from(body, 'base64url').toString(),
    ) as Partial<Session>;
    if (!isText(id)) return undefined;
    return {
      id,
      ...(isText(personId) && { personId }),
      ...(isText(companyId) && { companyId }),
      ...(isText(costCentre) && { costCentre }),
    };
  }

  /** The token that every form of this session carries. */
  formToken(session: Session): string {
    return this.#sign(`form.${session.id}`);
  }

  isFormToken(session: Session, token: unknown): boolean {
    return typeof token === 'string' && this.#matches(token, this.formToken(session));
  }
}

export interface CartLine {
  sku: string;
  quantity: number;
  note: string;
  costCentre: string;
}

export interface CheckoutDraft {
  delivery?: string;
  site?: string;
  costCentre?: string;
  reference?: string;
  orderNumber?: string;
  note?: string;
  payment?: string;
}

export interface Flash {
  kind: 'ok' | 'problem';
  text: string;
}

/** What the server remembers of a session. */
export class SessionState {
  cart: CartLine[] = [];
  flash: Flash | undefined;
  draft: CheckoutDraft = {};
  /** Idempotency key of the checkout, one per content of the cart. */
  checkout: { cart: string; key: string } | undefined;
  /** Orders that were taken, by idempotency key, so that a repeated form leads to the same order. */
  readonly taken = new Map<string, string>();
  readonly running = new Map<string, Promise<unknown>>();

  takeFlash(): Flash | undefined {
    const flash = this.flash;
    this.flash = undefined;
    return flash;
  }
}

/** States by session id; the longest unused one makes room for a new one. */
export class SessionStates {
  readonly #states = new Map<string, SessionState>();

  constructor(readonly max = 2000) {}

  /** Reads without keeping anything for passers-by. */
  peek(id: string): SessionState {
    return this.#states.get(id) ?? new SessionState();
  }

  get(id: string): SessionState {
    const state = this.#states.get(id) ?? new SessionState();
    this.#states.delete(id);
    this.#states.set(id, state);
    if (this.#states.size > this.max) this.#states.delete(this.#states.keys().next().value!);
    return state;
  }

  /** Moves a state to the session that follows a sign-in. */
  move(from: string, to: string): void {
    const state = this.#states.get(from);
    if (!state) return;
    this.#states.delete(from);
    this.#states.set(to, state);
  }

  drop(id: string): void {
    this.#states.delete(id);
  }
}

import type { Adapter, BenefitContext, Call, CartLine } from '@tauwerk/core';
import {
  accountAnswer,
  benefitsAnswer,
  capabilitiesAnswer,
  quoteAnswer,
  sessionAnswer,
  type Audience,
  type Visitor,
} from './shop.js';

export type CallName = keyof Adapter;

/** One call as it was made. */
export interface RecordedCall {
  name: CallName;
  skus?: readonly string[];
  context?: BenefitContext;
  lines?: readonly CartLine[];
  locale: string;
  /** Ends when nobody waits for the answer any more. */
  signal: AbortSignal;
}

/** What the next call of a name does instead of asking the shop. */
export interface Step {
  /** Answers this, whatever it is. */
  answer?: unknown;
  /** Fails with this, a `TauError` for one. */
  error?: Error;
  /** Waits so long before it does; alone it only slows the shop's own answer down. */
  delayMs?: number;
}

export interface MemoryAdapter extends Required<Adapter> {
  /** Every call so far, the latest last. */
  readonly calls: RecordedCall[];
  /** Who the shop takes the visitor for, from the next call on. */
  audience: Audience;
  /** Lines up what the next calls of a name do; each step serves one call. */
  enqueue(name: CallName, ...steps: Step[]): void;
}

/**
 * The sample shop as an adapter that answers from memory. `overrides` take the place of single calls; they are recorded
 * and slowed down like the others.
 */
export function memoryAdapter(overrides: Adapter = {}, { audience = 'member' as Audience } = {}): MemoryAdapter {
  const queues = new Map<CallName, Step[]>();
  const calls: RecordedCall[] = [];

  async function perform(
    name: CallName,
    { locale, signal }: Call,
    asked: Partial<RecordedCall>,
    answer: (visitor: Visitor) => unknown,
  ): Promise<unknown> {
    calls.push({ name, ...asked, locale, signal });
    const step = queues.get(name)?.shift() ?? {};
    if (step.delayMs !== undefined) await pause(step.delayMs, signal);
    if (step.error) throw step.error;
    if ('answer' in step) return step.answer;
    // As over a wire: what one test does to an answer does not reach the next.
    return structuredClone(await answer({ audience: adapter.audience, language: locale }));
  }

  const adapter: MemoryAdapter = {
    calls,
    audience,
    enqueue(name, ...steps) {
      queues.set(name, [...(queues.get(name) ?? []), ...steps]);
    },
    benefits: (skus, context, call) =>
      perform('benefits', call, { skus, context }, (visitor) =>
        overrides.benefits ? overrides.benefits(skus, context, call) : benefitsAnswer(skus, visitor),
      ),
    accountBenefits: (context, call) =>
      perform('accountBenefits', call, { context }, (visitor) =>
        overrides.accountBenefits ? overrides.accountBenefits(context, call) : accountAnswer(context, visitor),
      ),
    quote: (lines, call) =>
      perform('quote', call, { lines }, (visitor) =>
        overrides.quote ? overrides.quote(lines, call) : quoteAnswer(lines, visitor),
      ),
    session: (call) =>
      perform('session', call, {}, (visitor) => (overrides.session ? overrides.session(call) : sessionAnswer(visitor))),
    capabilities: (call) =>
      perform('capabilities', call, {}, () =>
        overrides.capabilities ? overrides.capabilities(call) : capabilitiesAnswer(),
      ),
  };
  return adapter;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

import { MAX_ID } from './models/parts.js';

/** Collects keys for a moment and asks for them together. */
export interface Batcher<T> {
  /** The value of one key. Rejects when the call fails or `signal` ends. */
  load(key: string, signal: AbortSignal): Promise<T>;
}

export interface BatchOptions<T> {
  /** How long keys are collected, in milliseconds. */
  windowMs: number;
  /** Most keys in one call. */
  max: number;
  /** Keys that will probably be asked for soon; they travel along when a call has room for `room` more. */
  more?(room: number): Iterable<string>;
  /** Told about values that travelled along. */
  onExtra?(key: string, value: T): void;
}

/**
 * A call is given up when everybody who waits for it has gone. Errors reach each key and are not kept.
 * @param call asks for up to `max` keys; a key without an answer gets `undefined` from the map's `get`
 */
export function createBatcher<T>(
  call: (keys: string[], signal: AbortSignal) => Promise<(key: string) => T>,
  { windowMs, max, more, onExtra }: BatchOptions<T>,
): Batcher<T> {
  interface Waiter {
    key: string;
    signal: AbortSignal;
    resolve(value: T): void;
    reject(error: unknown): void;
  }
  let waiting: Waiter[] = [];
  /** Calls under way by the keys that travel along with them. */
  const travelling = new Map<string, Promise<(key: string) => T>>();

  function flush() {
    const live = waiting.filter(({ signal }) => !signal.aborted);
    waiting = [];
    const byKey = new Map<string, Waiter[]>();
    for (const waiter of live) {
      const same = byKey.get(waiter.key);
      if (same) same.push(waiter);
      else byKey.set(waiter.key, [waiter]);
    }
    let keys = [...byKey.keys()];
    while (keys.length > 0) {
      run(keys.slice(0, max), byKey);
      keys = keys.slice(max);
    }
  }

  async function run(asked: string[], byKey: Map<string, Waiter[]>) {
    const extra = new Set<string>();
    const control = new AbortController();
    const waiters = asked.flatMap((key) => byKey.get(key)!);
    let answer: Promise<(key: string) => T> | undefined;
    const arrive = () =>
      extra.forEach((key) => {
        if (travelling.get(key) === answer) travelling.delete(key);
      });
    const leave = () => {
      if (!waiters.every(({ signal }) => signal.aborted)) return;
      control.abort();
      // A new identity may be why: its questions must not wait for the former one's answer.
      arrive();
    };
    for (const { signal } of waiters) signal.addEventListener('abort', leave);
    try {
      const room = max - asked.length;
      if (room > 0) {
        for (const key of more?.(room) ?? []) {
          if (extra.size >= room) break;
          if (key.length <= MAX_ID && !byKey.has(key) && !travelling.has(key)) extra.add(key);
        }
      }
      const under = (answer = call([...asked, ...extra], control.signal));
      extra.forEach((key) => travelling.set(key, under));
      const valueOf = await answer;
      for (const { key, resolve } of waiters) resolve(valueOf(key));
      if (!control.signal.aborted) extra.forEach((key) => onExtra?.(key, valueOf(key)));
    } catch (error) {
      for (const { reject } of waiters) reject(error);
    } finally {
      for (const { signal } of waiters) signal.removeEventListener('abort', leave);
      arrive();
    }
  }

  function enqueue(key: string, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      if (waiting.push({ key, signal, resolve, reject }) === 1) setTimeout(flush, windowMs);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  return {
    load(key, signal) {
      const underWay = travelling.get(key);
      // When the call that carries the key is given up or fails, the key is asked for by itself.
      return underWay
        ? underWay.then(
            (valueOf) => valueOf(key),
            () => enqueue(key, signal),
          )
        : enqueue(key, signal);
    },
  };
}

/** Collects keys for a moment and asks for them together. */
export interface Batcher<T> {
  /** The value of one key. Rejects when the call fails or `signal` ends. */
  load(key: string, signal: AbortSignal): Promise<T>;
  /** A key that will probably be asked for soon; it travels along when a call has room. */
  hint(key: string): void;
  unhint(key: string): void;
}

export interface BatchOptions<T> {
  /** How long keys are collected, in milliseconds. */
  windowMs: number;
  /** Most keys in one call. */
  max: number;
  /** Told about values that travelled along. */
  onExtra(key: string, value: T): void;
}

/**
 * A call is given up when everybody who waits for it has gone. Errors reach each key and are not kept.
 * @param call asks for up to `max` keys; a key without an answer gets `undefined` from the map's `get`
 */
export function createBatcher<T>(
  call: (keys: string[], signal: AbortSignal) => Promise<(key: string) => T>,
  { windowMs, max, onExtra }: BatchOptions<T>,
): Batcher<T> {
  interface Waiter {
    key: string;
    signal: AbortSignal;
    resolve(value: T): void;
    reject(error: unknown): void;
  }
  let waiting: Waiter[] = [];
  const hints = new Set<string>();

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
    const keys = [...asked];
    for (const key of asked) hints.delete(key);
    for (const key of hints) {
      if (keys.length >= max) break;
      keys.push(key);
      hints.delete(key);
    }
    const control = new AbortController();
    const waiters = asked.flatMap((key) => byKey.get(key)!);
    const leave = () => {
      if (waiters.every(({ signal }) => signal.aborted)) control.abort();
    };
    for (const { signal } of waiters) signal.addEventListener('abort', leave);
    try {
      const valueOf = await call(keys, control.signal);
      for (const { key, resolve } of waiters) resolve(valueOf(key));
      for (const key of keys.slice(asked.length)) onExtra(key, valueOf(key));
    } catch (error) {
      for (const { reject } of waiters) reject(error);
      // What travelled along has not been answered and may travel again.
      for (const key of keys.slice(asked.length)) hints.add(key);
    } finally {
      for (const { signal } of waiters) signal.removeEventListener('abort', leave);
    }
  }

  return {
    load: (key, signal) =>
      new Promise((resolve, reject) => {
        if (waiting.push({ key, signal, resolve, reject }) === 1) setTimeout(flush, windowMs);
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
    hint: (key) => void hints.add(key),
    unhint: (key) => void hints.delete(key),
  };
}

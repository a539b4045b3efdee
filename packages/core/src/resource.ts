import { atom, onMount, type ReadableAtom, type WritableAtom } from 'nanostores';
import { deviceNow } from './day.js';
import { toTauError, type TauError } from './errors.js';

/** What is known about one thing of the backend. `problem` marks data that is the last good, not the newest. */
export type Resource<T> =
  | { status: 'loading' }
  | { status: 'ready'; data: T; at: number; problem?: TauError | undefined }
  | { status: 'error'; error: TauError };

export interface Resources<T> {
  /** The store of a key. Listening loads it; the last listener gone gives the request up. */
  get(key: string): ReadableAtom<Resource<T>>;
  /** Puts in a value that came along with another. */
  prime(key: string, data: T): void;
  /** Loads again what somebody listens to; data stays visible meanwhile. */
  refresh(): void;
  /** Forgets everything at once; what somebody listens to is loaded anew. */
  clear(): void;
  /** How many keys are held. */
  size(): number;
}

const LOADING: { status: 'loading' } = { status: 'loading' };

/** Keys beyond this are forgotten, oldest first, unless somebody listens. */
const MAX_KEYS = 1000;

/**
 * Keyed stores with stale-while-revalidate: fresh data is shown as it is, stale data is shown and loaded again, and when
 * that fails the last good data stays, marked with the problem.
 */
export function createResources<T>(
  load: (key: string, signal: AbortSignal) => Promise<T>,
  options: { freshMs: number },
): Resources<T> {
  interface Entry {
    $store: WritableAtom<Resource<T>>;
    control: AbortController | undefined;
    mounted: boolean;
  }
  const entries = new Map<string, Entry>();

  async function start(key: string, entry: Entry) {
    entry.control?.abort();
    const control = (entry.control = new AbortController());
    const settle = (next: Resource<T>) => {
      if (!control.signal.aborted) entry.$store.set(next);
    };
    try {
      settle({ status: 'ready', data: await load(key, control.signal), at: deviceNow() });
    } catch (thrown) {
      const error = toTauError(thrown);
      const last = entry.$store.value;
      settle(last?.status === 'ready' ? { ...last, problem: error } : { status: 'error', error });
    } finally {
      if (entry.control === control) entry.control = undefined;
    }
  }

  function isFresh({ value }: Entry['$store']) {
    return value?.status === 'ready' && !value.problem && deviceNow() - value.at < options.freshMs;
  }

  function create(key: string): Entry {
    const entry: Entry = { $store: atom<Resource<T>>(LOADING), control: undefined, mounted: false };
    entries.set(key, entry);
    onMount(entry.$store, () => {
      entry.mounted = true;
      if (!isFresh(entry.$store)) void start(key, entry);
      return () => {
        entry.mounted = false;
        entry.control?.abort();
        entry.control = undefined;
      };
    });
    if (entries.size > MAX_KEYS) {
      for (const [old, { mounted }] of entries) {
        if (!mounted && old !== key) {
          entries.delete(old);
          break;
        }
      }
    }
    return entry;
  }

  const restart = () => entries.forEach((entry, key) => entry.mounted && void start(key, entry));

  return {
    get: (key) => (entries.get(key) ?? create(key)).$store,
    prime: (key, data) => (entries.get(key) ?? create(key)).$store.set({ status: 'ready', data, at: deviceNow() }),
    refresh() {
      entries.forEach((entry, key) => {
        const { value } = entry.$store;
        if (!entry.mounted) return;
        // An error on screen becomes a wait on screen: the buyer sees that the retry was heard.
        if (value?.status === 'error') entry.$store.set(LOADING);
        void start(key, entry);
      });
    },
    clear() {
      entries.forEach((entry, key) => {
        entry.control?.abort();
        entry.$store.set(LOADING);
        if (!entry.mounted) entries.delete(key);
      });
      restart();
    },
    size: () => entries.size,
  };
}

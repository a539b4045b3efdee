import { atom, type ReadableAtom, type WritableAtom } from 'nanostores';
import { deviceNow } from './clock.js';
import { toTauError, type TauError } from './errors.js';

/** What is known about one thing of the backend. `problem` marks data that is the last good, not the newest. */
export type Resource<T> =
  | { status: 'loading' }
  | { status: 'ready'; data: T; at: number; problem?: TauError | undefined }
  | { status: 'error'; error: TauError };

/** A store that can be listened to; the part of nanostores that elements need. */
export type Listenable<T> = Pick<ReadableAtom<T>, 'value' | 'listen'>;

export interface Resources<T> {
  /** The store of a key. Listening loads it; the last listener gone gives the request up. */
  get(key: string): Listenable<Resource<T>>;
  /** Puts in a value that came along with another. */
  prime(key: string, data: T): void;
  /** Loads again what somebody listens to, whose data stays visible meanwhile, and forgets the rest. */
  refresh(): void;
  /** Forgets everything at once; what somebody listens to is loaded anew. */
  clear(): void;
  /** How many keys are held. */
  size(): number;
}

const LOADING: { status: 'loading' } = { status: 'loading' };
/** A moved node disconnects and connects again at once: its request goes on. */
const LEAVE_MS = 100;
/** Keys beyond this are forgotten, oldest first, unless somebody listens. */
const MAX_KEYS = 1000;

/**
 * Keyed stores with stale-while-revalidate: fresh data is shown as it is, stale data is shown and loaded again, and when
 * that fails the last good data stays, marked with the problem.
 */
export function createResources<T>(
  load: (key: string, signal: AbortSignal) => Promise<T>,
  freshMs: number,
): Resources<T> {
  interface Entry extends Listenable<Resource<T>> {
    $store: WritableAtom<Resource<T>>;
    control?: AbortController | undefined;
    start(): void;
  }
  const entries = new Map<string, Entry>();
  /** Entries that somebody listens to; among them may be one that its key does not lead to any more. */
  const heard = new Set<Entry>();

  function reset(entry: Entry) {
    entry.control = entry.control?.abort() as undefined;
    entry.$store.set(LOADING);
  }

  function create(key: string): Entry {
    const $store = atom<Resource<T>>(LOADING);
    const entry: Entry = {
      $store,
      get value() {
        return $store.value;
      },
      listen(listener) {
        const { value } = $store;
        const fresh = value.status === 'ready' && !value.problem && deviceNow() - value.at < freshMs;
        if (!$store.lc && !entry.control && !fresh) entry.start();
        const stop = $store.listen(listener);
        heard.add(entry);
        return () => {
          stop();
          if ($store.lc) return;
          heard.delete(entry);
          setTimeout(() => {
            if (!$store.lc) entry.control = entry.control?.abort() as undefined;
          }, LEAVE_MS);
        };
      },
      start() {
        entry.control?.abort();
        const control = (entry.control = new AbortController());
        const settle = (next: (last: Resource<T>) => Resource<T>) => {
          // An answer that nobody waits for any more, or that belongs to a former identity, is not let in.
          if (entry.control !== control) return;
          entry.control = undefined;
          $store.set(next($store.value));
        };
        load(key, control.signal).then(
          (data) => settle(() => ({ status: 'ready', data, at: deviceNow() })),
          (thrown) =>
            settle((last) => {
              const error = toTauError(thrown);
              return last.status === 'ready' ? { ...last, problem: error } : { status: 'error', error };
            }),
        );
      },
    };
    entries.set(key, entry);
    if (entries.size > MAX_KEYS) {
      for (const [old, other] of entries) {
        if (heard.has(other) || old === key) continue;
        entries.delete(old);
        reset(other);
        break;
      }
    }
    return entry;
  }

  const entryOf = (key: string) => entries.get(key) ?? create(key);

  /** What nobody listens to would be stale, or another buyer's, when it is next shown. */
  const dropUnheard = () =>
    entries.forEach((entry, key) => {
      if (heard.has(entry)) return;
      entries.delete(key);
      reset(entry);
    });

  return {
    get: entryOf,
    prime: (key, data) => entryOf(key).$store.set({ status: 'ready', data, at: deviceNow() }),
    refresh() {
      dropUnheard();
      heard.forEach(({ $store, start }) => {
        // An error on screen becomes a wait on screen: the buyer sees that the retry was heard.
        if ($store.value?.status === 'error') $store.set(LOADING);
        start();
      });
    },
    clear() {
      dropUnheard();
      heard.forEach(reset);
      heard.forEach(({ start }) => start());
    },
    size: () => entries.size,
  };
}

import { report, type Listenable } from '@tauwerk/core';
import { atom } from 'nanostores';
import { onRetry } from './failed.js';

/** A part of the library that is loaded when the first element needs it; `null` when it cannot be loaded. */
export function lazy<T>(what: string, load: () => Promise<T>): Listenable<T | null | undefined> {
  const $part = atom<T | null | undefined>(undefined);
  let asked = false;
  const ask = () => {
    $part.set(undefined);
    load().then(
      (part) => $part.set(part),
      (error: Error) => {
        report(`${what} did not load (${error.message}): a Content-Security-Policy or a blocker may be in the way`);
        onRetry(ask);
        $part.set(null);
      },
    );
  };
  return {
    get value() {
      return $part.value;
    },
    listen(listener) {
      if (!asked) {
        asked = true;
        ask();
      }
      return $part.listen(listener);
    },
  };
}

import { normalizeLocale, report, wordFormatFor, type WordFormat } from '@tauwerk/core';
import { atom, type ReadableAtom } from 'nanostores';
import type { Address, Locale, Words } from '../locales/en.js';
import { onRetry } from './failed.js';
import { pageSettings } from './page.js';

/** Words of one language, ready to be used. */
export interface I18n<W = Words, F = WordFormat> {
  locale: string;
  address: Address;
  text: W;
  format: F;
}

type Table<W, F> = Record<string, () => Promise<{ default: (format: F, address: Address) => W }>>;
const FALLBACK = 'en';

/**
 * Loads words by language tag; `undefined` until they have loaded, `null` when they cannot be loaded. Each language is a chunk of its own; a language that is not there falls back to English,
 * numbers and dates included, because English sentences with foreign numbers would be neither.
 */
export function createWords<W, F>(table: Table<W, F>, formatFor: (locale: string) => F) {
  type Loaded = I18n<W, F> | null | undefined;
  const loaded = new Map<string, ReadableAtom<Loaded>>();
  return (tag: string, address: Address): ReadableAtom<Loaded> => {
    const key = `${tag} ${address}`;
    let $words = loaded.get(key);
    if (!$words) {
      const $fresh = ($words = atom<Loaded>(undefined));
      loaded.set(key, $words);
      let locale = normalizeLocale(tag);
      if (!Object.hasOwn(table, locale.slice(0, 2))) locale = FALLBACK;
      const format = formatFor(locale);
      const load = () => {
        $fresh.set(undefined);
        table[locale.slice(0, 2)]!().then(
          ({ default: words }) => $fresh.set({ locale, address, format, text: words(format, address) }),
          (error: Error) => {
            report(`the words for "${locale}" did not load (${error.message})`);
            onRetry(load);
            $fresh.set(null);
          },
        );
      };
      load();
    }
    return $words;
  };
}

const LOCALES: Record<string, () => Promise<{ default: Locale }>> = {
  de: () => import('../locales/de.js'),
  en: () => import('../locales/en.js'),
};

/** The short words for a language tag; see `createWords`. */
export const wordsFor = createWords(LOCALES, wordFormatFor);

/** The language of an element: nearest `lang`, across shadow roots, else the browser's. */
export const languageOf = (element: Element): string => closest(element, 'lang') || navigator.language;

/** How German addresses the buyer: nearest `address` attribute, else the script tag's, else `sie`. */
export const addressOf = (element: Element): Address =>
  (closest(element, 'address') || pageSettings.address) === 'du' ? 'du' : 'sie';

function closest(element: Element, attribute: string): string | null {
  for (let node: Element | undefined = element; node; node = (node.getRootNode() as ShadowRoot).host) {
    const found = node.closest(`[${attribute}]`);
    if (found) return found.getAttribute(attribute);
  }
  return null;
}

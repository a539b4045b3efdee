import { formatFor } from '@tauwerk/core';
import type { MoreLocale } from '../locales/more/en.js';
import { createWords } from './localize.js';

const LOCALES: Record<string, () => Promise<{ default: MoreLocale }>> = {
  de: () => import('../locales/more/de.js'),
  en: () => import('../locales/more/en.js'),
};

/** The words of lines, cards, lists and details, with all formats of the language. */
export const moreWordsFor = createWords(LOCALES, formatFor);

/** The little that short labels need of a language; kept apart so that a page of badges does not load the rest. */
export interface WordFormat {
  readonly locale: string;
  /** Picks the form for a count by the rules of the language (Unicode CLDR). */
  plural(count: number, forms: { one?: string; few?: string; many?: string; other: string }): string;
  /** Time of day of an instant, in milliseconds since the epoch, on the device's clock. */
  time(ms: number): string;
}

/** A tag that `Intl` accepts: `de_DE` is mended, nonsense becomes `en`. */
export function normalizeLocale(tag: string | null | undefined): string {
  try {
    return Intl.getCanonicalLocales((tag || 'en').replace(/_/g, '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Plurals and time of day of a language. */
export function wordFormatFor(locale: string): WordFormat {
  let rules: Intl.PluralRules | undefined;
  return {
    locale,
    plural: (count, forms) => forms[(rules ??= new Intl.PluralRules(locale)).select(count) as 'one'] ?? forms.other,
    // Only what is stale shows a time: building the formatter each time is rarer than keeping it would be worth.
    time: (ms) => new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(ms),
  };
}

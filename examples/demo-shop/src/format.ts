/** German numbers, money and dates of the pages. Amounts stay decimal strings; `Intl` reads them exactly. */

const amounts = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const counts = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 3 });

/** `1374.8` → `1.374,80` with a real minus sign. */
export const amount = (value: string): string => amounts.format(value as Intl.StringNumericLiteral).replace('-', '−');

/** `1374.80` → `1.374,80 €`; the space does not break. */
export const euro = (value: string): string => `${amount(value)}\u00a0€`;

/** `2754` → `2.754`, `2.88` → `2,88`. */
export const count = (value: number | string): string => counts.format(value as Intl.StringNumericLiteral);

/** `0.12` → `12`. */
export const percent = (share: number): string => count(Math.round(share * 1000) / 10);

/** Whole quantities as a buyer types them (`24`, `1.000`); `undefined` for anything else. */
export function parseQuantity(text: string): number | undefined {
  const clean = text.trim();
  if (!/^(\d{1,6}|\d{1,3}(\.\d{3})+)$/.test(clean)) return undefined;
  const value = Number(clean.replaceAll('.', ''));
  return value >= 1 && value <= 99_999 ? value : undefined;
}

/** A price limit as a buyer types it (`12,50`). */
export function parseAmount(text: string): number | undefined {
  const clean = text.trim().replaceAll('.', '').replace(',', '.');
  return /^\d{1,7}(\.\d{1,2})?$/.test(clean) ? Number(clean) : undefined;
}

/** `+49 221 4710-200` → `0221 4710-200`, as it is dialled in the country. */
export const localPhone = (phone: string): string => phone.replace(/^\+49 /, '0');
export const dialable = (phone: string): string => `tel:${phone.replace(/[^+\d]/g, '')}`;

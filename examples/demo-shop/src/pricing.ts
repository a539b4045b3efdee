import {
  add,
  benefitAmount,
  compare,
  customerPrice,
  multiply,
  parseDecimal,
  subtract,
  toFixed,
  type Decimal,
  type QuoteAnswer,
} from '@tauwerk/core';
import type { Article } from './catalogue.js';
import type { Buyer } from './companies.js';

export interface LinePrice {
  /** Net price of one unit, to cents. */
  unit: string;
  /** Net price of one package, to cents: what price tags show. */
  pack: string;
  /**
   * Net price of one package before rounding (unit price times units in the package). Totals are worked out from it,
   * so this is what the loyalty backend gets: both then round the line once, and the sums agree to the cent.
   */
  exact: string;
  /** Net price of all packages, to cents. */
  line: string;
}

const ZERO: Decimal = { n: 0n, scale: 0 };
const decimal = (value: string | number) => parseDecimal(value) ?? ZERO;

/** What this buyer pays; the list price without an agreement. */
export function priceOf(article: Article, quantity: number, buyer: Buyer | undefined): LinePrice {
  const { unit, pack } = customerPrice(article, quantity, buyer?.discount(article.category) ?? 0);
  const exact = multiply(decimal(unit), decimal(article.packagingQuantity));
  return {
    unit,
    pack,
    exact: toFixed(exact, Math.max(2, exact.scale)).replace(/(\.\d\d\d*?)0+$/, '$1'),
    line: toFixed(multiply(exact, decimal(quantity)), 2),
  };
}

/** The steps of the graduated price that this buyer gets, the first one for a single package. */
export function stepsOf(article: Article, buyer: Buyer | undefined): { from: number; price: LinePrice }[] {
  const starts = article.graduatedPrices.map(({ from }) => from);
  return (starts.length > 0 ? starts : [1]).map((from) => ({ from, price: priceOf(article, from, buyer) }));
}

export interface PricedLine {
  article: Article;
  quantity: number;
  price: LinePrice;
}

export interface Sums {
  net: string;
  /** What the loyalty programme takes off, one row per benefit. */
  deductions: { label: string; amount: string }[];
  payable: string;
  freight: string;
  /** Payable goods and freight, net. */
  netTotal: string;
  vat: { rate: number; base: string; amount: string }[];
  gross: string;
}

export const VAT_RATES = { standard: 19, reduced: 7 } as const;

/** Freight of each way of delivery, net. */
export const FREIGHT = { pickup: '0.00', site: '29.00', crane: '118.00' } as const;
export type Delivery = keyof typeof FREIGHT;

/**
 * Sums of a cart or an order. What benefits take off lowers the standard-rated goods first: they are what the
 * programme counts; only a remainder touches the reduced rate.
 */
export function sumUp(
  lines: readonly { vat: Article['vat']; total: string }[],
  deductions: Sums['deductions'],
  freight = '0.00',
): Sums {
  const base = { standard: ZERO, reduced: ZERO };
  for (const { vat, total } of lines) base[vat] = add(base[vat], decimal(total));
  const net = add(base.standard, base.reduced);
  let saved = deductions.reduce((sum, row) => add(sum, decimal(row.amount)), ZERO);
  if (compare(saved, net) > 0) saved = net;
  const payable = subtract(net, saved);
  const fromStandard = compare(saved, base.standard) > 0 ? base.standard : saved;
  base.reduced = subtract(base.reduced, subtract(saved, fromStandard));
  base.standard = add(subtract(base.standard, fromStandard), decimal(freight));

  const netTotal = add(payable, decimal(freight));
  let gross = netTotal;
  const vat: Sums['vat'] = [];
  for (const kind of ['standard', 'reduced'] as const) {
    if (base[kind].n === 0n) continue;
    const amount = toFixed(multiply(base[kind], { n: BigInt(VAT_RATES[kind]), scale: 2 }), 2);
    vat.push({ rate: VAT_RATES[kind], base: toFixed(base[kind], 2), amount });
    gross = add(gross, decimal(amount));
  }
  return {
    net: toFixed(net, 2),
    deductions,
    payable: toFixed(payable, 2),
    freight,
    netTotal: toFixed(netTotal, 2),
    vat,
    gross: toFixed(gross, 2),
  };
}

/** The rows that explain what a quote takes off; together they are exactly what the backend says is saved. */
export function deductionsOf(quote: QuoteAnswer | undefined, net: string): Sums['deductions'] {
  const saved = decimal(quote?.totals?.saved.amount ?? '0');
  if (!quote || saved.n <= 0n) return [];
  const rows: Sums['deductions'] = [];
  let rest = saved;
  // Whether a benefit is granted is the backend's word: only it knows what counts towards a minimum.
  for (const benefit of quote.cart) {
    if (benefit.state !== 'granted' || benefit.stacking === 'included') continue;
    const amount = benefitAmount(benefit, { cart: decimal(net) });
    if (!amount || amount.n <= 0n || compare(amount, rest) > 0) continue;
    rows.push({ label: benefit.title, amount: toFixed(amount, 2) });
    rest = subtract(rest, amount);
  }
  if (rest.n > 0n) {
    const onLines = quote.items.some(({ benefits }) => benefits.some(({ state }) => state === 'granted'));
    const label = onLines ? 'Vorteile auf einzelne Positionen' : 'Vorteile aus dem Profikreis';
    rows.push({ label, amount: toFixed(rest, 2) });
  }
  return rows;
}

/** A share of an amount, to cents. */
export const shareOf = (amount: string, percent: string): string =>
  toFixed(multiply(decimal(amount), { ...decimal(percent), scale: decimal(percent).scale + 2 }), 2);

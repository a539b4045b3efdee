import { cartKey, type CartLine as LoyaltyLine } from '@tauwerk/core';
import type { Article, Catalogue } from './catalogue.js';
import type { Buyer } from './companies.js';
import { priceOf, type PricedLine } from './pricing.js';
import type { CartLine, SessionState } from './session.js';

const MAX_LINES = 200;

export interface CartEntry extends PricedLine {
  note: string;
  costCentre: string;
}

/** The cart with today's prices of this buyer; articles that left the catalogue are left out. */
export function readCart(state: SessionState, catalogue: Catalogue, buyer: Buyer | undefined): CartEntry[] {
  const entries: CartEntry[] = [];
  for (const { sku, quantity, note, costCentre } of state.cart) {
    const article = catalogue.get(sku);
    if (article) entries.push({ article, quantity, note, costCentre, price: priceOf(article, quantity, buyer) });
  }
  return entries;
}

/** Adds packages of an article; what is already there is counted up. */
export function addToCart(state: SessionState, article: Article, quantity: number, costCentre = ''): boolean {
  const line = state.cart.find(({ sku }) => sku === article.sku);
  if (line) line.quantity = Math.min(99_999, line.quantity + quantity);
  else if (state.cart.length < MAX_LINES) state.cart.push({ sku: article.sku, quantity, note: '', costCentre });
  else return false;
  return true;
}

export function removeFromCart(state: SessionState, sku: string): void {
  state.cart = state.cart.filter((line) => line.sku !== sku);
}

export function changeLine(state: SessionState, sku: string, change: Partial<Omit<CartLine, 'sku'>>): void {
  const line = state.cart.find((candidate) => candidate.sku === sku);
  if (line) Object.assign(line, change);
}

/** Cost centres belong to a firm: after a change of firm every line gets the new firm's default. */
export function rebookCart(state: SessionState, buyer: Buyer | undefined, costCentre: string): void {
  const known = buyer?.company.costCentres.map(({ code }) => code) ?? [];
  for (const line of state.cart) if (!known.includes(line.costCentre)) line.costCentre = costCentre;
}

/** The cart as widgets and the loyalty backend read it; without prices for people who may not see them. */
export function loyaltyLines(entries: readonly CartEntry[], withPrices: boolean): LoyaltyLine[] {
  return entries.map(({ article, quantity, price }) => ({
    sku: article.sku,
    quantity,
    ...(withPrices && { netPrice: price.exact }),
  }));
}

/** Changes when the order that would be sent changes. */
export const contentKey = (companyId: string, entries: readonly CartEntry[]): string =>
  `${companyId} ${cartKey(loyaltyLines(entries, true))} ${entries.map(({ note, costCentre }) => `${costCentre}:${note}`).join('|')}`;

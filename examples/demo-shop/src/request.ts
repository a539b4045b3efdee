import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { readCart, loyaltyLines } from './cart.js';
import type { Buyer } from './companies.js';
import { deductionsOf, sumUp } from './pricing.js';
import { newSession, type Session } from './session.js';
import type { Shop, View } from './view.js';

const COOKIE = 'nordwerk';

/** The session of this browser; a new guest session when there is none. */
export function sessionOf(c: Context, shop: Shop): Session {
  const known = shop.seal.open(getCookie(c, COOKIE));
  if (known) return known;
  const session = newSession();
  keepSession(c, shop, session);
  return session;
}

export function keepSession(c: Context, shop: Shop, session: Session): void {
  const secure = new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https';
  setCookie(c, COOKIE, shop.seal.close(session), { path: '/', httpOnly: true, sameSite: 'Lax', secure });
}

export const buyerOf = (shop: Shop, session: Session): Buyer | undefined =>
  shop.companies.buyer(session.personId, session.companyId);

/** The cost centre that a buyer books on at first: that of the firm's first site, where it is one of theirs. */
export function firstCostCentre(buyer: Buyer): string {
  const codes = buyer.costCentres.map(({ code }) => code);
  const ofSite = buyer.company.sites[0]?.costCentre;
  return (ofSite !== undefined && codes.includes(ofSite) ? ofSite : codes[0]) ?? '';
}

/** Gathers what a page shows: who looks, what lies in the cart and what the loyalty programme takes off it. */
export async function viewOf(c: Context, shop: Shop): Promise<View> {
  const session = sessionOf(c, shop);
  const buyer = buyerOf(shop, session);
  const staff = shop.companies.staff.find(({ id }) => id === session.personId);
  const state = shop.states.peek(session.id);
  const cart = readCart(state, shop.catalogue, buyer);
  const rows = cart.map(({ article, price }) => ({ vat: article.vat, total: price.line }));
  const quote =
    buyer?.seesPrices && cart.length > 0
      ? await shop.backend.quote(buyer.person.id, buyer.company.id, loyaltyLines(cart, true))
      : undefined;
  const sums = sumUp(rows, deductionsOf(quote, sumUp(rows, []).net));
  const url = new URL(c.req.url);
  return {
    shop,
    session,
    state,
    buyer,
    staff,
    branch: shop.branches.find(({ id }) => id === buyer?.company.branch) ?? shop.branches[0]!,
    formToken: shop.seal.formToken(session),
    path: url.pathname + url.search,
    cart,
    sums,
    quoted: quote !== undefined,
    flash: state.takeFlash(),
  };
}

/** A path on this shop; anything that could lead elsewhere becomes `fallback`. */
export function localPath(path: string | undefined, fallback: string): string {
  if (!path || path.length > 1000 || !/^\/(?![/\\])[^\\\0-\x1f]*$/.test(path)) return fallback;
  const url = new URL(path, 'http://shop.invalid');
  return url.origin === 'http://shop.invalid' ? url.pathname + url.search + url.hash : fallback;
}

/** Fields of a form, texts only. */
export class Form {
  constructor(readonly fields: Readonly<Record<string, unknown>>) {}

  /** The field on one line, without control characters, at most `max` characters. */
  text(name: string, max = 200): string {
    return this.raw(name)
      .replace(/[\0-\x1f\x7f]+/g, ' ')
      .trim()
      .slice(0, max);
  }

  raw(name: string): string {
    const value = this.fields[name];
    return typeof value === 'string' ? value : '';
  }

  has(name: string): boolean {
    return typeof this.fields[name] === 'string';
  }
}

/**
 * A form of ours, sent from a page of ours: the browser says the same site, and the form carries the session's token.
 * Answers `undefined` for anything else.
 */
export async function readForm(c: Context, shop: Shop, session: Session): Promise<Form | undefined> {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return undefined;
  const origin = c.req.header('origin');
  if (origin !== undefined && !isOwnOrigin(origin, c)) return undefined;
  const form = new Form(await c.req.parseBody());
  return shop.seal.isFormToken(session, form.raw('t')) ? form : undefined;
}

function isOwnOrigin(origin: string, c: Context): boolean {
  try {
    return new URL(origin).host === (c.req.header('host') ?? new URL(c.req.url).host);
  } catch {
    return false;
  }
}

import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { LoyaltyBackend } from './backend.js';
import type { Branch } from './branches.js';
import type { CartEntry } from './cart.js';
import type { Article, Catalogue } from './catalogue.js';
import type { Buyer, Companies, Contact } from './companies.js';
import { count, dialable, euro, localPhone } from './format.js';
import { priceOf, type LinePrice, type Sums } from './pricing.js';
import type { Programme } from './programme.js';
import type { Flash, Seal, Session, SessionState, SessionStates } from './session.js';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Everything the shop is made of, built once at start. */
export interface Shop {
  catalogue: Catalogue;
  companies: Companies;
  branches: readonly Branch[];
  programme: Programme;
  backend: LoyaltyBackend;
  seal: Seal;
  states: SessionStates;
  /** The instant that the demo calls «now». */
  now: Date;
}

/** What one request knows when it renders a page. */
export interface View {
  shop: Shop;
  session: Session;
  state: SessionState;
  buyer: Buyer | undefined;
  /** The merchant's own person; sees list prices, buys nothing. */
  staff: { name: string; role: string } | undefined;
  branch: Branch;
  formToken: string;
  /** Path and query of this page. */
  path: string;
  cart: readonly CartEntry[];
  sums: Sums;
  /** The loyalty backend has worked out this cart. */
  quoted: boolean;
  flash: Flash | undefined;
}

export const seesPrices = ({ buyer, staff }: View): boolean => buyer?.seesPrices ?? staff !== undefined;
export const isGuest = ({ buyer, staff }: View): boolean => !buyer && !staff;

/** Guests may fill a cart too: it goes along when they sign in. */
export const mayCollect = (view: View): boolean => view.buyer?.mayCollect ?? isGuest(view);

/** The price of an article when this visitor may see one. */
export const visiblePrice = (view: View, article: Article, quantity = 1): LinePrice | undefined =>
  seesPrices(view) ? priceOf(article, quantity, view.buyer) : undefined;

export const priceHeading = ({ staff }: View): string => (staff ? 'Listenpreis netto' : 'Ihr Preis netto');

export const unitPrice = (article: Article, price: LinePrice): string => `${euro(price.unit)} je ${article.unit}`;

export const packages = (article: Article, quantity: number): string =>
  `${count(quantity)} ${quantity === 1 ? article.pack.one : article.pack.many}`;

/** Where to sign in and come back from. */
export const signInUrl = (view: View): string => `/anmelden?zurueck=${encodeURIComponent(view.path)}`;

/** The hidden fields of every form that changes something. */
export const guard = (view: View, back?: string): Html =>
  html`<input
      type="hidden"
      name="t"
      value="${view.formToken}"
    />${back !== undefined && html`<input type="hidden" name="zurueck" value="${back}" />`}`;

/** Net price for a badge, left out where prices are not to be seen. */
export const netPriceAttribute = (price: string | undefined): Html | '' => (price ? html` net-price="${price}"` : '');

export const articleUrl = (sku: string): string => `/artikel/${encodeURIComponent(sku)}`;

/** Who answers for a firm: name, telephone, hours. */
export const contactCard = ({ name, role, phone, hours }: Contact): Html =>
  html`<dl class="kv">
    <dt>Name</dt>
    <dd>${name}, ${role}</dd>
    <dt>Telefon</dt>
    <dd><a href="${dialable(phone)}">${localPhone(phone)}</a></dd>
    <dt>Erreichbar</dt>
    <dd>${hours} Uhr</dd>
  </dl>`;

import {
  deviceNow,
  getClient,
  isOfOrder,
  provideMoreSkus,
  rankBenefits,
  TauError,
  type ArticleBenefits,
  type BenefitContext,
  type BenefitItem,
  type BenefitsAnswer,
  type CartLine,
  type Client,
  type ErrorKind,
  type Listenable,
  type Programme,
  type QuoteAnswer,
  type Resource,
} from '@tauwerk/core';
import { atom } from 'nanostores';
import { announcer } from '../base/announcer.js';
import { reflect } from '../base/attributes.js';
import { BenefitViewEvent } from '../base/events.js';
import { lazy } from '../base/lazy.js';
import type { I18n } from '../base/localize.js';
import { unseen } from '../base/seen.js';
import { TauElement, type View } from '../base/tau-element.js';
import { installActions } from './actions.js';
import type { ShownBenefit } from './row.js';
import type { Facts } from './rules.js';
import { rowsOf } from './state-row.js';

type Answer = ArticleBenefits | BenefitsAnswer | QuoteAnswer;

/** Everything that a badge, a list or the details draw from. */
export interface BenefitView extends View {
  i18n: I18n;
  /** For this purchase, ranked. */
  benefits: readonly ShownBenefit[];
  excluded?: BenefitItem['excluded'];
  item?: BenefitItem | undefined;
  programme?: Programme | undefined;
  /** Why the backend shows none, in the buyer's words. */
  because?: string | undefined;
  priceDisplay: 'net' | 'gross';
  /** When the answer came, in server time. */
  at: number;
  /** When the data was last good, if it is not the newest. */
  staleSince?: number | undefined;
  /** Why it is not the newest. */
  problem?: ErrorKind | undefined;
  currency: string;
  cart?: readonly CartLine[] | undefined;
  /** Price, quantity, cart and words; there when more than chips with ready labels is drawn. */
  facts?: Facts | undefined;
  /** Server time. */
  now: number;
}

const PLACEMENTS: readonly BenefitContext[] = ['product', 'list', 'cart', 'checkout', 'account', 'programme'];
const ATTRIBUTES = ['sku', 'quantity', 'net-price', 'placement', 'lead'];

const rules = lazy('the rules of benefits', () => import('./rules.js'));
const cartPart = lazy('the benefits of the cart', () => import('./cart-source.js'));
const $waiting = atom<Resource<Answer>>({ status: 'loading' });
const $failed = atom<Resource<Answer>>({ status: 'error', error: new TauError('network', 'a part did not load') });

/** Articles of badges that wait below the fold travel along, so that a list of 100 articles is one request. */
function* moreSkus(client: Client, context: BenefitContext): Iterable<string> {
  for (const element of unseen()) {
    const badge = element as BenefitElement;
    if (badge.sku && badge.context === context && getClient(badge.client || undefined).value === client)
      yield badge.sku;
  }
}

/** What badge and list have in common: which benefits, for which purchase, in which state. */
export abstract class BenefitElement extends TauElement {
  /**
   * Article number; without it the benefits of the cart or of the account are shown, as `placement` says.
   * @attr sku
   */
  declare sku: string | null;
  /**
   * Number of orderable units. Default 1.
   * @attr quantity
   */
  declare quantity: string | null;
  /**
   * The buyer's own net price of one orderable unit, e.g. `61.57`; the backend's if empty. Never the list price.
   * @attr net-price
   */
  declare netPrice: string | null;
  /**
   * Where the element stands: `product` (default), `list`, `cart`, `checkout`, `account`, `programme`.
   * @attr placement
   */
  declare placement: string | null;
  /**
   * `value` puts what lowers this price first, as beside a price tag; `effect` what saves work.
   * @attr lead
   */
  declare lead: string | null;

  /** What is drawn at the moment; the details draw from it. */
  shown?: BenefitView;
  /** Set by the details while they are open. */
  onShown?: (() => void) | undefined;
  private viewed?: boolean;
  /** Says how a retry went. */
  private voice?: HTMLElement;
  private asked?: boolean;

  override connectedCallback(): void {
    installActions();
    provideMoreSkus(moreSkus);
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.onShown?.();
  }

  override retry(): void {
    this.asked = true;
    super.retry();
  }

  /** `placement`, or `product` when it is nonsense. */
  get context(): BenefitContext {
    const placement = this.placement as BenefitContext;
    return PLACEMENTS.includes(placement) ? placement : 'product';
  }

  /** Whether chips with ready labels are all that is drawn. */
  protected abstract get simple(): boolean;
  /** What stands first: see `rankBenefits`. */
  abstract get leading(): 'effect' | 'value';
  /** Draws a view; `false` when a part of the library is still loading, `null` when it cannot be loaded. */
  protected abstract drawView(view: BenefitView): boolean | null;

  protected override draw(client: Client, i18n: I18n): View {
    const view = this.read(client, i18n);
    this.shown = view;
    if (view.state === 'loading') {
      if (this.voice) this.voice.textContent = '';
      return view;
    }
    if (view.state === 'unsupported') {
      this.box!.textContent = '';
      return view;
    }
    const drawn = this.drawView(view);
    if (drawn === null) {
      this.box!.textContent = '';
      return { state: 'error', reason: 'the words did not load' };
    }
    if (!drawn) return { state: 'loading', reason: 'waits for a part of the library' };
    this.onShown?.();
    const failed = view.state === 'error';
    if (failed) this.voice ??= announcer(this.shadowRoot!);
    if (this.asked && this.voice) this.voice.textContent = failed ? i18n.text.error : (rowsOf(view)[0]?.label ?? '');
    this.asked = false;
    if (!this.viewed && view.state === 'ready') {
      this.viewed = true;
      const ids = view.benefits.map(({ id }) => id);
      this.dispatchEvent(new BenefitViewEvent(this.sku ?? '', ids));
    }
    return view;
  }

  private read(client: Client, i18n: I18n): BenefitView {
    const cart = this.follow('cart', client.$cart);
    const base: BenefitView = {
      state: 'loading',
      reason: 'waits for the backend',
      i18n,
      benefits: [],
      priceDisplay: 'net',
      currency: 'EUR',
      cart,
      now: client.now(),
      at: 0,
    };
    const ofCart = !this.sku && isOfOrder(this.context);
    if (ofCart && !cart?.length) {
      const reason = cart ? 'the cart is empty' : 'the page has not told its cart (event "tau-cart")';
      return { ...base, state: 'empty', reason };
    }
    const resource = this.follow('data', this.source(client, i18n.locale, cart));
    if (resource.status === 'loading') {
      // What belongs to another article or buyer goes at once; after an error the button stays under the finger.
      if (!this.box!.querySelector('.late,[data-tau=retry]')) this.box!.textContent = '';
      return base;
    }
    if (resource.status === 'error') {
      const { kind, status, message } = resource.error;
      const unsupported = kind === 'unsupported' || status === 404;
      // Values for a cart are not for guests; that is no failure.
      const state = status === 401 ? 'guest' : unsupported ? 'unsupported' : 'error';
      return { ...base, state, reason: `${kind}: ${message}` };
    }
    return this.fill(base, resource);
  }

  private source(client: Client, locale: string, cart: readonly CartLine[] | undefined): Listenable<Resource<Answer>> {
    if (this.sku) return client.benefit(this.sku, this.context, locale);
    const part = this.follow('source', cartPart);
    return part ? part.sourceOf(client, this.context, locale, cart) : part === null ? $failed : $waiting;
  }

  private fill(base: BenefitView, { data, at, problem }: Extract<Resource<Answer>, { status: 'ready' }>): BenefitView {
    const { cart } = base;
    const item = 'item' in data ? data.item : undefined;
    const raw = item
      ? item.benefits
      : 'cart' in data
        ? this.follow('source', cartPart)!.cartBenefits(data, cart ?? [])
        : ((data as BenefitsAnswer).benefits ?? []);
    const view: BenefitView = {
      ...base,
      benefits: raw,
      item,
      excluded: item?.excluded,
      programme: data.programme,
      because: data.reason,
      priceDisplay: data.priceDisplay,
      at: at + base.now - deviceNow(),
      currency: data.currency ?? item?.netPrice?.currency ?? 'EUR',
    };
    // Chips with the backend's own labels need no rules: that is what keeps a list page light.
    const { quantity, netPrice } = this;
    const asQuoted =
      (!quantity || quantity === '1') && (!netPrice || !item?.netPrice || netPrice === item.netPrice.amount);
    const measurable = raw.some(
      ({ state, conditions }) => (cart || state === 'available') && conditions.some(({ min }) => !!min),
    );
    // Backends that are mapped may have no labels ready.
    const unlabelled = raw.some(({ value }) => value && value.type !== 'text' && !value.label);
    if (!this.simple || !asQuoted || measurable || unlabelled) {
      const part = this.follow('rules', rules);
      const applied = part && part.apply(this, view, this.leading);
      if (applied === undefined || applied === false) return base;
      // Without the rules or their words, when they cannot be loaded, the backend's labels still stand.
      if (!applied) view.benefits = rankBenefits(raw, this.leading);
    } else {
      view.benefits = rankBenefits(raw, this.leading);
    }
    if (data.audience !== 'member') {
      return { ...view, state: data.audience, reason: `the backend calls the buyer "${data.audience}"` };
    }
    if (problem) {
      return {
        ...view,
        state: 'offline',
        staleSince: view.at,
        problem: problem.kind,
        reason: `last good data, because of ${problem.kind}: ${problem.message}`,
      };
    }
    if (raw.length) return { ...view, state: 'ready', reason: `${raw.length} benefits` };
    return view.excluded
      ? { ...view, state: 'ineligible', reason: 'the article is excluded' }
      : { ...view, state: 'empty', reason: 'the backend has no benefit here' };
  }
}

reflect(BenefitElement, ATTRIBUTES);

import {
  setCart,
  type Adapter,
  type BenefitContext,
  type Call,
  type CartLine,
  type Client,
  type TauError,
} from '@tauwerk/core';
import { mount, settle } from './mount.js';

/**
 * Canned benefits for tests of the elements: one of each sort, and an adapter that writes down what it was asked. The
 * answers are `unknown` to the client, so tests may say anything here, nonsense included.
 */

/** Whatever a backend may say. */
type Json = Record<string, unknown>;

/** A benefit that counts now; `over` changes what the test is about. */
export const benefit = (over: Json = {}): Json => ({
  id: 'thanks',
  kind: 'advice',
  effect: 'simplifies-buying',
  title: 'Advice on site',
  state: 'granted',
  stacking: 'additional',
  conditions: [],
  ...over,
});

/** 3 % off this line; the backend's label is for one unit at 342.30. */
export const discount = (over: Json = {}): Json =>
  benefit({
    id: 'discount',
    kind: 'instant-discount',
    effect: 'helps-cash-flow',
    title: '3 % instant discount',
    label: 'Instant discount',
    summary: 'Taken off in the cart',
    reward: { for: 'six years of business' },
    value: { type: 'percent', percent: '3', of: 'line', label: 'minus 10.27' },
    ...over,
  });

/** Longer to pay. */
export const term = (over: Json = {}): Json =>
  benefit({
    id: 'term',
    kind: 'payment-term',
    effect: 'helps-cash-flow',
    title: '60 days to pay',
    label: '60 days',
    summary: 'Payable by 13 December',
    value: { type: 'days', days: 60, gained: 46 },
    compare: { label: 'Payable by', without: '28 October', with: '13 December' },
    ...over,
  });

/** Work saved: what ranks first by effect. */
export const invoice = (over: Json = {}): Json =>
  benefit({
    id: 'invoice',
    kind: 'collective-invoice',
    effect: 'saves-work',
    title: 'One invoice a month',
    summary: 'Sorted by building site',
    ...over,
  });

/** Points, which always come last. */
export const points = (over: Json = {}): Json =>
  benefit({
    id: 'points',
    kind: 'points-collect',
    effect: 'saves-work',
    title: 'Points for training',
    value: { type: 'points', points: 66 },
    ...over,
  });

/** 25 off an order from 1,000: needs a cart to be measured. */
export const fromThousand = (over: Json = {}): Json =>
  benefit({
    id: 'from-1000',
    kind: 'instant-discount',
    effect: 'helps-cash-flow',
    title: '25 off from 1,000',
    value: { type: 'money', amount: '25.00', currency: 'EUR' },
    state: 'available',
    conditions: [{ type: 'cart-value', min: '1000.00', missing: '250.00' }],
    ...over,
  });

/** Needs another tier. */
export const locked = (over: Json = {}): Json =>
  benefit({
    id: 'locked',
    kind: 'early-buy',
    title: 'First to buy in autumn',
    state: 'locked',
    unlocks: 'From Gold on. 2,540 more this year.',
    ...over,
  });

export const programme: Json = {
  name: 'Guild',
  joinUrl: '/join',
  signInUrl: '/sign-in',
  termsUrl: '/terms',
  note: 'Free, cancel any time',
  contact: { name: 'M. Tellwisch', phone: '+49 221 4710-211' },
};

/** An article at 342.30 net. */
export const article = (sku: string, benefits: unknown[], over: Json = {}): Json => ({
  sku,
  name: 'Cordless drill',
  unit: 'piece',
  netPrice: { amount: '342.30', currency: 'EUR' },
  listPrice: { amount: '389.00', currency: 'EUR' },
  benefits,
  ...over,
});

/** What a backend answers to a member; `over` makes it another audience. */
export const answer = (over: Json = {}): Json => ({
  audience: 'member',
  subject: 'firm-1',
  programme,
  currency: 'EUR',
  ...over,
});

/** One question that the adapter was asked. */
export interface Asked {
  what: 'benefits' | 'account' | 'quote';
  skus: readonly string[];
  context?: BenefitContext;
  lines?: readonly CartLine[];
  call: Call;
}

export interface FakeShop extends Adapter {
  /** Every question so far. */
  asked: Asked[];
  /** Answers with what `say` now gives; what it throws or rejects with is the failure. */
  say: Say;
}
type Say = (asked: Asked) => unknown;

/** A backend that answers what `say` gives and remembers what it was asked. */
export function fakeShop(say: Say): FakeShop {
  const shop: FakeShop = {
    asked: [],
    say,
    benefits: (skus, context, call) => reply({ what: 'benefits', skus, context, call }),
    accountBenefits: (context, call) => reply({ what: 'account', skus: [], context, call }),
    quote: (lines, call) => reply({ what: 'quote', skus: lines.map(({ sku }) => sku), lines, call }),
  };
  async function reply(asked: Asked): Promise<unknown> {
    shop.asked.push(asked);
    return shop.say(asked);
  }
  return shop;
}

/** A shop in which every article, the account and the cart have these benefits. */
export const shopWith = (benefits: unknown[], over: Json = {}, item: Json = {}): FakeShop =>
  fakeShop(({ what, skus }) =>
    answer({
      ...(what === 'account'
        ? { benefits }
        : { items: skus.map((sku) => article(sku, benefits, item)), ...(what === 'quote' ? { cart: benefits } : {}) }),
      ...over,
    }),
  );

/** A shop that fails. */
export const brokenShop = (error: TauError): FakeShop =>
  fakeShop(() => {
    throw error;
  });

/** An answer that comes when the test says so. */
export function later<T = unknown>(): { promise: Promise<T>; resolve(value: T): void; reject(error: unknown): void } {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Waits until something is so, and says what is not. */
export async function until(what: string, is: () => unknown, limit = 4000): Promise<void> {
  const start = performance.now();
  while (!is()) {
    if (performance.now() - start > limit) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits until an element is in a state and stands still. */
export async function inState(element: Element, state: string): Promise<void> {
  const now = () => element.getAttribute('state');
  await until(`<${element.localName}> is "${state}"`, () => now() === state).catch((error: Error) => {
    throw new Error(`${error.message}; it is "${now()}"`);
  });
  await settle(element);
}

/** Puts a widget into the page of a shop and waits until it is in a state. */
export async function show<T extends Element = HTMLElement>(
  markup: string,
  shop: Adapter,
  state = 'ready',
): Promise<T> {
  const element = await mount<T>(markup, shop);
  // Badges start when they are about to be seen, and a test may show many.
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  await inState(element, state);
  return element;
}

/** What sighted visitors read in an element: its own light texts and whatever its shadow root shows, in order. */
export function seenText(element: Element): string {
  const texts: string[] = [];
  const read = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement;
      if (parent && isSeen(parent)) texts.push(node.textContent ?? '');
      return;
    }
    const { shadowRoot } = node as Element;
    if (shadowRoot) read(shadowRoot);
    else if ((node as Element).localName === 'slot') {
      const assigned = (node as HTMLSlotElement).assignedNodes();
      for (const child of assigned.length ? assigned : node.childNodes) readSlotted(child, node as Element);
    } else for (const child of node.childNodes) read(child);
    // Boxes separate words that stand in different cells.
    if (node.nodeType === Node.ELEMENT_NODE) texts.push(' ');
  };
  const readSlotted = (node: Node, slot: Element) => {
    // A slotted text node has a hidden slot for a parent box, not its light parent.
    if (node.nodeType === Node.TEXT_NODE) {
      if (isSeen(slot)) texts.push(node.textContent ?? '');
    } else read(node);
  };
  read(element);
  return texts
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/ ([,.:])/g, '$1')
    .trim();
}

/** Whether sighted visitors get to see it; `display: contents` boxes count as their parents do. */
function isSeen(element: Element): boolean {
  if (element.closest('.hidden, [hidden]')) return false;
  const style = getComputedStyle(element);
  if (style.display === 'contents') {
    const up = element.parentElement ?? (element.getRootNode() as ShadowRoot).host;
    return !up || isSeen(up);
  }
  return style.visibility === 'visible' && element.checkVisibility();
}

/** The accessible name of a button, link or box, by the rules that our markup needs. */
export function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const by = element.getAttribute('aria-labelledby');
  if (by) {
    const root = element.getRootNode() as ShadowRoot;
    return by
      .split(' ')
      .map((id) => nameOf(root.getElementById(id)!))
      .join(' ');
  }
  const text = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
    if ((node as Element).getAttribute?.('aria-hidden') === 'true') return '';
    return [...node.childNodes].map(text).join('');
  };
  return text(element).replace(/\s+/g, ' ').replace(/ ,/g, ',').trim();
}

/** Tells the default client's cart and fails when it is refused. */
export function tellCart(client: Client, ...lines: [sku: string, quantity: number, netPrice: string][]): void {
  const taken = setCart(
    client,
    lines.map(([sku, quantity, netPrice]) => ({ sku, quantity, netPrice })),
  );
  if (!taken) throw new Error('the cart was refused');
}

declare const afterEach: ((callback: () => void) => void) | undefined;
const pageErrors: string[] = [];
if (typeof window !== 'undefined') {
  window.addEventListener('error', ({ message }) => pageErrors.push(message));
  window.addEventListener('unhandledrejection', ({ reason }) => pageErrors.push(`rejected: ${String(reason)}`));
}

// Nothing of ours may ever throw into a shop's page, whatever the test is about.
if (typeof afterEach === 'function') {
  afterEach(() => {
    const seen = pageErrors.splice(0);
    if (seen.length > 0) throw new Error(`errors in the page: ${seen.join('; ')}`);
  });
}

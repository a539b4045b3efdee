/**
 * The script tag. A classic script that also works as a module, async, deferred, inserted late, moved to the end of the
 * body or inserted again by a consent tool. It looks for our tags and imports what they need; a page without any costs
 * this file only.
 */
import type { CartLine, Client, ClientConfigInput } from '@tauwerk/core';

declare const TAU_VERSION: string;
/** Tag → chunk, written by the build; no path is ever guessed from a tag. */
declare const TAU_CHUNKS: Record<string, string>;
/** The chunk that every element needs, which also configures the client. */
declare const TAU_FIRST: string;
/** Room for our tags before they are defined, so that nothing jumps when they fill. */
declare const TAU_RESERVE: string;

/** What the page may say before the script runs: `window.tau = { config: {...} }`. */
export interface TauSetup {
  config?: ClientConfigInput & { adapter?: string; client?: string };
  /** The cart, for pages that know it before the script has run. */
  cart?: CartLine[];
  disabled?: boolean;
}

/** The public face of the script tag, `window.tau`. */
export interface Tau {
  version: string;
  /** Sets up a client; for pages that cannot put attributes on the script tag. */
  configure(config: NonNullable<TauSetup['config']>): void;
  cart: {
    /** Tells the cart: `[{ sku, quantity, netPrice: '61.57' }]`. The same as a `tau-cart` event on the document. */
    set(lines: CartLine[]): void;
  };
  /** The buyer signed out: everything personal is forgotten at once. */
  signOut(): void;
  /** Loads again what is on screen, e.g. after the buyer signed in without a new page. */
  refresh(): void;
  /** Switches everything off: fallback texts stay, no request is made any more. */
  disable(): void;
  /** The client of a name; there once the first element has loaded. */
  client?(name?: string): Client | null | undefined;
}

/** What the loader and the runtime share; one per page, versions side by side find it. */
export interface Shared {
  version: string;
  script: HTMLScriptElement | null;
  setup: TauSetup | undefined;
  disabled: boolean;
  /** Calls of `window.tau` in their order; the runtime replaces `push` by doing them. */
  calls: { push(call: [name: keyof Tau, value?: unknown]): void };
}

(() => {
  const key = Symbol.for('tauwerk');
  const page = globalThis as unknown as Record<symbol, Shared | undefined> & { tau?: unknown };
  const there = page[key];
  if (there) {
    if (there.version !== TAU_VERSION) {
      console.info(`[tauwerk] version ${there.version} is already here; version ${TAU_VERSION} steps back`);
    }
    return;
  }

  // A page may hold elements with the id "tau" or the name "currentScript": only what looks right is taken.
  const isScript = (node: unknown): node is HTMLScriptElement => (node as Element | null)?.localName === 'script';
  const current = document.currentScript;
  const script = isScript(current)
    ? current
    : document.querySelector<HTMLScriptElement>('script[data-tauwerk],script[src*="/tau.js"]');
  const base = script?.src;
  const setup = page.tau as (TauSetup & object) | undefined;
  const plain = setup && Object.getPrototypeOf(setup) === Object.prototype ? setup : undefined;

  const shared: Shared = (page[key] = {
    version: TAU_VERSION,
    script,
    setup: plain,
    disabled: !!plain?.disabled || !!script?.hasAttribute('data-disabled'),
    calls: [] as [keyof Tau, unknown?][],
  });
  const call = (name: keyof Tau) => (value?: unknown) => shared.calls.push([name, value]);
  const tau: Tau = {
    version: TAU_VERSION,
    configure: call('configure'),
    cart: { set: call('cart') },
    signOut: call('signOut'),
    refresh: call('refresh'),
    disable() {
      shared.disabled = true;
      observer.disconnect();
      shared.calls.push(['disable']);
    },
  };
  page.tau = tau;
  document.addEventListener('tau-cart', (event) => tau.cart.set((event as CustomEvent).detail?.lines));

  const pending = Object.keys(TAU_CHUNKS);
  let scheduled = false;
  const load = (file: string) => import(/* @vite-ignore */ new URL(file, base || location.href).href);
  const scan = () => {
    scheduled = false;
    for (const tag of [...pending]) {
      if (shared.disabled || !document.querySelector(tag)) continue;
      pending.splice(pending.indexOf(tag), 1);
      Promise.all([TAU_FIRST, TAU_CHUNKS[tag]!].map(load)).catch((error: Error) =>
        console.error(
          `[tauwerk] <${tag}> did not load (${error.message}); a missing file, Content-Security-Policy or a blocker?`,
        ),
      );
    }
    if (!pending.length) observer.disconnect();
  };
  const observer = new MutationObserver(() => {
    if (!scheduled) scheduled = !!setTimeout(scan);
  });

  if (shared.disabled) return;
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(TAU_RESERVE);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  } catch {
    // Without it the tags are as high as their text until they are filled.
  }
  observer.observe(document, { childList: true, subtree: true });
  scan();
})();

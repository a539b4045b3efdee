import { getClient, report, type Client, type Listenable } from '@tauwerk/core';
import { adopt, reflect } from './attributes.js';
import { StateEvent, type WidgetState } from './events.js';
import { retryFailed } from './failed.js';
import { addressOf, languageOf, wordsFor, type I18n } from './localize.js';
import { $disabled, $page, watchPage } from './page.js';
import { unwatch, whenSeen } from './seen.js';

/** What a widget shows and why. */
export interface View {
  state: WidgetState;
  /** Why, in English, for the `tau-state` event and `debug`. */
  reason: string;
}

/** Servers import the classes too, to know them; only a browser makes elements. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/** Watches the attributes of all elements that have started. */
let attributes: MutationObserver | undefined;
/** What elements write themselves, and what is no business of theirs. */
const IGNORED = /^(state|style|class|id)$/;

function onAttributes(records: MutationRecord[]): void {
  for (const { target, attributeName } of records) {
    if (!IGNORED.test(attributeName!)) (target as TauElement).attributeChanged(attributeName!);
  }
}

const ATTRIBUTES = ['client', 'debug', 'theme', 'accent', 'radius', 'density'];

/**
 * What all widgets share: the client by name, stores that are followed while the element is in the page, words in the
 * language around it, the designed states, the fallback, and the promise never to throw into the shop.
 *
 * Attributes are the only state, nothing is kept per element until it is about to be seen, not even a `#private` name or
 * an `attributeChangedCallback`, which the browser pays for at each upgrade: a list with 2,000 badges costs little more
 * than 2,000 spans.
 *
 * @slot - Text that stands here until the widget is ready, and when it cannot be. Elements in it always stay visible:
 *   a tag that was not closed must not swallow its neighbours.
 * @slot fallback - Elements that stand here until the widget is ready.
 */
export abstract class TauElement extends Base {
  /** Sheets of the shadow root. */
  static sheets: CSSStyleSheet[] = [];
  /** Starts only when the element is about to be seen. */
  static lazy = false;

  /**
   * Name of the client; `default` if empty.
   * @attr client
   */
  declare client: string | null;
  /**
   * Prints to the console why the widget is in its state.
   * @attr debug
   */
  declare debug: string | null;
  /**
   * `light`, `dark`, or `auto` for what the system prefers; by default what the page declares by `color-scheme`.
   * @attr theme
   */
  declare theme: string | null;
  /**
   * Brand colour in any CSS syntax. It is corrected to WCAG AA contrast.
   * @attr accent
   */
  declare accent: string | null;
  /**
   * Corners: `0`, `6` or `12` pixels.
   * @attr radius
   */
  declare radius: string | null;
  /**
   * `compact` for tight lists.
   * @attr density
   */
  declare density: string | null;

  // Fields are not named like what Prototype.js and MooTools put on every element: update, show, store, select…
  /** What the widget draws into; `undefined` until it starts. */
  protected box?: HTMLElement;
  private slots?: HTMLSlotElement[];
  private followed?: Map<string, { store: Listenable<unknown>; stop: () => void }>;
  private queued?: Promise<void> | undefined;
  private view?: View;
  private broken?: boolean;

  connectedCallback(): void {
    adopt(this);
    if (this.box) this.requestUpdate();
    else if ((this.constructor as typeof TauElement).lazy) whenSeen(this);
    else this.start();
  }

  disconnectedCallback(): void {
    unwatch(this);
    this.unfollow();
  }

  /** State on screen; also as the attribute `state`. */
  get state(): WidgetState {
    return this.view?.state ?? 'loading';
  }

  /** Resolves when what was asked for so far is on screen. */
  get updateComplete(): Promise<void> {
    onAttributes(attributes?.takeRecords() ?? []);
    return this.queued ?? Promise.resolve();
  }

  /** Loads again what the widget shows. */
  retry(): void {
    this.broken = false;
    retryFailed();
    getClient(this.client || undefined).value?.refresh();
    this.requestUpdate();
  }

  /** Builds the shadow root and draws; called when the element is about to be seen. */
  start(): void {
    if (this.box || !this.isConnected) return;
    let root: ShadowRoot;
    try {
      // Somebody may have rendered one on the server or put one in.
      root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    } catch (error) {
      return report(`<${this.localName}> cannot draw: ${(error as Error).message}`);
    }
    root.textContent = '';
    root.adoptedStyleSheets = (this.constructor as typeof TauElement).sheets;
    const create = <K extends 'div' | 'slot'>(tag: K) => root.appendChild(document.createElement(tag));
    this.box = create('div');
    this.box.className = 'box';
    const fallback = create('slot');
    fallback.name = 'fallback';
    this.slots = [fallback, create('slot')];
    if (this.accent) this.applyAccent();
    (attributes ??= new MutationObserver(onAttributes)).observe(this, { attributes: true });
    this.run();
  }

  /** An attribute changed after the start. */
  attributeChanged(name: string): void {
    this.broken = false;
    if (name === 'accent') this.applyAccent();
    this.requestUpdate();
  }

  /** Draws again, once for all changes of the moment. */
  requestUpdate(): void {
    this.queued ??= Promise.resolve().then(() => {
      this.queued = undefined;
      if (this.isConnected && this.box) this.run();
    });
  }

  /** The value of a store, followed until it changes, another takes its place or the element leaves the page. */
  follow<T>(slot: string, store: Listenable<T>): T {
    const followed = (this.followed ??= new Map());
    const former = followed.get(slot);
    if (former?.store !== store) {
      const stop = store.listen(() => this.requestUpdate());
      former?.stop();
      followed.set(slot, { store, stop });
    }
    return store.value as T;
  }

  /** Draws into `box` what the client knows, or empties it, and says which state that is. */
  protected abstract draw(client: Client, i18n: I18n): View;

  /** Draws the place of what is still loading. */
  protected abstract drawSkeleton(label: string): void;

  private run() {
    const root = this.shadowRoot!;
    const held = root.activeElement;
    try {
      this.show(this.look());
    } catch (error) {
      report(`<${this.localName}> failed and shows its fallback: ${(error as Error)?.message}`);
      this.broken = true;
      this.unfollow();
      this.box!.textContent = '';
      this.show({ state: 'error', reason: 'the widget failed' });
    }
    // What was in focus has gone: whoever uses the keyboard is not sent back to the start of the page.
    if (held && !held.isConnected) root.querySelector<HTMLElement>('[data-tau]')?.focus({ preventScroll: true });
  }

  private look(): View {
    if (this.broken) return { state: 'error', reason: 'the widget failed' };
    if (this.follow('disabled', $disabled)) {
      this.unfollow();
      this.box!.textContent = '';
      return { state: 'disabled', reason: 'switched off by the page' };
    }
    watchPage();
    this.follow('page', $page);
    const client = this.follow('client', getClient(this.client || undefined));
    if (client === null) return { state: 'error', reason: 'the client is not configured correctly' };
    const i18n = this.follow('words', wordsFor(languageOf(this), addressOf(this)));
    if (i18n === null) {
      this.box!.textContent = '';
      return { state: 'error', reason: 'the words did not load' };
    }
    if (client && i18n) {
      const view = this.draw(client, i18n);
      if (view.state === 'loading' && !this.hasFallback) this.drawSkeleton(i18n.text.loading);
      return view;
    }
    if (!this.hasFallback) this.drawSkeleton('');
    return { state: 'loading', reason: client ? 'waits for its words' : 'waits for a client' };
  }

  private show(view: View) {
    const bare = this.broken || (!this.box!.firstChild && view.state !== 'empty');
    const [fallback, rest] = this.slots!;
    fallback!.hidden = !bare;
    rest!.hidden = !bare && !this.swallowed;
    const { state, reason } = view;
    const former = this.view;
    this.view = view;
    if (former?.state === state && former.reason === reason) return;
    this.setAttribute('state', state);
    if (this.hasAttribute('debug')) report(`<${this.localName}> ${state}: ${reason}`, 'info');
    this.dispatchEvent(new StateEvent(state, reason));
  }

  private unfollow() {
    this.followed?.forEach(({ stop }) => stop());
    this.followed = undefined;
  }

  private applyAccent() {
    const { accent, style } = this;
    const known = !!accent && CSS.supports('color', accent);
    if (known) style.setProperty('--tau-color-accent', accent);
    else style.removeProperty('--tau-color-accent');
    if (accent && !known && this.hasAttribute('debug'))
      report(`accent="${accent}" is not a colour and is ignored`, 'info');
  }

  private get hasFallback(): boolean {
    return !!this.firstElementChild || !!this.textContent!.trim();
  }

  /** Elements that are not marked as fallback are the neighbours of a tag that was not closed. */
  private get swallowed(): boolean {
    for (let child = this.firstElementChild; child; child = child.nextElementSibling) {
      if (child.getAttribute('slot') !== 'fallback') return true;
    }
    return false;
  }
}

reflect(TauElement, ATTRIBUTES);

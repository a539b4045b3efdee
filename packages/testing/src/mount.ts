import 'axe-core/axe.min.js';
import { configure, type Adapter, type ClientConfigInput } from '@tauwerk/core';
import { render, type LitElement, type TemplateResult } from 'lit';
import { resetHands } from './keys.js';

/**
 * The page vocabulary of browser tests. With `keys.ts` it is the only file that knows the runner, so another runner
 * means changing these two.
 */

export { expect } from '@open-wc/testing';
export { html } from 'lit';
export * from './keys.js';

declare const afterEach: ((callback: () => void | Promise<void>) => void) | undefined;
declare const axe: { run(root: Element, options?: object): Promise<{ violations: AxeViolation[] }> };
interface AxeViolation {
  id: string;
  help: string;
  nodes: { target: unknown[] }[];
}

const rooms: HTMLElement[] = [];

/**
 * Puts markup into the page and waits until its first element stands still. A string becomes HTML as in a shop's page,
 * a template keeps its bindings. `adapter` answers for the shop: with it the default client is configured anew.
 */
export async function mount<T extends Element = HTMLElement>(
  markup: TemplateResult | string,
  adapter?: Adapter,
  config?: ClientConfigInput,
): Promise<T> {
  if (adapter) configure(adapter, config);
  const room = document.createElement('div');
  rooms.push(room);
  document.body.append(room);
  if (typeof markup === 'string') room.innerHTML = markup;
  else render(markup, room);
  const element = room.firstElementChild as T | null;
  if (!element) throw new Error('mount: the markup holds no element');
  await settle(element);
  return element;
}

/** Removes what the tests mounted; runs after each of them. */
export async function cleanup(): Promise<void> {
  for (const room of rooms.splice(0)) room.parentNode?.removeChild(room);
  await resetHands();
}

// Before any test there is no runner to ask, as when a bundler only looks at this file.
if (typeof afterEach === 'function') afterEach(cleanup);

/**
 * Waits until an element stands still: every update below it is complete, and nothing has changed for a little longer
 * than the client waits to batch its requests.
 */
export async function settle(element: Element, quiet = 25, limit = 3000): Promise<void> {
  const start = performance.now();
  for (;;) {
    let changed = false;
    const observer = new MutationObserver(() => (changed = true));
    for (const root of rootsOf(element)) {
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    }
    await updates(element);
    await new Promise((resolve) => setTimeout(resolve, quiet));
    if (observer.takeRecords().length > 0) changed = true;
    observer.disconnect();
    if (!changed) return;
    if (performance.now() - start > limit) throw new Error(`<${element.localName}> does not come to rest`);
  }
}

/** The only part of that name, nested elements included. */
export function part<T extends HTMLElement = HTMLElement>(element: Element, name: string): T {
  const [first] = parts<T>(element, name);
  if (!first) throw new Error(`<${element.localName}> has no part "${name}"`);
  return first;
}

/** Every part of that name, nested elements included. */
export function parts<T extends HTMLElement = HTMLElement>(element: Element, name: string): T[] {
  return rootsOf(element).flatMap((root) =>
    root instanceof ShadowRoot ? [...root.querySelectorAll<T>(`[part~="${name}"]`)] : [],
  );
}

/** What axe finds wrong, one line each; an empty list is what a test wants. */
export async function axeViolations(element: Element, options: object = {}): Promise<string[]> {
  const { violations } = await axe.run(element, { resultTypes: ['violations'], ...options });
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join('; ')})`,
  );
}

/** The element itself and each shadow root at or below it. */
function rootsOf(element: Element): (Element | ShadowRoot)[] {
  const roots: (Element | ShadowRoot)[] = [element];
  const enter = (host: Element) => {
    if (!host.shadowRoot) return;
    roots.push(host.shadowRoot);
    for (const inner of host.shadowRoot.querySelectorAll('*')) enter(inner);
  };
  enter(element);
  for (const inner of element.querySelectorAll('*')) enter(inner);
  return roots;
}

async function updates(element: Element): Promise<void> {
  for (const root of rootsOf(element)) {
    const hosts = root instanceof ShadowRoot ? [root.host] : [root];
    for (const host of [...hosts, ...root.querySelectorAll('*')]) await (host as Partial<LitElement>).updateComplete;
  }
}

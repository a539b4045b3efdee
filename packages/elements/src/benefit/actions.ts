/**
 * One set of listeners for all badges and lists of the page, so that a badge carries none itself. Triggers are marked
 * `data-tau` in the shadow roots: `open` shows details, `retry` loads again, `join` asks before a link is followed.
 */
import { report } from '@tauwerk/core';
import { EnrolRequestEvent } from '../base/events.js';

/** What the handler needs of an element with benefits. */
export interface BenefitHost extends HTMLElement {
  /** Loads again what is shown. */
  retry(): void;
}

/** Rest of the mouse before details open by themselves. */
const HOVER_MS = 350;
const TAG = /^tau-benefit-/;

let installed = false;
let hover: ReturnType<typeof setTimeout> | undefined;

/** Installs the listeners, once. */
export function installActions(): void {
  if (installed) return;
  installed = true;
  // Capture: a product tile is often a link or stops clicks itself.
  document.addEventListener('click', onClick, true);
  document.addEventListener('pointerover', onPointerOver, { passive: true });
}

interface Found {
  action: string | null;
  trigger: HTMLElement;
  host: BenefitHost;
}

function find(event: Event): Found | undefined {
  const target = event.target as Element | null;
  // Nested in somebody else's shadow root the target is that root's host, so the path decides; the tag is a cheap no.
  if (!target?.localName || (!TAG.test(target.localName) && !target.shadowRoot)) return undefined;
  for (const node of event.composedPath() as HTMLElement[]) {
    const action = node.getAttribute?.('data-tau');
    if (action) {
      const { host } = node.getRootNode() as ShadowRoot;
      return host && TAG.test(host.localName) ? { action, trigger: node, host: host as BenefitHost } : undefined;
    }
    if (TAG.test(node.localName ?? '')) return undefined;
  }
  return undefined;
}

function onClick(event: Event) {
  const found = find(event);
  if (!found) return;
  const { action, trigger, host } = found;
  clearTimeout(hover);
  if (action === 'join') {
    const request = new EnrolRequestEvent((trigger as HTMLAnchorElement).href);
    if (!host.dispatchEvent(request)) event.preventDefault();
    return;
  }
  if (action !== 'open' && action !== 'retry') return;
  event.preventDefault();
  event.stopPropagation();
  if (action === 'retry') host.retry();
  else show(host, trigger, true);
}

function onPointerOver(event: PointerEvent) {
  if (event.pointerType !== 'mouse') return;
  clearTimeout(hover);
  const found = find(event);
  if (found?.action === 'open') hover = setTimeout(() => show(found.host, found.trigger, false), HOVER_MS);
}

function show(host: BenefitHost, trigger: HTMLElement, byClick: boolean) {
  import('./details.js')
    .then(({ toggleDetails }) => toggleDetails(host, trigger, byClick))
    .catch((error: Error) =>
      report(`the details did not load (${error.message}); a Content-Security-Policy or a blocker may be in the way`),
    );
}

import { atom } from 'nanostores';

/** What the script tag says for the whole page. */
export const pageSettings: { address?: string | undefined } = {};

/** Ticks when something changes that concerns every element: the page's language. */
export const $page = atom(0);

/** Whether the kill switch was thrown: every element shows its fallback and asks for nothing more. */
export const $disabled = atom(false);

let watching = false;

/** Watches `<html lang>`, once for all elements. */
export function watchPage(): void {
  if (watching) return;
  watching = true;
  new MutationObserver(() => $page.set($page.value + 1)).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['lang', 'address'],
  });
}

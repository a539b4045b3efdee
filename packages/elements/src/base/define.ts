import { report } from '@tauwerk/core';

/** Version of the library; two copies on a page tell each other apart by it. */
export const VERSION = '0.1.0';

/** Registers a tag unless somebody else was first. Never throws: two copies on a page are normal for an embed. */
export function define(tag: string, element: CustomElementConstructor & { version?: string }): void {
  // A server may import definitions; only a browser has a registry.
  if (!globalThis.customElements) return;
  const there = customElements.get(tag) as { version?: string } | undefined;
  if (there) {
    if (there !== element)
      report(`<${tag}> is already there in version ${there.version ?? 'unknown'}; version ${VERSION} steps back`);
    return;
  }
  element.version = VERSION;
  try {
    customElements.define(tag, element);
  } catch (error) {
    report(`<${tag}> cannot be registered: ${(error as Error).message}`);
  }
}

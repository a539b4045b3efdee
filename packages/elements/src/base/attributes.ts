const reflected = new Set<string>();

/**
 * Gives a class a property for each of its attributes, `netPrice` for `net-price`: frameworks set properties, markup sets
 * attributes, and the attribute is the one truth. No state per element.
 */
export function reflect(element: { prototype: object }, attributes: readonly string[]): void {
  for (const attribute of attributes) {
    const name = attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    reflected.add(name);
    Object.defineProperty(element.prototype, name, {
      configurable: true,
      get(this: HTMLElement) {
        return this.getAttribute(attribute);
      },
      set(this: HTMLElement, value: unknown) {
        if (value === null || value === undefined || value === false) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value === true ? '' : String(value));
      },
    });
  }
}

/**
 * Hands over what the page has set before the definition loaded: own properties, which would hide the accessors for
 * ever. An element without any pays next to nothing.
 */
export function adopt(element: HTMLElement): void {
  const own = element as unknown as Record<string, unknown>;
  for (const name of Object.keys(own)) {
    if (!reflected.has(name)) continue;
    const value = own[name];
    delete own[name];
    own[name] = value;
  }
}

/**
 * Gives a class a property for each of its attributes, `netPrice` for `net-price`: frameworks set properties, markup sets
 * attributes, and the attribute is the one truth. No state per element.
 */
export function reflect(element: { prototype: object }, attributes: readonly string[]): void {
  for (const attribute of attributes) {
    const name = attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
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

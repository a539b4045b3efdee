/** Marks CSS for editors and for the build, which strips its comments and spaces. */
export const css = String.raw;

/** A style sheet that shadow roots share. Adopted sheets pass a strict Content-Security-Policy, `<style>` does not. */
export function sheet(text: string): CSSStyleSheet {
  // A server that imports the classes has no style sheets.
  if (!globalThis.CSSStyleSheet) return {} as CSSStyleSheet;
  const created = new CSSStyleSheet();
  created.replaceSync(text);
  return created;
}

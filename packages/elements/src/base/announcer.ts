/** A place in a shadow root whose words a screen reader says when they change; it has to be there before them. */
export function announcer(root: ShadowRoot): HTMLElement {
  const voice = root.appendChild(document.createElement('span'));
  voice.className = 'hidden';
  voice.setAttribute('aria-live', 'polite');
  return voice;
}

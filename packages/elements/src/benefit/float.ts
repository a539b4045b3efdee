import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom';

const GAP = 6;
const EDGE = 8;

/**
 * Keeps a panel in the top layer beside its trigger, whatever scrolls, resizes or moves. Returns how to stop.
 * @param place puts the panel where it fits without a library; `false` says that it is a sheet and needs no placing
 * @param placed hears that the library does its work here
 */
export function float(trigger: HTMLElement, panel: HTMLElement, place: () => boolean, placed: () => void): () => void {
  let stop = () => {};
  const update = async () => {
    if (!place()) return;
    try {
      const { x, y } = await computePosition(trigger, panel, {
        strategy: 'fixed',
        placement: 'bottom-start',
        middleware: [offset(GAP), flip({ padding: EDGE }), shift({ padding: EDGE, crossAxis: true })],
      });
      panel.style.setProperty('left', `${x}px`);
      panel.style.setProperty('top', `${y}px`);
      placed();
    } catch {
      // MooTools replaces `Element`, which the library asks for: the plain place has to do.
      stop();
    }
  };
  try {
    // A frame later: the height that is set here would wake the observer that called, and WebKit tells the shop's
    // `window.onerror` of that ("ResizeObserver loop completed with undelivered notifications").
    stop = autoUpdate(trigger, panel, () => requestAnimationFrame(() => void update()));
  } catch {
    place();
  }
  return stop;
}

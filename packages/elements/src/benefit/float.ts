import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom';

const GAP = 6;
const EDGE = 8;

/**
 * Keeps a panel in the top layer beside its trigger, whatever scrolls, resizes or moves. Returns how to stop.
 * @param place puts the panel where it fits without a library; `false` says that it is a sheet and needs no placing
 */
export function float(trigger: HTMLElement, panel: HTMLElement, place: () => boolean): () => void {
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
    } catch {
      // MooTools replaces `Element`, which the library asks for: the plain place has to do.
      stop();
    }
  };
  try {
    stop = autoUpdate(trigger, panel, () => void update());
  } catch {
    place();
  }
  return stop;
}

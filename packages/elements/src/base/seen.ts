import { report } from '@tauwerk/core';

/**
 * Starts elements only when they are about to be seen: a list of 2,000 articles costs what is on screen.
 *
 * An IntersectionObserver costs some 25 µs per target when 2,000 come at once, reading a clean layout less than 1 µs. So
 * it watches all elements of an ordinary page, but only samples of a huge one, as an alarm; which elements are near is
 * then read from the layout, after the alarm and after whatever else moves a page.
 */
const NEAR = 200;
const SLICE_MS = 8;
/** So many are watched one by one; of more, every sixteenth. */
const WATCHED = 64;
const SAMPLE = 16;
const MOVERS = ['scroll', 'resize', 'click', 'keyup', 'load', 'transitionend'];

interface Startable extends Element {
  start(): void;
}

const waiting = new Set<Startable>();
const watched = new Set<Startable>();
let observer: IntersectionObserver | undefined;
let looking = false;
const queue: Startable[] = [];

/** Calls `start()` of the element when it is about to be seen. */
export function whenSeen(element: Startable): void {
  if (!observer) {
    observer = new IntersectionObserver(
      (changes) => {
        if (changes.some(({ isIntersecting }) => isIntersecting)) lookSoon();
      },
      { rootMargin: `${NEAR}px` },
    );
    for (const event of MOVERS) addEventListener(event, lookSoon, { capture: true, passive: true });
  }
  waiting.add(element);
  lookSoon();
}

/** Takes `whenSeen` back. */
export function unwatch(element: Startable): void {
  waiting.delete(element);
  if (watched.delete(element)) observer!.unobserve(element);
}

/** Elements that still wait to be seen, in the order in which they came. */
export const unseen = (): Iterable<Element> => waiting;

/** Looks once the frame is laid out, so that looking forces no layout. */
function lookSoon() {
  if (looking || !waiting.size) return;
  looking = true;
  requestAnimationFrame(() => setTimeout(look));
}

function look() {
  looking = false;
  let index = 0;
  for (const element of waiting) {
    // A tag without a style sheet of ours around it is an empty inline box, which has no size but a place.
    const [box] = element.getClientRects();
    if (
      box &&
      box.top < innerHeight + NEAR &&
      box.bottom > -NEAR &&
      box.left < innerWidth + NEAR &&
      box.right > -NEAR
    ) {
      unwatch(element);
      if (queue.push(element) === 1) setTimeout(drain);
    } else if ((index++ < WATCHED || index % SAMPLE === 0) && !watched.has(element)) {
      watched.add(element);
      observer!.observe(element);
    }
  }
}

/** Starts what is queued in slices, so that a page full of badges stays responsive. */
function drain() {
  const until = performance.now() + SLICE_MS;
  for (let element; (element = queue.shift());) {
    try {
      element.start();
    } catch (error) {
      report(`<${element.localName}> does not start: ${(error as Error)?.message}`);
    }
    if (performance.now() > until) break;
  }
  if (queue.length) setTimeout(drain);
}

/**
 * One observer for all elements that start only when they are about to be seen. A list of 2,000 articles costs what is
 * on screen.
 */
const MARGIN = '200px';
const SLICE_MS = 8;

interface Startable extends Element {
  start(): void;
}

const waiting = new Set<Startable>();
let observer: IntersectionObserver | undefined;
let queue: Startable[] = [];

/** Calls `start()` of the element when it is about to be seen. */
export function whenSeen(element: Startable): void {
  observer ??= new IntersectionObserver(onSeen, { rootMargin: MARGIN });
  waiting.add(element);
  observer.observe(element);
}

/** Takes `whenSeen` back. */
export function unwatch(element: Startable): void {
  if (waiting.delete(element)) observer!.unobserve(element);
}

/** Elements that still wait to be seen, in the order in which they came. */
export const unseen = (): Iterable<Element> => waiting;

function onSeen(changes: IntersectionObserverEntry[]) {
  for (const { isIntersecting, target } of changes) {
    if (!isIntersecting) continue;
    unwatch(target as Startable);
    if (queue.push(target as Startable) === 1) setTimeout(drain);
  }
}

/** Starts what is queued in slices, so that a page full of badges stays responsive. */
function drain() {
  const until = performance.now() + SLICE_MS;
  let done = 0;
  while (done < queue.length && (done === 0 || performance.now() < until)) queue[done++]!.start();
  queue = queue.slice(done);
  if (queue.length) setTimeout(drain);
}

import { executeServerCommand } from '@web/test-runner-commands';

/**
 * Real input in real browsers, the same in all three engines. What an engine cannot do it says by rejecting; `can`
 * tells beforehand. The other end is `launchers/hands.mjs`.
 */

/** Which engine runs the page. */
export const engine: 'chromium' | 'firefox' | 'webkit' = /Firefox/.test(navigator.userAgent)
  ? 'firefox'
  : /Chrom/.test(navigator.userAgent)
    ? 'chromium'
    : 'webkit';

/** What this engine's driver offers beyond keys, mouse and window size. */
export const can = {
  /** Fingers; WebKitGTK's driver has a mouse only. */
  tap: engine !== 'webkit',
  /** Dark mode, less motion, forced colours; only Chromium's driver switches them. */
  emulateMedia: engine === 'chromium',
};

const act = (name: string, options: object = {}) => executeServerCommand('tau-hands', { act: name, ...options });

/** Presses one key or a chord and lets go: `press('Tab')`, `press('Shift+Tab')`, `press('a')`. */
export async function press(chord: string, times = 1): Promise<void> {
  const keys = chord === '+' ? ['+'] : chord.split('+');
  for (let time = 0; time < times; time++) await act('press', { keys });
  await frame();
}

/** Types letter by letter into what has the focus. */
export async function type(text: string): Promise<void> {
  await act('type', { text });
  await frame();
}

/** Clicks the middle of an element with the mouse, wherever a page's layers let the click arrive. */
export async function click(target: Element, button: 'left' | 'middle' | 'right' = 'left'): Promise<void> {
  await act('click', { ...(await middleOf(target)), button });
  await frame();
}

/** Moves the mouse over an element. */
export async function hover(target: Element): Promise<void> {
  await act('move', await middleOf(target));
  await frame();
}

/** Moves the mouse to a point of the viewport, by default out of everybody's way. */
export async function moveMouse(x = 0, y = 0): Promise<void> {
  await act('move', { x, y });
  await frame();
}

/**
 * Taps an element with a finger. WebKitGTK's driver knows no finger: there the events of a tap are dispatched, which
 * reach listeners but move no focus and are not trusted.
 */
export async function tap(target: Element): Promise<void> {
  const point = await middleOf(target);
  if (can.tap) await act('tap', point);
  else dispatchTap(point);
  await frame();
}

/** Gives the page this many CSS pixels; `resetHands` puts 800 x 600 back. */
export async function setViewport(width: number, height: number): Promise<void> {
  await act('viewport', { width, height });
  resized = width !== WIDTH || height !== HEIGHT;
  await frame();
}

/** Media features by their CSS names, such as `{ 'prefers-color-scheme': 'dark' }`; see `can.emulateMedia`. */
export async function emulateMedia(features: Record<string, string>): Promise<void> {
  if (!can.emulateMedia) throw new Error(`the driver of ${engine} cannot switch media features`);
  await act('media', { features });
  emulated = Object.keys(features).length > 0;
  await frame();
}

const WIDTH = 800;
const HEIGHT = 600;
let resized = false;
let emulated = false;

/** Undoes what a test did to window and media; `mount`'s cleanup calls it after each test. */
export async function resetHands(): Promise<void> {
  if (resized) await setViewport(WIDTH, HEIGHT);
  if (emulated) await emulateMedia({});
}

const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

async function middleOf(target: Element): Promise<{ x: number; y: number }> {
  target.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  await frame();
  const { left, top, width, height } = target.getBoundingClientRect();
  if (width === 0 || height === 0) throw new Error(`<${target.localName}> has no box to point at`);
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}

function dispatchTap({ x, y }: { x: number; y: number }) {
  let target = document.elementFromPoint(x, y);
  while (target?.shadowRoot?.elementFromPoint(x, y)) {
    const inner: Element | null = target.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === target) break;
    target = inner;
  }
  const init = { bubbles: true, composed: true, cancelable: true, clientX: x, clientY: y };
  const pointer = { ...init, pointerType: 'touch', isPrimary: true, pointerId: 2 };
  target?.dispatchEvent(new PointerEvent('pointerdown', pointer));
  target?.dispatchEvent(new PointerEvent('pointerup', pointer));
  target?.dispatchEvent(new PointerEvent('click', { ...pointer, detail: 1 }));
}

/**
 * The hands of the tests: a Web Test Runner plugin that presses real keys, moves a real pointer and sizes the window in
 * all three engines. The page side is `src/keys.ts`. Chromium and Firefox are steered through Puppeteer, WebKitGTK by
 * W3C input actions.
 *
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function hands() {
  return {
    name: 'tau-hands',
    async executeCommand({ command, payload, session }) {
      if (command !== 'tau-hands') return undefined;
      const { browser } = session;
      const hand =
        browser.type === 'webkit' ? webkitHand(browser.wire(session.id)) : puppeteerHand(browser.getPage(session.id));
      const { act, ...options } = payload;
      if (!hand[act]) throw new Error(`${browser.name} cannot ${act}`);
      // A command without a result counts as unknown to the runner.
      return (await hand[act](options)) ?? true;
    },
  };
}

/** @param {import('puppeteer-core').Page} page */
function puppeteerHand(page) {
  return {
    async press({ keys }) {
      // Puppeteer's BiDi half knows the space bar only by its letter.
      const names = keys.map((key) => (key === 'Space' ? ' ' : key));
      for (const name of names) await page.keyboard.down(name);
      for (const name of names.toReversed()) await page.keyboard.up(name);
    },
    type: ({ text }) => page.keyboard.type(text),
    move: ({ x, y }) => page.mouse.move(x, y),
    click: ({ x, y, button }) => page.mouse.click(x, y, { button }),
    tap: ({ x, y }) => page.touchscreen.tap(x, y),
    release: () => page.mouse.reset(),
    async viewport({ width, height }) {
      await page.setViewport({ width, height });
    },
    async media({ features }) {
      // Past Puppeteer, whose list of features lacks `forced-colors`.
      const devtools = await page.createCDPSession();
      const list = Object.entries(features).map(([name, value]) => ({ name, value }));
      await devtools.send('Emulation.setEmulatedMedia', { features: list });
    },
  };
}

/** Keys by their WebDriver code points (W3C WebDriver, "keyboard actions"). */
const CODES = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
};
const BUTTONS = { left: 0, middle: 1, right: 2 };

/** @param {import('./webkit.mjs').Wire} wire */
function webkitHand(wire) {
  const keyboard = (actions) => wire.perform([{ type: 'key', id: 'keyboard', actions }]);
  const pointer = (pointerType, actions) =>
    wire.perform([{ type: 'pointer', id: pointerType, parameters: { pointerType }, actions }]);
  const to = ({ x, y }) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 });
  const key = (type, name) => ({ type, value: CODES[name] ?? name });
  return {
    press: ({ keys }) =>
      keyboard([...keys.map((name) => key('keyDown', name)), ...keys.toReversed().map((name) => key('keyUp', name))]),
    type: ({ text }) => keyboard([...text].flatMap((letter) => [key('keyDown', letter), key('keyUp', letter)])),
    move: (point) => pointer('mouse', [to(point)]),
    click: ({ x, y, button = 'left' }) =>
      pointer('mouse', [
        to({ x, y }),
        { type: 'pointerDown', button: BUTTONS[button] },
        { type: 'pointerUp', button: BUTTONS[button] },
      ]),
    release: () => wire.release(),
    viewport: (size) => wire.setViewport(size),
  };
}

import {
  can,
  click,
  emulateMedia,
  engine,
  expect,
  hover,
  html,
  mount,
  part,
  axeViolations,
  press,
  setViewport,
  tap,
  type,
} from '../src/mount.js';

const log = (target: EventTarget, ...types: string[]) => {
  const seen: string[] = [];
  for (const name of types) {
    target.addEventListener(name, (event) => seen.push(`${event.type} ${event.isTrusted ? 'trusted' : 'made'}`));
  }
  return seen;
};
const focused = () => document.activeElement?.id;

describe('the hands of the tests', () => {
  it('walk with Tab and back, and open a button with Enter and Space', async () => {
    const room = await mount(html`<div><button id="a">A</button><button id="b">B</button></div>`);
    const a = room.querySelector<HTMLElement>('#a')!;
    a.focus();
    await press('Tab');
    expect(focused()).to.equal('b');
    await press('Shift+Tab');
    expect(focused()).to.equal('a');
    const seen = log(a, 'click');
    await press('Enter');
    await press('Space');
    expect(seen).to.deep.equal(['click trusted', 'click trusted']);
  });

  it('type, erase and move in a field', async () => {
    const input = await mount<HTMLInputElement>('<input aria-label="Field" />');
    input.focus();
    await type('Größe 12');
    await press('Backspace');
    await press('Home');
    await press('ArrowRight', 2);
    await type('+');
    expect(input.value).to.equal('Gr+öße 1');
    await press('Escape');
  });

  it('click and hover what is under the pointer', async () => {
    const button = await mount('<button>Buy</button>');
    const seen = log(button, 'pointerover', 'pointerdown', 'click', 'contextmenu');
    await hover(button);
    expect(button.matches(':hover')).to.be.true;
    await click(button);
    expect(seen).to.deep.equal(['pointerover trusted', 'pointerdown trusted', 'click trusted']);
  });

  it('reach what lies below the fold', async () => {
    const room = await mount('<div><p style="height: 3000px">far</p><button>Buy</button></div>');
    const button = room.querySelector('button')!;
    const seen = log(button, 'click');
    await click(button);
    expect(seen).to.deep.equal(['click trusted']);
  });

  it('tap with a finger', async () => {
    const button = await mount('<button>Buy</button>');
    const kinds: string[] = [];
    button.addEventListener('pointerdown', ({ pointerType }) => kinds.push(pointerType));
    const seen = log(button, 'click');
    await tap(button);
    expect(kinds).to.deep.equal(['touch']);
    expect(seen).to.deep.equal([can.tap ? 'click trusted' : 'click made']);
  });

  it('size the page and put it back', async () => {
    await setViewport(360, 500);
    expect([innerWidth, innerHeight]).to.deep.equal([360, 500]);
    expect(matchMedia('(max-width: 400px)').matches).to.be.true;
  });

  it('start each test in the same window', () => {
    expect([innerWidth, innerHeight]).to.deep.equal([800, 600]);
  });

  it(`switch media features${can.emulateMedia ? '' : ' (this engine rejects)'}`, async () => {
    const dark = { 'prefers-color-scheme': 'dark', 'prefers-reduced-motion': 'reduce', 'forced-colors': 'active' };
    let failed = false;
    await emulateMedia(dark).catch(() => (failed = true));
    expect(failed).to.equal(!can.emulateMedia);
    for (const [name, value] of Object.entries(dark)) {
      expect(matchMedia(`(${name}: ${value})`).matches, name).to.equal(can.emulateMedia);
    }
  });

  it('know their engine, find parts and hear axe', async () => {
    expect(['chromium', 'firefox', 'webkit']).to.include(engine);
    const host = await mount('<div></div>');
    host.attachShadow({ mode: 'open' }).innerHTML = '<b part="name big">Gold</b><img part="logo" src="data:,">';
    expect(part(host, 'name').textContent).to.equal('Gold');
    expect(() => part(host, 'price')).to.throw('no part "price"');
    expect((await axeViolations(host)).join()).to.match(/^image-alt: /);
    await expect(await mount('<button>Buy</button>')).to.be.accessible();
  });
});

import { emulateMedia, can, expect, mount, part, settle } from '@tauwerk/testing/mount';
import { axeViolations } from '@tauwerk/testing/mount';
import {
  answer,
  article,
  benefit,
  discount,
  fakeShop,
  inState,
  invoice,
  locked,
  shopWith,
  show,
  term,
  until,
} from '@tauwerk/testing/benefits';
import '../benefit-badge/define.js';
import '../benefit-list/define.js';
import '../benefit/blocks.js';
import '../benefit/details.js';
import '../locales/more/en.js';

type Badge = HTMLElementTagNameMap['tau-benefit-badge'];
type Rgb = [number, number, number];

const canvas = document.createElement('canvas');
canvas.width = canvas.height = 1;
const paint = canvas.getContext('2d', { willReadFrequently: true })!;

/** A colour in any syntax as it is painted over what lies below. */
function painted(colour: string, below: Rgb = [255, 255, 255]): Rgb {
  paint.fillStyle = `rgb(${below.join(' ')})`;
  paint.fillRect(0, 0, 1, 1);
  paint.fillStyle = colour;
  paint.fillRect(0, 0, 1, 1);
  const [red, green, blue] = paint.getImageData(0, 0, 1, 1).data;
  return [red!, green!, blue!];
}

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function contrast(a: Rgb, b: Rgb): number {
  const luminance = (rgb: Rgb) => {
    const [red, green, blue] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as Rgb;
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The same accents in each run: hex, rgb, hsl, oklch, wide gamut, by turns. */
function accents(count: number): string[] {
  let seed = 20260714;
  const random = (to: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * to);
  };
  const forms = [
    () => `#${[0, 0, 0].map(() => random(256).toString(16).padStart(2, '0')).join('')}`,
    () => `rgb(${random(256)}, ${random(256)}, ${random(256)})`,
    () => `hsl(${random(360)} ${random(101)}% ${random(101)}%)`,
    () => `oklch(${random(101)}% ${random(38) / 100} ${random(360)})`,
    () => `color(display-p3 ${random(101) / 100} ${random(101) / 100} ${random(101) / 100})`,
  ];
  const extremes = [
    '#000',
    '#fff',
    'yellow',
    'blue',
    'red',
    'lime',
    'gray',
    'transparent',
    'rebeccapurple',
    '#ffed00',
    'rgb(255 0 0 / 0.2)',
    '#00f3',
  ];
  return [...extremes, ...Array.from({ length: count }, (_, index) => forms[index % forms.length]!())];
}

const SURFACES = { light: [255, 255, 255], dark: [23, 26, 29] } as const satisfies Record<string, Rgb>;

describe('the contrast guard', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`keeps text at 4.5:1 and lines at 3:1 for more than two hundred accents in ${theme}`, async () => {
      const shop = fakeShop(({ skus }) =>
        answer({
          ...(skus.length ? {} : { audience: 'guest' }),
          items: skus.map((sku) => article(sku, [discount(), invoice(), term(), locked()])),
          benefits: [invoice({ state: 'available' })],
        }),
      );
      const room = await mount(
        `<div lang="en" style="--tau-motion-duration: 0ms">
          <tau-benefit-badge theme="${theme}" sku="A1" max="4"></tau-benefit-badge>
          <tau-benefit-badge theme="${theme}" sku="A1" variant="card"></tau-benefit-badge>
          <tau-benefit-badge theme="${theme}" sku="A1" variant="icon"></tau-benefit-badge>
          <tau-benefit-list theme="${theme}" placement="programme"></tau-benefit-list>
        </div>`,
        shop,
      );
      const [chips, card, icon, list] = [...room.children] as [
        Badge,
        Badge,
        Badge,
        HTMLElementTagNameMap['tau-benefit-list'],
      ];
      await inState(card, 'ready');
      await inState(chips, 'ready');
      await inState(icon, 'ready');
      await inState(list, 'guest');
      const surface: Rgb = [...SURFACES[theme]];
      const of = (element: Element, property: string, below = surface) =>
        painted(getComputedStyle(element).getPropertyValue(property), below);
      const inside = (element: Element, selector: string) => element.shadowRoot!.querySelector(selector)!;

      // Stands in for the focus ring, which is the accent's line.
      const ring = document.createElement('i');
      ring.style.setProperty('color', 'var(--_accent-line)');
      card.shadowRoot!.append(ring);

      const tooLow: string[] = [];
      const links = new Set<string>();
      for (const accent of accents(200)) {
        for (const element of [chips, card, icon, list]) {
          element.accent = accent;
          await element.updateComplete;
        }
        const chip = inside(chips, '.chip:not(.plain)');
        const dashed = inside(chips, '.chip.dash');
        const linkInCard = inside(card, '.link');
        const lineIcon = inside(card, '.line > .icon');
        const reason = inside(card, '.sub');
        const badge = inside(icon, '.badge');
        const button = inside(list, '.button');
        links.add(of(linkInCard, 'color').join());
        const tint = of(chip, 'background-color');
        const fill = of(button, 'background-color');
        const pairs: [what: string, least: number, a: Rgb, b: Rgb][] = [
          ['text of a chip', 4.5, of(chip, 'color'), tint],
          ['icon of a chip', 4.5, of(chip.querySelector('.icon')!, 'color'), tint],
          ['text of a locked chip', 4.5, of(dashed, 'color'), surface],
          ['border of a locked chip', 3, of(dashed, 'border-top-color'), surface],
          ['count on an icon', 4.5, of(inside(icon, '.count'), 'color'), surface],
          ['icon badge', 4.5, of(badge, 'color'), of(badge, 'background-color')],
          ['link', 4.5, of(linkInCard, 'color'), surface],
          ['icon of a line', 4.5, of(lineIcon, 'color'), surface],
          ['reason of a line', 4.5, of(reason, 'color'), surface],
          ['text of a button', 4.5, of(button, 'color'), fill],
          ['focus ring', 3, of(ring, 'color'), surface],
          ['focus ring on a tint', 3, of(ring, 'color'), tint],
        ];
        for (const [what, least, a, b] of pairs) {
          const ratio = contrast(a, b);
          if (!(ratio >= least)) tooLow.push(`${accent}: ${what} ${ratio.toFixed(2)}`);
        }
      }
      expect(links.size, 'each accent is painted').to.be.greaterThan(150);
      expect(tooLow.slice(0, 20), `${tooLow.length} pairs`).to.deep.equal([]);
    }).timeout(60_000);
  }

  it('really paints the accent, each one differently', async () => {
    const badge = await show<Badge>(
      '<tau-benefit-badge lang="en" sku="A1"></tau-benefit-badge>',
      shopWith([discount()]),
    );
    const colours = new Set<string>();
    for (const accent of [
      '#b00020',
      'rgb(0 90 160)',
      'hsl(130 60% 30%)',
      'oklch(40% 0.15 300)',
      'color(display-p3 0.6 0.3 0)',
    ]) {
      badge.accent = accent;
      await badge.updateComplete;
      colours.add(painted(getComputedStyle(badge.shadowRoot!.querySelector('.icon')!).color).join());
    }
    expect(colours.size).to.equal(5);
  });

  it('takes the accent of tokens around the element', async () => {
    const tag = '<tau-benefit-badge lang="en" sku="A1"></tau-benefit-badge>';
    const plain = await show<Badge>(tag, shopWith([discount()]));
    const room = await mount(`<div style="--tau-color-accent: #b00020">${tag}</div>`);
    const themed = room.querySelector('tau-benefit-badge')!;
    await inState(themed, 'ready');
    const colour = (badge: Badge) => getComputedStyle(badge.shadowRoot!.querySelector('.icon')!).color;
    expect(colour(themed)).not.to.equal(colour(plain));
  });
});

describe('an accent that is nonsense', () => {
  const NONSENSE = [
    'red;} body{display:none',
    'url(//evil.example/x)',
    'var(--x',
    'notacolour',
    '12px',
    'red !important',
    '</style>',
    '',
  ];

  it('is ignored and touches nothing', async () => {
    const badge = await show<Badge>(
      '<tau-benefit-badge lang="en" sku="A1"></tau-benefit-badge>',
      shopWith([discount()]),
    );
    const colour = () => getComputedStyle(badge.shadowRoot!.querySelector('.icon')!).color;
    const before = colour();
    for (const accent of NONSENSE) {
      badge.accent = 'red';
      badge.accent = accent;
      await settle(badge);
      expect(colour(), accent).to.equal(before);
      expect(badge.getAttribute('style') ?? '', accent).not.to.match(/display|evil|red/);
      expect(document.body.checkVisibility()).to.be.true;
    }
  });

  it('is told to developers who ask', async () => {
    const said: string[] = [];
    const { info } = console;
    console.info = (text: string) => said.push(text);
    try {
      await show(
        '<tau-benefit-badge lang="en" sku="A1" debug accent="bluish"></tau-benefit-badge>',
        shopWith([discount()]),
      );
      await show(
        '<tau-benefit-badge lang="en" sku="A1" accent="greenish"></tau-benefit-badge>',
        shopWith([discount()]),
      );
    } finally {
      console.info = info;
    }
    expect(said.filter((text) => /is not a colour/.test(text))).to.deep.equal([
      '[tauwerk] accent="bluish" is not a colour and is ignored',
    ]);
  });
});

describe('the theme', () => {
  const TAG = '<tau-benefit-badge lang="en" sku="A1" variant="line"></tau-benefit-badge>';
  const luminanceOf = (element: Element) => painted(getComputedStyle(element).color)[0];
  const label = (badge: Element) => part(badge, 'label');

  it('is light or dark by its attribute, light on a page that says nothing', async () => {
    const badge = await show<Badge>(TAG, shopWith([discount()]));
    expect(luminanceOf(label(badge))).to.be.lessThan(80);
    badge.theme = 'dark';
    expect(luminanceOf(label(badge))).to.be.greaterThan(200);
    badge.theme = 'light';
    expect(luminanceOf(label(badge))).to.be.lessThan(80);
    badge.theme = 'zzz';
    expect(luminanceOf(label(badge))).to.be.lessThan(80);
  });

  it('follows what the page declares', async () => {
    const room = await mount(`<div style="color-scheme: dark">${TAG}</div>`, shopWith([discount()]));
    const badge = room.querySelector('tau-benefit-badge')!;
    await inState(badge, 'ready');
    expect(luminanceOf(label(badge))).to.be.greaterThan(200);
  });

  it('has corners of 0, 6 or 12 pixels, or those of the page', async () => {
    const badge = await show<Badge>(
      '<tau-benefit-badge lang="en" sku="A1"></tau-benefit-badge>',
      shopWith([discount()]),
    );
    const corner = () => getComputedStyle(part(badge, 'chip')).borderTopLeftRadius;
    expect(corner()).to.equal('6px');
    for (const [radius, is] of [
      ['0', '0px'],
      ['12', '12px'],
      ['6', '6px'],
      ['zzz', '6px'],
    ] as const) {
      badge.radius = radius;
      expect(corner(), radius).to.equal(is);
    }
    badge.style.setProperty('--tau-radius', '3px');
    expect(corner()).to.equal('3px');
  });

  it('is tighter when it is compact', async () => {
    for (const variant of ['chip', 'line', 'card'] as const) {
      const badge = await show<Badge>(
        `<tau-benefit-badge lang="en" sku="A1" variant="${variant}"></tau-benefit-badge>`,
        shopWith([benefit()]),
      );
      const box = part(badge, variant);
      const before = box.getBoundingClientRect().height;
      badge.density = 'compact';
      await settle(badge);
      expect(box.getBoundingClientRect().height, variant).to.be.lessThan(before);
    }
  });

  if (can.emulateMedia) {
    it('follows the system when it is "auto"', async () => {
      const badge = await show<Badge>(TAG, shopWith([discount()]));
      badge.theme = 'auto';
      expect(luminanceOf(label(badge))).to.be.lessThan(80);
      await emulateMedia({ 'prefers-color-scheme': 'dark' });
      expect(luminanceOf(label(badge))).to.be.greaterThan(200);
    });

    it('moves nothing for those who want less motion', async () => {
      const badge = await show<Badge>(
        '<tau-benefit-badge lang="en" sku="A1"></tau-benefit-badge>',
        shopWith([discount()]),
      );
      expect(getComputedStyle(part(badge, 'chip')).transitionDuration).to.equal('0.14s');
      await emulateMedia({ 'prefers-reduced-motion': 'reduce' });
      expect(getComputedStyle(part(badge, 'chip')).transitionDuration).to.equal('0s');
    });

    it('keeps borders, words and buttons in forced colours', async () => {
      await emulateMedia({ 'forced-colors': 'active' });
      const list = await show(
        '<tau-benefit-list lang="en" placement="programme"></tau-benefit-list>',
        shopWith([invoice()], { audience: 'guest' }),
        'guest',
      );
      const button = getComputedStyle(part(list, 'button'));
      expect(contrast(painted(button.color), painted(button.backgroundColor))).to.be.at.least(4.5);
      const badge = await show<Badge>(
        '<tau-benefit-badge lang="en" sku="A1"></tau-benefit-badge>',
        shopWith([discount()]),
      );
      const chip = getComputedStyle(part(badge, 'chip'));
      expect(chip.borderTopStyle).to.equal('solid');
      expect(contrast(painted(chip.color), painted(chip.backgroundColor))).to.be.at.least(4.5);
      expect(await axeViolations(badge)).to.deep.equal([]);
    });

    it('gives fingers what they need and passes in dark, on a phone', async () => {
      await emulateMedia({ 'prefers-color-scheme': 'dark', 'prefers-reduced-motion': 'reduce' });
      const room = await mount(
        `<div lang="en" style="color-scheme: dark; background: #171a1d; color: #eee"><tau-benefit-badge sku="A1" variant="card"></tau-benefit-badge></div>`,
        shopWith([discount(), locked(), invoice()]),
      );
      const badge = room.querySelector('tau-benefit-badge')!;
      await inState(badge, 'ready');
      await until('the card is drawn', () => part(badge, 'card'));
      expect(await axeViolations(badge)).to.deep.equal([]);
    });
  }
});

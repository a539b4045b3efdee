import { axeViolations, expect, mount, part, parts, setViewport, settle } from '@tauwerk/testing/mount';
import {
  benefit,
  discount,
  inState,
  invoice,
  locked,
  seenText,
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
const VARIANTS = ['chip', 'line', 'card', 'icon'] as const;
const tag = (variant: string, more = '') =>
  `<tau-benefit-badge lang="en" sku="A1" variant="${variant}" ${more}></tau-benefit-badge>`;

const sheets: HTMLStyleElement[] = [];
/** What a shop has in its style sheet; gone after the test. */
function pageCss(text: string) {
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = text;
  sheets.push(style);
}
afterEach(() => {
  for (const sheet of sheets.splice(0)) document.head.removeChild(sheet);
  document.documentElement.removeAttribute('style');
});

const TEXT = [
  'letter-spacing',
  'word-spacing',
  'text-transform',
  'color',
  'line-height',
  'font-size',
  'font-weight',
  'font-style',
  'text-align',
  'text-indent',
  'text-shadow',
  'white-space',
  'border-top-width',
  'border-top-style',
  'background-color',
  'padding-top',
  'padding-left',
];
/** How every box of a widget looks, and how large it is. */
const lookOf = (element: Element) =>
  [...element.shadowRoot!.querySelectorAll('.tau, .tau *')].map((box) => {
    const style = getComputedStyle(box);
    const { height } = box.getBoundingClientRect();
    return `${box.localName}.${box.getAttribute('class') ?? ''} ${Math.round(height)} ${TEXT.map((name) => style.getPropertyValue(name)).join(' | ')}`;
  });

const HOSTILE = [
  '* { letter-spacing: 3px; text-transform: uppercase; color: magenta; line-height: 3 }',
  '* { text-shadow: 1px 1px red; white-space: nowrap; text-indent: 20px; word-spacing: 9px; font-style: italic; font-weight: 900; text-align: center; font-size: 9px }',
  'button { all: unset } button { font-size: 40px; padding: 30px; border: 9px solid red; background: red }',
  'svg { width: 100px; height: 100px; fill: red; display: none } svg:not(:root) { overflow: hidden } path { stroke: red }',
  'span, b, ul, li, a, h3, h4, p, table, td { display: block !important; margin: 40px !important; color: red !important }',
  'html { font-size: 62.5% }',
  '.chip, .icon, .label, .line, .card, .more, .box, .tau, .block, .button { display: none !important }',
  '*:focus { outline: 0 !important; box-shadow: none !important } * { box-sizing: content-box; float: none }',
];

describe('the style sheets of a shop', () => {
  for (const css of HOSTILE) {
    it(`change nothing: ${css.slice(0, 60)}`, async () => {
      const all = [discount(), term(), invoice(), locked()];
      for (const variant of VARIANTS) {
        const badge = await show<Badge>(tag(variant), shopWith(all));
        const before = lookOf(badge);
        expect(before.length).to.be.greaterThan(1);
        pageCss(css);
        expect(lookOf(badge), variant).to.deep.equal(before);
        document.head.removeChild(sheets.pop()!);
      }
    });
  }

  it('do not change the details either', async () => {
    const badge = await show<Badge>(tag('chip'), shopWith([discount(), term()]));
    part(badge, 'chip').click();
    await until('the details are open', () => badge.shadowRoot!.querySelector('.pop h3'));
    await settle(badge);
    const before = lookOf(badge);
    for (const css of HOSTILE) {
      pageCss(css);
      expect(lookOf(badge), css).to.deep.equal(before);
      document.head.removeChild(sheets.pop()!);
    }
  });

  it('do not show what is hidden', async () => {
    pageCss('[hidden] { display: block !important } tau-benefit-badge { display: block !important }');
    const badge = await show<Badge>(tag('chip').replace('></', '>from 3 %</'), shopWith([discount()]));
    expect(seenText(badge)).not.to.contain('from 3 %');
    badge.hidden = true;
    expect(badge.getBoundingClientRect().height).to.equal(0);
    const none = await show<Badge>(tag('chip'), {}, 'unsupported');
    expect(none.getBoundingClientRect().height).to.equal(0);
  });

  it('may set the font, and it is taken', async () => {
    pageCss('body { font-family: monospace }');
    const badge = await show<Badge>(tag('chip'), shopWith([discount()]));
    expect(getComputedStyle(part(badge, 'chip')).fontFamily).to.equal('monospace');
    badge.style.setProperty('--tau-font-family', 'serif');
    expect(getComputedStyle(part(badge, 'chip')).fontFamily).to.equal('serif');
  });

  it('reach what is meant for them: parts', async () => {
    pageCss('tau-benefit-badge::part(chip) { border-style: double }');
    const badge = await show<Badge>(tag('chip'), shopWith([discount()]));
    expect(getComputedStyle(part(badge, 'chip')).borderTopStyle).to.equal('double');
  });
});

describe('the room that a shop leaves', () => {
  const long = 'Bauunternehmersonderkonditionsrahmenvereinbarungsnachtragsklausel';

  for (const width of [320, 360]) {
    it(`is enough at ${width} pixels, with words that do not end`, async () => {
      await setViewport(width, 640);
      for (const variant of VARIANTS) {
        const badge = await show<Badge>(
          tag(variant, 'max="3" quantity="2"'),
          shopWith([benefit({ title: long, label: long.slice(0, 58), summary: long + long }), discount(), locked()]),
        );
        expect(document.documentElement.scrollWidth, variant).to.be.at.most(width);
        for (const chip of parts(badge, 'chip')) expect(chip.scrollWidth).to.be.at.most(chip.clientWidth + 1);
        expect(await axeViolations(badge), variant).to.deep.equal([]);
      }
      const badge = await show<Badge>(
        tag('chip'),
        shopWith([benefit({ title: long, summary: long + long }), discount()]),
      );
      part(badge, 'chip').click();
      await until('the details are open', () => badge.shadowRoot!.querySelector('.pop h3'));
      await settle(badge);
      const panel = part(badge, 'popover');
      expect(panel.scrollWidth).to.be.at.most(panel.clientWidth);
      expect(await axeViolations(badge)).to.deep.equal([]);
    });
  }

  it('is enough for the label when the cell is narrow', async () => {
    const room = await mount(
      `<div style="width: 120px">${tag('chip')}</div>`,
      shopWith([discount({ label: long.slice(0, 58) })]),
    );
    const badge = room.querySelector('tau-benefit-badge')!;
    await inState(badge, 'ready');
    expect(badge.getBoundingClientRect().width).to.be.at.most(120);
    expect(part(badge, 'chip').getBoundingClientRect().width).to.be.at.most(120);
  });

  it('has targets of at least 24 pixels', async () => {
    for (const variant of VARIANTS) {
      for (const density of ['', 'density="compact"']) {
        const badge = await show<Badge>(tag(variant, density), shopWith([discount(), term(), invoice(), locked()]));
        for (const button of badge.shadowRoot!.querySelectorAll('button, a')) {
          const { width, height } = button.getBoundingClientRect();
          expect(Math.min(width, height), `${variant} ${density} ${seenText(button)}`).to.be.at.least(24);
        }
      }
    }
  });
});

describe('a page that reads from right to left', () => {
  it('has the icon on the right, the count on the left and mirrored arrows', async () => {
    const room = await mount(
      `<div dir="rtl">${tag('chip')} ${tag('line')} ${tag('icon')}</div>`,
      shopWith([discount(), term()]),
    );
    const [chip, line, icon] = [...room.querySelectorAll('tau-benefit-badge')] as [Badge, Badge, Badge];
    for (const badge of [chip, line, icon]) await inState(badge, 'ready');
    const x = (badge: Badge, selector: string) => {
      const { left, right } = badge.shadowRoot!.querySelector(selector)!.getBoundingClientRect();
      return (left + right) / 2;
    };
    expect(x(chip, '.icon')).to.be.greaterThan(x(chip, '.label'));
    expect(x(chip, '.label')).to.be.greaterThan(x(chip, '.more'));
    expect(x(line, '.line > .icon')).to.be.greaterThan(x(line, '.value'));
    expect(getComputedStyle(line.shadowRoot!.querySelector('.flip')!).scale).to.equal('-1 1');
    expect(x(icon, '.count')).to.be.lessThan(x(icon, '.badge'));
  });

  it('opens details beside the right edge of the trigger, inside the window', async () => {
    const room = await mount(`<div dir="rtl">${tag('chip')}</div>`, shopWith([discount()]));
    const badge = room.querySelector('tau-benefit-badge')!;
    await inState(badge, 'ready');
    part(badge, 'chip').click();
    await until('the details stand at the right edge', () => {
      const panel = parts(badge, 'popover')[0]?.getBoundingClientRect();
      return panel && Math.abs(panel.right - part(badge, 'chip').getBoundingClientRect().right) < 10;
    });
    const { left, right } = part(badge, 'popover').getBoundingClientRect();
    expect(left).to.be.at.least(0);
    expect(right).to.be.at.most(innerWidth);
  });
});

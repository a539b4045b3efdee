import { getClient, TauError } from '@tauwerk/core';
import {
  axeViolations,
  can,
  click,
  engine,
  expect,
  hover,
  mount,
  moveMouse,
  part,
  parts,
  press,
  setViewport,
  settle,
  tap,
} from '@tauwerk/testing/mount';
import {
  answer,
  article,
  benefit,
  discount,
  fakeShop,
  fromThousand,
  inState,
  invoice,
  later,
  locked,
  nameOf,
  points,
  programme,
  seenText,
  shopWith,
  show,
  tellCart,
  term,
  until,
} from '@tauwerk/testing/benefits';
import '../benefit-badge/define.js';
import '../benefit/blocks.js';
import '../benefit/details.js';
import '../locales/more/en.js';

type Badge = HTMLElementTagNameMap['tau-benefit-badge'];

const ALL = [discount(), term(), invoice(), locked()];
const TAG = '<tau-benefit-badge lang="en" sku="A1"></tau-benefit-badge>';
const trigger = (badge: Element) => badge.shadowRoot!.querySelector<HTMLElement>('[data-tau=open]')!;
const panelOf = (badge: Element) => parts(badge, 'popover')[0];
const inner = (badge: Element) => badge.shadowRoot!.activeElement;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const figures = (text: string) => text.match(/\d[\d.,]*\d|\d/g) ?? [];

async function opened(badge: Element): Promise<HTMLElement> {
  await until('the details are open', () => panelOf(badge)?.matches(':popover-open'));
  await settle(badge);
  return panelOf(badge)!;
}
const closed = (badge: Element) => until('the details are closed', () => !panelOf(badge));

/** A ready badge in a page with links before and after it. */
async function page(markup = TAG, shop = shopWith(ALL)): Promise<Badge> {
  const room = await mount(`<main><a href="#before">Before</a><p>${markup}</p><a href="#after">After</a></main>`, shop);
  const badge = room.querySelector('tau-benefit-badge')!;
  await inState(badge, 'ready');
  // Where the last test left the mouse, this one may have a badge.
  await moveMouse(innerWidth - 5, innerHeight - 5);
  return badge;
}

async function openByClick(markup?: string, shop?: ReturnType<typeof shopWith>) {
  const badge = await page(markup, shop);
  trigger(badge).click();
  return { badge, panel: await opened(badge) };
}

describe('the details', () => {
  it('open by a click, named, with the close button in focus', async () => {
    const badge = await page();
    expect(trigger(badge)).not.to.have.attribute('aria-expanded');
    await click(trigger(badge));
    const panel = await opened(badge);
    expect(panel).to.have.attribute('role', 'dialog');
    expect(nameOf(panel)).to.equal('Your 3 benefits');
    expect(trigger(badge)).to.have.attribute('aria-expanded', 'true');
    expect(inner(badge)).to.equal(part(badge, 'close'));
    expect(nameOf(part(badge, 'close'))).to.equal('Close');
    expect(await axeViolations(badge)).to.deep.equal([]);
  });

  for (const key of ['Enter', 'Space']) {
    it(`open by ${key}, and close by it on the close button, with the focus back`, async () => {
      const badge = await page();
      trigger(badge).focus();
      await press(key);
      await opened(badge);
      await press(key);
      await closed(badge);
      expect(inner(badge)).to.equal(trigger(badge));
      expect(trigger(badge)).to.have.attribute('aria-expanded', 'false');
    });
  }

  it('open by a tap and close by one elsewhere', async () => {
    const badge = await page();
    await tap(trigger(badge));
    await opened(badge);
    await tap(document.querySelector('main > a')!);
    await closed(badge);
  });

  it('open under a resting mouse without taking the focus, and leave with it', async () => {
    const badge = await page();
    const before = document.querySelector<HTMLElement>('main > a')!;
    before.focus();
    await hover(trigger(badge));
    const panel = await opened(badge);
    expect(document.activeElement).to.equal(before);
    await hover(panel);
    await pause(400);
    expect(panel.isConnected, 'the mouse may walk into the details').to.be.true;
    await moveMouse(700, 590);
    await closed(badge);
    expect(document.activeElement).to.equal(before);
  });

  it('stay when what the mouse has opened is clicked', async () => {
    const badge = await page();
    await hover(trigger(badge));
    await opened(badge);
    await click(trigger(badge));
    await moveMouse(700, 590);
    await pause(400);
    expect(panelOf(badge)?.isConnected).to.be.true;
    expect(inner(badge)).to.equal(part(badge, 'close'));
  });

  it('do not open when the mouse only passes by', async () => {
    const badge = await page();
    await hover(trigger(badge));
    await moveMouse(700, 590);
    await pause(500);
    expect(panelOf(badge)).to.equal(undefined);
  });

  it('close by Escape, and nothing of the page closes with them', async () => {
    const { badge } = await openByClick();
    let heard = 0;
    const hear = () => heard++;
    document.addEventListener('keydown', hear);
    await press('Escape');
    await closed(badge);
    expect(inner(badge)).to.equal(trigger(badge));
    expect(heard).to.equal(0);
    await press('Escape');
    expect(heard, "the next one is the page's").to.equal(1);
    document.removeEventListener('keydown', hear);
  });

  it('leave a dialog of the shop open when Escape closes them', async () => {
    const room = await mount(
      `<div><button>Cart</button><dialog aria-label="Cart">${TAG}</dialog></div>`,
      shopWith(ALL),
    );
    const [show, dialog] = [...room.children] as [HTMLButtonElement, HTMLDialogElement];
    show.addEventListener('click', () => dialog.showModal());
    await click(show);
    const badge = dialog.querySelector('tau-benefit-badge')!;
    await inState(badge, 'ready');
    await click(trigger(badge));
    await opened(badge);
    await press('Escape');
    await closed(badge);
    expect(dialog.open).to.be.true;
    dialog.close();
  });

  it('close by a press outside, which keeps the focus where it was put', async () => {
    const { badge } = await openByClick();
    const after = document.querySelector<HTMLElement>('main > a:last-child')!;
    await click(document.querySelector('main > a')!);
    await closed(badge);
    expect(document.activeElement).not.to.equal(badge);
    expect(after.isConnected).to.be.true;
  });

  it('close by the trigger and by the close button', async () => {
    const badge = await page();
    await click(trigger(badge));
    await opened(badge);
    await click(trigger(badge));
    await closed(badge);
    await click(trigger(badge));
    await opened(badge);
    await click(part(badge, 'close'));
    await closed(badge);
    expect(inner(badge)).to.equal(trigger(badge));
  });

  it('are left by Tab to what follows the badge, and by Shift+Tab to the badge', async () => {
    const badge = await page();
    trigger(badge).focus();
    await press('Enter');
    const panel = await opened(badge);
    const stops = [...panel.querySelectorAll('button, a')];
    for (const stop of stops) {
      expect(inner(badge), nameOf(stop)).to.equal(stop);
      await press('Tab');
    }
    await closed(badge);
    expect(document.activeElement).to.equal(document.querySelector('main > a:last-child'));
    trigger(badge).focus();
    await press('Enter');
    await opened(badge);
    await press('Shift+Tab');
    await closed(badge);
    expect(inner(badge)).to.equal(trigger(badge));
  });

  it('are a sheet on a phone, where Tab goes round', async () => {
    await setViewport(360, 640);
    const { badge, panel } = await openByClick();
    const { left, right, bottom } = panel.getBoundingClientRect();
    expect([left, right, bottom].map(Math.round)).to.deep.equal([0, document.documentElement.clientWidth, innerHeight]);
    const stops = [...panel.querySelectorAll<HTMLElement>('button, a')];
    stops.at(-1)!.focus();
    await press('Tab');
    expect(inner(badge)).to.equal(stops[0]);
    await press('Shift+Tab');
    expect(inner(badge)).to.equal(stops.at(-1));
    expect(await axeViolations(badge)).to.deep.equal([]);
    await press('Escape');
    await closed(badge);
  });

  it('turn from window to sheet and back with the size of the page', async () => {
    const { panel } = await openByClick();
    await setViewport(360, 640);
    await until('it is a sheet', () => Math.round(panel.getBoundingClientRect().bottom) === innerHeight);
    expect(panel).to.have.attribute('aria-modal', 'true');
    expect(Math.round(panel.getBoundingClientRect().left)).to.equal(0);
    await setViewport(800, 600);
    await until('it is beside its trigger', () => panel.getBoundingClientRect().width <= 400);
    expect(panel).not.to.have.attribute('aria-modal');
  });

  it('lie above everything, exactly beside the trigger, in a clipped and transformed parent', async () => {
    const frame =
      'position: relative; z-index: 1; overflow: hidden; width: 320px; height: 60px; margin: 40px; transform: translate(13px, 7px) scale(1)';
    const badge = await page(`<span style="display: block; ${frame}">${TAG}</span>`);
    await click(trigger(badge));
    const panel = await opened(badge);
    const at = trigger(badge).getBoundingClientRect();
    await until('it stands below the trigger', () => Math.abs(panel.getBoundingClientRect().top - at.bottom - 6) < 1);
    expect(panel.getBoundingClientRect().left).to.be.closeTo(at.left, 1);
    const { left, top } = panel.getBoundingClientRect();
    expect(document.elementFromPoint(left + 30, top + 100), 'it can be hit').to.equal(badge);
  });

  it('follow their trigger when the page scrolls and stay inside the window', async () => {
    const badge = await page(
      `<span style="display: block; height: 200px"></span>${TAG}<span style="display: block; height: 2000px"></span>`,
    );
    scrollTo({ top: 0, behavior: 'instant' });
    trigger(badge).click();
    const panel = await opened(badge);
    scrollTo({ top: 150, behavior: 'instant' });
    await until(
      'it has followed',
      () => Math.abs(panel.getBoundingClientRect().top - trigger(badge).getBoundingClientRect().bottom - 6) < 1,
    );
    const { bottom, right } = panel.getBoundingClientRect();
    expect(bottom).to.be.at.most(innerHeight);
    expect(right).to.be.at.most(innerWidth);
  });

  it('follow their trigger when something above it appears', async () => {
    const { badge, panel } = await openByClick();
    const notice = document.createElement('div');
    notice.style.setProperty('height', '30px');
    document.querySelector('main')!.prepend(notice);
    await until(
      'they have followed',
      () => Math.abs(panel.getBoundingClientRect().top - trigger(badge).getBoundingClientRect().bottom - 6) < 1,
    );
  });

  it('do not follow the link that the badge stands in, nor wake what listens around it', async () => {
    const badge = await page(`<a href="#followed" id="tile">${TAG}</a>`);
    let heard = 0;
    document.querySelector('#tile')!.addEventListener('click', () => heard++);
    history.replaceState(null, '', '#');
    await click(trigger(badge));
    await opened(badge);
    await click(part(badge, 'label'));
    await click(part(badge, 'close'));
    await closed(badge);
    expect(location.hash).to.equal('');
    expect(heard).to.equal(0);
  });

  it('keep an own link of theirs working inside a link tile', async () => {
    const badge = await page(
      `<a href="#followed">${TAG}</a>`,
      shopWith(ALL, { programme: { ...programme, termsUrl: '#terms' } }),
    );
    history.replaceState(null, '', '#');
    await click(trigger(badge));
    await opened(badge);
    const [terms] = parts<HTMLAnchorElement>(badge, 'link');
    await click(terms!);
    expect(location.hash).to.equal('#terms');
    history.replaceState(null, '', '#');
  });

  it('do not submit the form around them', async () => {
    const badge = await page(`<form>${TAG}</form>`);
    let submitted = 0;
    document.querySelector('form')!.addEventListener('submit', (event) => {
      event.preventDefault();
      submitted++;
    });
    await click(trigger(badge));
    await opened(badge);
    await click(part(badge, 'close'));
    expect(submitted).to.equal(0);
  });

  it('stay open and reckon anew when the quantity changes', async () => {
    const { badge, panel } = await openByClick();
    expect(figures(seenText(part(badge, 'comparison')))).to.include('332.03');
    badge.setAttribute('quantity', '2');
    await settle(badge);
    expect(panelOf(badge)).to.equal(panel);
    expect(figures(seenText(part(badge, 'comparison')))).to.include.members(['684.60', '664.06']);
    expect(seenText(panel)).to.match(/for 2\b.*Cordless drill/);
    expect(inner(badge)).to.equal(part(badge, 'close'));
  });

  it('name the quantity that was reckoned with when the page writes nonsense', async () => {
    const { panel } = await openByClick('<tau-benefit-badge lang="en" sku="A1" quantity="1e99"></tau-benefit-badge>');
    expect(seenText(panel)).to.match(/for 1\b.*Cordless drill/);
    expect(seenText(panel)).not.to.match(/000,000/);
  });

  it('close when the badge is removed, when its buyer leaves and when it is switched off', async () => {
    const { badge } = await openByClick();
    const events: string[] = [];
    badge.addEventListener('tau-benefit-close', () => events.push('close'));
    badge.parentNode!.removeChild(badge);
    expect(panelOf(badge)).to.equal(undefined);
    expect(events).to.deep.equal(['close']);

    const wait = later();
    const shop = fakeShop(({ skus }) =>
      shop.asked.length > 1 ? wait.promise : answer({ items: skus.map((sku) => article(sku, ALL)) }),
    );
    const second = await openByClick(TAG, shop);
    getClient().value!.signOut();
    await closed(second.badge);
    expect(seenText(second.badge)).to.equal('');
    wait.resolve(answer({ audience: 'guest', items: [] }));
    await inState(second.badge, 'guest');
  });

  it('are one at a time', async () => {
    const room = await mount(
      `<p>${TAG} <tau-benefit-badge lang="en" sku="A2" id="other"></tau-benefit-badge></p>`,
      shopWith(ALL),
    );
    const [first, second] = [...room.querySelectorAll('tau-benefit-badge')] as [Badge, Badge];
    await inState(second, 'ready');
    trigger(first).click();
    await opened(first);
    trigger(second).click();
    await opened(second);
    expect(panelOf(first)).to.equal(undefined);
    expect(trigger(first)).to.have.attribute('aria-expanded', 'false');
    expect(inner(second)).to.equal(part(second, 'close'));
  });

  it('tell the page that they open and close, once each', async () => {
    const events: string[] = [];
    const hear = ({ type, detail }: HTMLElementEventMap['tau-benefit-open']) => events.push(`${type} ${detail.sku}`);
    for (const type of ['tau-benefit-open', 'tau-benefit-close'] as const) document.addEventListener(type, hear);
    const { badge } = await openByClick();
    await press('Escape');
    await closed(badge);
    for (const type of ['tau-benefit-open', 'tau-benefit-close'] as const) document.removeEventListener(type, hear);
    expect(events).to.deep.equal(['tau-benefit-open A1', 'tau-benefit-close A1']);
  });

  it('open from a line, a card and an icon as well', async () => {
    for (const variant of ['line', 'card', 'icon']) {
      const { badge, panel } = await openByClick(
        `<tau-benefit-badge lang="en" sku="A1" variant="${variant}"></tau-benefit-badge>`,
      );
      expect(nameOf(panel), variant).to.equal('Your 3 benefits');
      await press('Escape');
      await closed(badge);
      expect(inner(badge), variant).to.equal(trigger(badge));
    }
  });

  it("open for a badge in somebody else's shadow root", async () => {
    const host = await mount('<div></div>', shopWith(ALL));
    host.attachShadow({ mode: 'open' }).innerHTML = TAG;
    const badge = host.shadowRoot!.querySelector('tau-benefit-badge')!;
    await inState(badge, 'ready');
    await click(trigger(badge));
    await opened(badge);
    expect(nameOf(panelOf(badge)!)).to.equal('Your 3 benefits');
    await press('Escape');
    await closed(badge);
  });

  it('open although the page stops clicks on their way', async () => {
    const badge = await page();
    const tile = document.querySelector('main p')!;
    tile.addEventListener('click', (event) => event.stopPropagation(), true);
    await click(trigger(badge));
    await opened(badge);
  });
});

describe('the details and what they say', () => {
  it('group by what helps the business, service before money, points last', async () => {
    const { badge } = await openByClick(
      TAG,
      shopWith([points({ effect: 'helps-cash-flow' }), discount(), benefit(), invoice()]),
    );
    const groups = parts(badge, 'group').map((group) => seenText(group.querySelector('h4')!));
    expect(groups).to.deep.equal(['Saves work', 'Simplifies buying', 'Helps cash flow']);
    const names = parts(badge, 'label').map((label) => label.textContent);
    expect(names).to.deep.equal([
      'One invoice a month',
      'Advice on site',
      '3 % instant discount',
      'Points for training',
    ]);
  });

  it('put an effect that nobody knows yet into a group of its own', async () => {
    const { badge } = await openByClick(TAG, shopWith([invoice(), benefit({ effect: 'lifts-the-mood' })]));
    expect(parts(badge, 'group').map((group) => seenText(group.querySelector('h4')!))).to.deep.equal([
      'Saves work',
      'More benefits',
    ]);
  });

  it('say why, and how it adds up: included, on top, instead', async () => {
    const all = [
      discount(),
      discount({ id: 'net', title: 'Your net price', label: undefined, stacking: 'included' }),
      benefit({
        id: 'cash',
        title: 'Cash discount',
        stacking: 'instead',
        insteadOf: { id: 'term', title: '60 days to pay' },
      }),
    ];
    const { badge } = await openByClick(TAG, shopWith(all));
    const said = Object.fromEntries(
      parts(badge, 'line').map((row) => [
        row.querySelector('[part=label]')!.textContent,
        row.querySelector('[part=reason]')?.textContent,
      ]),
    );
    expect(said['3 % instant discount'])
      .to.contain('Comes off your net price in addition.')
      .and.contain('In return for: six years of business.');
    expect(said['Your net price']).to.contain('Already in your price.');
    expect(said['Cash discount']).to.contain('Instead of: 60 days to pay');
  });

  it('compare the same purchase with and without the programme', async () => {
    const { badge } = await openByClick('<tau-benefit-badge lang="en" sku="A1" quantity="2"></tau-benefit-badge>');
    const table = part(badge, 'comparison');
    expect(table.querySelector('caption')!.textContent!.trim()).to.equal('Comparison with and without the programme');
    expect([...table.querySelectorAll('thead th')].map((cell) => nameOf(cell))).to.deep.equal([
      'Comparison',
      'without',
      'with programme',
    ]);
    const rows = [...table.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(rows).to.have.length(2);
    expect(figures(rows[0]![1]!)).to.deep.equal(['684.60']);
    expect(figures(rows[0]![2]!)).to.deep.equal(['664.06']);
    expect(rows[1]).to.deep.equal(['Payable by', '28 October', '13 December']);
    expect(table.querySelector('tbody th')).to.have.attribute('scope', 'row');
  });

  it('compare nothing when nothing differs', async () => {
    const { badge } = await openByClick(TAG, shopWith([invoice()]));
    expect(parts(badge, 'comparison')).to.have.length(0);
  });

  it('say until when, and leave out what has ended or cannot be read', async () => {
    const all = [
      discount({ id: 'a', validUntil: '2099-12-24' }),
      benefit({ id: 'b', title: 'Over', validUntil: '2001-01-01' }),
      benefit({ id: 'c', title: 'Unreadable', validUntil: '2026-99-99T99:99Z' }),
    ];
    const { panel } = await openByClick(TAG, shopWith(all));
    expect(seenText(panel)).to.match(/Instant discount: Valid until .*24/);
    expect(seenText(panel).match(/Valid until/g)).to.have.length(1);
  });

  it('say what an excluded article still gets', async () => {
    const excluded = { excluded: { title: 'Day price', reason: 'Copper follows the exchange' } };
    const { panel } = await openByClick(TAG, shopWith([term()], {}, excluded));
    expect(seenText(panel))
      .to.contain('60 days to pay')
      .and.contain('Day price')
      .and.contain('Copper follows the exchange');
  });

  it('tell the distance to what is within reach', async () => {
    const badge = await page(TAG, shopWith([fromThousand()]));
    tellCart(getClient().value!, ['A1', 2, '342.30']);
    trigger(badge).click();
    const panel = await opened(badge);
    expect(figures(seenText(panel))).to.include.members(['315.40', '684.60', '1,000']);
  });

  it('name the basis of prices, the rules behind them and whom to ask', async () => {
    const { badge, panel } = await openByClick();
    expect(seenText(panel)).to.match(/Prices net of VAT/);
    const links = parts<HTMLAnchorElement>(badge, 'link').map((link) => [
      nameOf(link),
      link.getAttribute('href'),
      link.rel,
    ]);
    expect(links).to.deep.equal([
      ['How we calculate', '/terms', 'noopener noreferrer'],
      ['+49 221 4710-211', 'tel:+492214710211', 'noopener noreferrer'],
    ]);
  });

  it('leave out links that could do harm', async () => {
    const bad = {
      name: 'Guild',
      joinUrl: 'java\nscript:alert(1)',
      signInUrl: 'data:text/html,x',
      termsUrl: 'javascript:alert(1)',
    };
    const { badge } = await openByClick(TAG, shopWith(ALL, { programme: bad }));
    expect(badge.shadowRoot!.querySelectorAll('a')).to.have.length(0);
    const guest = await show(
      TAG,
      shopWith([invoice({ state: 'available' })], { programme: bad, audience: 'guest' }),
      'guest',
    );
    trigger(guest).click();
    const panel = await opened(guest);
    expect(panel.querySelectorAll('a')).to.have.length(0);
    expect(seenText(panel)).to.contain('One invoice a month');
  });

  it('show text of the backend as text', async () => {
    const title = '<img src=x onerror=alert(1)>${1}';
    const { panel } = await openByClick(TAG, shopWith([benefit({ title, summary: '<b>bold</b>' })]));
    expect(seenText(panel)).to.contain(title).and.contain('<b>bold</b>');
    expect(panel.querySelectorAll('img, b')).to.have.length(0);
  });

  it('invite a guest to sign in, with what the programme offers', async () => {
    const guest = await show<Badge>(TAG, shopWith([invoice({ state: 'available' })], { audience: 'guest' }), 'guest');
    trigger(guest).click();
    const panel = await opened(guest);
    expect(nameOf(panel)).to.equal('Guild: your benefits at a glance');
    expect(seenText(panel)).to.contain('One invoice a month');
    const button = part<HTMLAnchorElement>(guest, 'button');
    expect([nameOf(button), button.getAttribute('href'), button.rel]).to.deep.equal([
      'Sign in',
      '/sign-in',
      'noopener noreferrer',
    ]);
    expect(seenText(panel)).not.to.match(/Prices net|without/);
    expect(await axeViolations(guest)).to.deep.equal([]);
  });

  it('ask the page before somebody joins, which may take over', async () => {
    const asked: string[] = [];
    let take = true;
    const hear = (event: HTMLElementEventMap['tau-enrol-request']) => {
      asked.push(event.detail.href);
      if (take) event.preventDefault();
    };
    document.addEventListener('tau-enrol-request', hear);
    const shop = shopWith([locked()], { audience: 'not-enrolled', programme: { ...programme, joinUrl: '#join' } });
    const badge = await show<Badge>(TAG, shop, 'not-enrolled');
    trigger(badge).click();
    await opened(badge);
    history.replaceState(null, '', '#');
    await click(part(badge, 'button'));
    expect(location.hash, 'the page took over').to.equal('');
    take = false;
    await click(part(badge, 'button'));
    expect(location.hash).to.equal('#join');
    document.removeEventListener('tau-enrol-request', hear);
    history.replaceState(null, '', '#');
    expect(asked.map((href) => new URL(href).hash)).to.deep.equal(['#join', '#join']);
  });

  it('mark last good data and keep it', async () => {
    let fail = false;
    const shop = fakeShop(({ skus }) => {
      if (fail) throw new TauError('offline', 'no network');
      return answer({ items: skus.map((sku) => article(sku, ALL)) });
    });
    const badge = await page(TAG, shop as ReturnType<typeof shopWith>);
    trigger(badge).click();
    const panel = await opened(badge);
    fail = true;
    getClient().value!.refresh();
    await inState(badge, 'offline');
    expect(panelOf(badge)).to.equal(panel);
    expect(seenText(panel)).to.match(/As of today .*no connection/);
  });

  it(`reach forty-four pixels for fingers${can.emulateMedia ? '' : " (as this engine's pointer asks for)"}`, async () => {
    const { badge } = await openByClick();
    const { width, height } = part(badge, 'close').getBoundingClientRect();
    expect(Math.min(width, height)).to.be.at.least(44);
    expect(['chromium', 'firefox', 'webkit']).to.include(engine);
  });
});

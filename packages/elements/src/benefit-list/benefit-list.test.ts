import { configure, getClient, TauError } from '@tauwerk/core';
import { axeViolations, expect, mount, part, parts, settle, setViewport } from '@tauwerk/testing/mount';
import {
  answer,
  article,
  benefit,
  brokenShop,
  discount,
  fakeShop,
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
import '../benefit/cart-source.js';
import '../locales/more/en.js';
import './define.js';

type List = HTMLElementTagNameMap['tau-benefit-list'];
const list = (attributes = 'placement="account"', inside = '') =>
  `<tau-benefit-list lang="en" ${attributes}>${inside}</tau-benefit-list>`;
const client = () => getClient().value!;
const figures = (text: string) => text.match(/\d[\d.,]*\d|\d/g) ?? [];
const names = (element: Element) => parts(element, 'label').map(seenText);

describe('<tau-benefit-list>', () => {
  it('shows the benefits of the account in their groups, with a word for each state', async () => {
    const all = [
      points(),
      discount({ value: undefined }),
      invoice(),
      locked(),
      benefit({ state: 'pending', reason: 'By Friday' }),
    ];
    const shop = shopWith(all);
    const element = await show<List>(list(), shop);
    expect(shop.asked.map(({ what, context }) => [what, context])).to.deep.equal([['account', 'account']]);
    expect(part(element, 'heading').localName).to.equal('h3');
    expect(nameOf(part(element, 'heading'))).to.equal('Your benefits');
    expect(parts(element, 'group').map((group) => seenText(group.querySelector('h4')!))).to.deep.equal([
      'Saves work',
      'Simplifies buying',
      'Helps cash flow',
    ]);
    expect(parts(element, 'group').every((group) => group.querySelector('ul > li'))).to.be.true;
    const rows = parts(element, 'line').map(seenText);
    expect(rows.find((row) => row.startsWith('One invoice'))).to.match(/active/);
    expect(rows.find((row) => row.startsWith('First to buy'))).to.match(/locked.*From Gold on/);
    expect(rows.find((row) => row.startsWith('Advice'))).to.match(/being checked.*By Friday/);
    expect(element.shadowRoot!.querySelector('button'), 'nothing to press').to.equal(null);
    expect(await axeViolations(element)).to.deep.equal([]);
  });

  it('adds up what the lines of the cart save', async () => {
    const shop = fakeShop(({ skus }) =>
      answer({ items: skus.map((sku) => article(sku, sku === 'A3' ? [] : [discount()])), cart: [invoice()] }),
    );
    const element = await mount<List>(list('placement="cart"'), shop);
    await inState(element, 'empty');
    expect(shop.asked).to.have.length(0);
    tellCart(client(), ['A1', 2, '342.30'], ['A2', 1, '100.00'], ['A3', 1, '5.00']);
    await inState(element, 'ready');
    expect(names(element)).to.deep.equal(['One invoice a month', '3 % instant discount']);
    const saved = parts(element, 'line')[1]!;
    expect(figures(part(element, 'value').textContent!), '20.54 and 3.00').to.deep.equal(['23.54']);
    expect(seenText(saved)).to.contain('on 2 of 3 items');
    tellCart(client(), ['A2', 1, '100.00']);
    await inState(element, 'ready');
    expect(figures(part(element, 'value').textContent!)).to.deep.equal(['3.00']);
    expect(seenText(element)).to.contain('on 1 of 1 item');
    expect(shop.asked.map(({ lines }) => lines!.length)).to.deep.equal([3, 1]);
    expect(await axeViolations(element)).to.deep.equal([]);
  });

  it('does not ask again for a cart that is the same', async () => {
    const shop = shopWith([discount()]);
    const element = await mount<List>(list('placement="checkout"'), shop);
    tellCart(client(), ['A1', 2, '342.30']);
    await inState(element, 'ready');
    tellCart(client(), ['A1', 2, '342.30']);
    await settle(element);
    expect(shop.asked).to.have.length(1);
  });

  it('tells guests of the programme and leads them in', async () => {
    const element = await show<List>(
      list('placement="programme"'),
      shopWith([invoice({ state: 'available' })], { audience: 'guest' }),
      'guest',
    );
    expect(nameOf(part(element, 'heading'))).to.equal('Guild: your benefits at a glance');
    expect(names(element)).to.deep.equal(['One invoice a month']);
    const button = part<HTMLAnchorElement>(element, 'button');
    expect([nameOf(button), button.getAttribute('href'), button.rel]).to.deep.equal([
      'Sign in',
      '/sign-in',
      'noopener noreferrer',
    ]);
    expect(nameOf(part(element, 'link'))).to.equal('Create an account');
    expect(await axeViolations(element)).to.deep.equal([]);
  });

  it('invites customers who have not joined, and asks the page first', async () => {
    const element = await show<List>(list(), shopWith([locked()], { audience: 'not-enrolled' }), 'not-enrolled');
    const button = part<HTMLAnchorElement>(element, 'button');
    expect(nameOf(button)).to.equal('Join');
    expect(seenText(element)).to.contain('Free, cancel any time');
    const asked: string[] = [];
    element.addEventListener('tau-enrol-request', (event) => {
      asked.push(new URL(event.detail.href).pathname);
      event.preventDefault();
    });
    button.click();
    expect(asked).to.deep.equal(['/join']);
  });

  it('says that participation is being checked, or that the account has none', async () => {
    const pending = await show(list(), shopWith([], { audience: 'pending', reason: 'By Friday' }), 'pending');
    expect(seenText(pending)).to.contain('Participation is being checked').and.contain('By Friday');
    const none = await show(list(), shopWith([], { audience: 'ineligible', reason: 'For trade only' }), 'ineligible');
    expect(seenText(none)).to.contain('No benefits for this account').and.contain('For trade only');
  });

  it('says that there is nothing at the moment', async () => {
    const element = await show(list(), shopWith([]), 'empty');
    expect(seenText(element)).to.equal('Your benefits No benefits at the moment');
    expect(await axeViolations(element)).to.deep.equal([]);
  });

  it('can be tried again after an error', async () => {
    const shop = brokenShop(new TauError('http', 'answered 503', { status: 503 }));
    const element = await show(list(), shop, 'error');
    expect(seenText(element)).to.contain('Benefits cannot be loaded');
    expect(await axeViolations(element)).to.deep.equal([]);
    shop.say = () => answer({ benefits: [invoice()] });
    const retry = element.shadowRoot!.querySelector('button')!;
    expect(nameOf(retry)).to.equal('Load again');
    retry.click();
    await inState(element, 'ready');
    expect(names(element)).to.deep.equal(['One invoice a month']);
  });

  it('keeps the last good data when the connection is lost, and says of when', async () => {
    let fail = false;
    const shop = fakeShop(() => {
      if (fail) throw new TauError('offline', 'no network');
      return answer({ benefits: [invoice()] });
    });
    const element = await show(list(), shop);
    fail = true;
    client().refresh();
    await inState(element, 'offline');
    expect(names(element)).to.include('One invoice a month');
    expect(seenText(element)).to.match(/As of today .*no connection/);
    fail = false;
    client().refresh();
    await inState(element, 'ready');
    expect(seenText(element)).not.to.contain('As of today');
  });

  it('takes no room where the backend does not know it', async () => {
    const missing = await show(
      list(),
      brokenShop(new TauError('http', 'answered 404', { status: 404 })),
      'unsupported',
    );
    expect(missing.checkVisibility()).to.be.false;
    configure({});
    const none = await mount(list());
    await inState(none, 'unsupported');
    expect(none.getBoundingClientRect().height).to.equal(0);
  });

  it('shows bars with a name while it waits, and its own text if it has one', async () => {
    const wait = later();
    const shop = fakeShop(() => wait.promise);
    const element = await show(list(), shop, 'loading');
    const status = element.shadowRoot!.querySelector('[role=status]')!;
    expect(nameOf(status)).to.equal('Loading benefits');
    await until('the bars are seen', () => getComputedStyle(status.firstElementChild!).visibility === 'visible');
    const own = await show(list('placement="account"', 'Benefits for members'), shop, 'loading');
    expect(seenText(own)).to.equal('Benefits for members');
    expect(own.shadowRoot!.querySelector('.skeleton')).to.equal(null);
  });

  it('takes a heading of the page, or none', async () => {
    const own = await show(
      list('placement="account"', '<h2 slot="heading">What we do for you</h2>'),
      shopWith([invoice()]),
    );
    expect(seenText(own)).to.contain('What we do for you').and.not.contain('Your benefits');
    expect(own.querySelector('h2')!.checkVisibility()).to.be.true;
    const none = await show<List>(list('placement="account" without-heading'), shopWith([invoice()]));
    expect(seenText(none)).not.to.contain('Your benefits');
    none.withoutHeading = null;
    await settle(none);
    expect(seenText(none)).to.contain('Your benefits');
  });

  it('shows the benefits of one article as well', async () => {
    const element = await show(list('sku="A1" quantity="2" placement="product"'), shopWith([discount(), term()]));
    expect(figures(part(element, 'value').textContent!)).to.deep.equal(['20.54']);
  });

  it('changes with its placement', async () => {
    const shop = fakeShop(({ context }) => answer({ benefits: [context === 'programme' ? term() : invoice()] }));
    const element = await show<List>(list(), shop);
    element.placement = 'programme';
    await until('it has changed', () => names(element)[0] === '60 days to pay');
    expect(shop.asked.map(({ context }) => context)).to.deep.equal(['account', 'programme']);
  });

  it('is read by its width: one column that never overflows', async () => {
    await setViewport(320, 640);
    const long = 'Bauunternehmersonderkonditionsrahmenvereinbarungsnachtrag';
    const element = await show(
      list(),
      shopWith([benefit({ title: long, summary: long + long }), discount()], { programme }),
    );
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
  });
});

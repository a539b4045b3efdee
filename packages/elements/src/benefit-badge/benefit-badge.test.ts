import { getClient, TauError } from '@tauwerk/core';
import { axeViolations, expect, mount, part, parts, settle } from '@tauwerk/testing/mount';
import {
  answer,
  article,
  benefit,
  brokenShop,
  discount,
  fakeShop,
  fromThousand,
  inState,
  invoice,
  later,
  locked,
  nameOf,
  points,
  seenText,
  shopWith,
  show,
  tellCart,
  term,
  until,
} from '@tauwerk/testing/benefits';
import '../benefit/blocks.js';
import '../benefit/cart-source.js';
import '../locales/more/en.js';
import './define.js';

const VARIANTS = ['chip', 'line', 'card', 'icon'] as const;
const tag = (attributes = '', inside = '') =>
  `<tau-benefit-badge lang="en" sku="A1" ${attributes}>${inside}</tau-benefit-badge>`;
const buttonOf = (badge: Element) => badge.shadowRoot!.querySelector('button')!;
/** Digits as the visitor reads them, whatever spaces and signs the language puts around them. */
const figures = (text: string) => text.match(/\d[\d.,]*\d|\d/g) ?? [];
const cart = () => getClient().value!;

describe('<tau-benefit-badge> in its variants', () => {
  it('is a chip that names the benefit and its worth', async () => {
    const badge = await show(tag(), shopWith([discount()]));
    expect(seenText(part(badge, 'chip'))).to.equal('Instant discount minus 10.27');
    expect(part(badge, 'chip')).to.have.attribute('aria-haspopup', 'dialog');
    expect(part(badge, 'chip').localName).to.equal('button');
  });

  it('is a line with the full name, the worth and the price that comes of it', async () => {
    const badge = await show(tag('variant="line"'), shopWith([discount()]));
    expect(part(badge, 'label').textContent).to.equal('3 % instant discount');
    expect(part(badge, 'value').textContent).to.equal('minus 10.27');
    expect(figures(part(badge, 'reason').textContent!)).to.deep.equal(['332.03']);
    expect(part(badge, 'line').localName).to.equal('button');
  });

  it('is a card with a heading, three lines and a way to the rest', async () => {
    const all = [discount(), term(), invoice(), benefit(), benefit({ id: 'b5', title: 'Site delivery' })];
    const badge = await show(tag('variant="card" quantity="2"'), shopWith(all));
    expect(part(badge, 'card').localName).to.equal('section');
    expect(nameOf(part(badge, 'card'))).to.equal('Your benefits');
    expect(badge.shadowRoot!.querySelector('h3')!.textContent).to.equal('Your benefits');
    expect(parts(badge, 'line')).to.have.length(3);
    expect(seenText(badge)).to.match(/for 2\b.*piece/);
    expect(nameOf(buttonOf(badge))).to.equal('Details and 2 more benefits');
  });

  it('is an icon that counts and has a name', async () => {
    const badge = await show(tag('variant="icon"'), shopWith([discount(), term(), locked()]));
    expect(seenText(part(badge, 'icon'))).to.equal('2');
    expect(nameOf(part(badge, 'icon'))).to.equal('Show 2 benefits');
  });

  it('falls back to the chip when the variant is nonsense', async () => {
    const badge = await show(tag('variant="zzz" placement="zzz" lead="zzz"'), shopWith([discount()]));
    expect(seenText(part(badge, 'chip'))).to.equal('Instant discount minus 10.27');
  });

  it('changes from one variant to another and back', async () => {
    const badge = await show<HTMLElement & { variant: string | null }>(tag(), shopWith([discount(), term()]));
    const names = { line: 'line', card: 'card', icon: 'icon', chip: 'chip' };
    for (const [variant, name] of Object.entries(names)) {
      badge.variant = variant;
      await settle(badge);
      expect(part(badge, name).checkVisibility(), variant).to.be.true;
      const others = Object.values(names).filter((other) => other !== name && !(name === 'card' && other === 'line'));
      for (const other of others) expect(parts(badge, other), `${other} in ${variant}`).to.have.length(0);
      expect(badge).to.have.attribute('state', 'ready');
    }
  });

  it('takes properties as frameworks set them', async () => {
    const badge = await show(tag(), shopWith([discount()]));
    Object.assign(badge, { netPrice: '100.00', quantity: 2, variant: undefined });
    await settle(badge);
    expect(badge).to.have.attribute('net-price', '100.00');
    expect(figures(seenText(part(badge, 'chip')))).to.deep.equal(['6.00']);
  });
});

describe('<tau-benefit-badge> and its states', () => {
  const MEMBER = [discount(), term()];
  interface State {
    state: string;
    shop(): ReturnType<typeof shopWith>;
    /** What chip, line and card say; the icon says it by its name. */
    says: Record<'chip' | 'line' | 'icon', RegExp>;
    reason: RegExp;
  }
  const all = (says: RegExp) => ({ chip: says, line: says, icon: says });
  const STATES: State[] = [
    {
      state: 'ready',
      shop: () => shopWith(MEMBER),
      says: { chip: /^Instant discount/, line: /^3 % instant discount/, icon: /^Show 2 benefits$/ },
      reason: /2 benefits/,
    },
    {
      state: 'guest',
      shop: () => shopWith([invoice({ state: 'available' })], { audience: 'guest' }),
      says: all(/^Your price after sign-in/),
      reason: /guest/,
    },
    {
      state: 'not-enrolled',
      shop: () => shopWith([locked()], { audience: 'not-enrolled' }),
      says: all(/^More benefits: Guild/),
      reason: /not-enrolled/,
    },
    {
      state: 'pending',
      shop: () => shopWith([], { audience: 'pending', reason: 'You hear from us by Friday' }),
      says: all(/^Participation is being checked/),
      reason: /pending/,
    },
    {
      state: 'ineligible',
      shop: () => shopWith([], { audience: 'ineligible', reason: 'Private customers only look on' }),
      says: all(/^No benefits for this account/),
      reason: /ineligible/,
    },
    {
      state: 'ineligible',
      shop: () => shopWith([], {}, { excluded: { title: 'Day price', reason: 'Copper follows the exchange' } }),
      says: all(/^Day price/),
      reason: /excluded/,
    },
    {
      state: 'error',
      shop: () => brokenShop(new TauError('timeout', 'no answer')),
      says: { chip: /Load again/, line: /^Benefits cannot be loaded/, icon: /Load again, Benefits cannot be loaded/ },
      reason: /^timeout: no answer/,
    },
  ];

  for (const { state, shop, says, reason } of STATES) {
    for (const variant of VARIANTS) {
      it(`says "${state}" (${reason.source}) as ${variant}, and why to developers`, async () => {
        const reasons: string[] = [];
        const hear = ({ detail }: HTMLElementEventMap['tau-state']) => reasons.push(`${detail.state} ${detail.reason}`);
        document.addEventListener('tau-state', hear);
        const badge = await show(tag(`variant="${variant}"`), shop(), state);
        document.removeEventListener('tau-state', hear);
        const [, last = ''] = /^\S+ (.*)/s.exec(reasons.at(-1)!) ?? [];
        expect(reasons.at(-1)).to.match(new RegExp(`^${state} `));
        expect(last).to.match(reason);
        expect((badge as HTMLElement & { state: string }).state).to.equal(state);

        if (variant === 'icon') expect(nameOf(part(badge, 'icon'))).to.match(says.icon);
        else if (variant === 'chip') expect(seenText(part(badge, 'chip'))).to.match(says.chip);
        else expect(seenText(part(badge, 'line'))).to.match(says.line);
        expect(await axeViolations(badge)).to.deep.equal([]);
      });
    }
  }

  for (const variant of VARIANTS) {
    it(`shows a skeleton with a name while it loads, as ${variant}`, async () => {
      const wait = later();
      const badge = await show(
        tag(`variant="${variant}"`),
        fakeShop(() => wait.promise),
        'loading',
      );
      await until('the skeleton has a name', () => badge.shadowRoot!.querySelector('[aria-label="Loading benefits"]'));
      const skeleton = badge.shadowRoot!.querySelector<HTMLElement>('.skeleton')!;
      expect(nameOf(skeleton)).to.equal('Loading benefits');
      expect(skeleton).to.have.attribute('role', 'img');
      await until('the skeleton is seen', () => getComputedStyle(skeleton).visibility === 'visible');
      expect(await axeViolations(badge)).to.deep.equal([]);
      const { height } = badge.getBoundingClientRect();
      wait.resolve(answer({ items: [article('A1', [discount()])] }));
      await inState(badge, 'ready');
      if (variant !== 'card') expect(badge.getBoundingClientRect().height, 'nothing jumps').to.equal(height);
    });

    it(`shows its own text while it loads and hides it when it is ready, as ${variant}`, async () => {
      const wait = later();
      const badge = await show(
        tag(`variant="${variant}"`, 'from 3 %'),
        fakeShop(() => wait.promise),
        'loading',
      );
      expect(seenText(badge)).to.equal('from 3 %');
      expect(badge.shadowRoot!.querySelector('.skeleton')).to.equal(null);
      wait.resolve(answer({ items: [article('A1', [discount()])] }));
      await inState(badge, 'ready');
      expect(seenText(badge)).not.to.contain('from 3 %');
    });

    it(`marks the last good data when it goes offline, as ${variant}`, async () => {
      let fail = false;
      const shop = fakeShop(({ skus }) => {
        if (fail) throw new TauError('offline', 'no network');
        return answer({ items: skus.map((sku) => article(sku, MEMBER)) });
      });
      const badge = await show(tag(`variant="${variant}"`), shop);
      fail = true;
      cart().refresh();
      await inState(badge, 'offline');
      if (variant === 'icon') expect(nameOf(part(badge, 'icon'))).to.match(/^Show 2 benefits, As of \d/);
      else if (variant === 'chip')
        expect(nameOf(part(badge, 'chip'))).to.match(/^Instant discount minus 10.27, As of \d/);
      else expect(seenText(part(badge, 'line'))).to.match(/^3 % instant discount.*As of today .*no connection/);
      expect(await axeViolations(badge)).to.deep.equal([]);
      fail = false;
      cart().refresh();
      await inState(badge, 'ready');
    });

    it(`takes no room when the backend does not offer benefits, as ${variant}`, async () => {
      const badge = await show(tag(`variant="${variant}"`), {}, 'unsupported');
      expect(badge.checkVisibility()).to.be.false;
      expect(badge.getBoundingClientRect().height).to.equal(0);
    });

    it(`can be tried again after an error, as ${variant}`, async () => {
      const shop = shopWith([discount()]);
      const { say } = shop;
      shop.say = () => {
        throw new TauError('network', 'cut');
      };
      const badge = await show(tag(`variant="${variant}"`), shop, 'error');
      const retry = badge.shadowRoot!.querySelector<HTMLButtonElement>('button')!;
      expect(nameOf(retry)).to.match(/^Load again/);
      expect(retry).not.to.have.attribute('aria-haspopup');
      shop.say = say;
      retry.click();
      await inState(badge, 'ready');
      expect(shop.asked).to.have.length(2);
      if (variant === 'icon') expect(nameOf(part(badge, 'icon'))).to.equal('Show 1 benefit');
      else expect(seenText(badge)).to.match(/instant discount/i);
    });
  }

  it('keeps the focus on the button that tries again', async () => {
    const shop = shopWith([discount()]);
    const { say } = shop;
    shop.say = () => {
      throw new TauError('network', 'cut');
    };
    const badge = await show(tag(), shop, 'error');
    shop.say = say;
    const button = buttonOf(badge);
    button.focus();
    button.click();
    await inState(badge, 'ready');
    expect(badge.shadowRoot!.activeElement).to.equal(button);
  });

  it('is an empty place without words when there is no benefit: as chip nothing, as line a sentence', async () => {
    const chip = await show(tag('', 'from 3 %'), shopWith([]), 'empty');
    expect(seenText(chip)).to.equal('');
    const line = await show(tag('variant="line"'), shopWith([]), 'empty');
    expect(seenText(line)).to.equal('No benefit for this item at the moment');
    expect(line.shadowRoot!.querySelector('button')).to.equal(null);
    const card = await show(tag('variant="card"'), shopWith([]), 'empty');
    expect(seenText(card)).to.contain('No benefit for this item at the moment');
    expect(await axeViolations(card)).to.deep.equal([]);
  });

  it('says so when an answer is not about benefits', async () => {
    const badge = await show(
      tag(),
      fakeShop(() => ({ hello: 'world' })),
      'error',
    );
    expect(seenText(badge)).to.equal('Load again');
  });

  it('stays a guest when the connection is lost', async () => {
    let fail = false;
    const shop = fakeShop(({ skus }) => {
      if (fail) throw new TauError('offline', 'no network');
      return answer({ audience: 'guest', items: skus.map((sku) => article(sku, [invoice({ state: 'available' })])) });
    });
    const badge = await show(tag(), shop, 'guest');
    fail = true;
    cart().refresh();
    await settle(badge);
    expect(seenText(badge)).to.equal('Your price after sign-in');
  });

  it('offers what leads on: sign-in and account for guests, joining for customers', async () => {
    const guest = await show(tag('variant="line"'), shopWith([], { audience: 'guest' }), 'guest');
    const links = parts<HTMLAnchorElement>(guest, 'link');
    expect(links.map((link) => [nameOf(link), link.getAttribute('href'), link.rel])).to.deep.equal([
      ['Sign in', '/sign-in', 'noopener noreferrer'],
      ['Create an account', '/join', 'noopener noreferrer'],
    ]);
    const customer = await show(tag('variant="line"'), shopWith([], { audience: 'not-enrolled' }), 'not-enrolled');
    expect(parts(customer, 'link').map(nameOf)).to.deep.equal(['Join']);
    expect(seenText(customer)).to.contain('Free, cancel any time');
  });

  it('tells a customer who has not joined the price of a member', async () => {
    const open = { state: 'locked', conditions: [{ type: 'enrolment', met: false }] };
    const badge = await show(
      tag('variant="line"'),
      shopWith([discount(open)], { audience: 'not-enrolled' }),
      'not-enrolled',
    );
    expect(part(badge, 'label').textContent).to.match(/^With Guild: /);
    expect(figures(part(badge, 'label').textContent!)).to.deep.equal(['332.03']);
  });

  it('prints its state when asked to', async () => {
    const said: string[] = [];
    const { info } = console;
    console.info = (text: string) => said.push(text);
    try {
      await show(tag('debug'), shopWith([benefit({ title: 'Told to developers' })]));
    } finally {
      console.info = info;
    }
    expect(said.join('\n')).to.match(/<tau-benefit-badge> ready: 1 benefits/);
  });

  it('reports benefits as seen once, by their ids only', async () => {
    const seen: unknown[] = [];
    const hear = ({ detail }: HTMLElementEventMap['tau-benefit-view']) => seen.push(detail);
    document.addEventListener('tau-benefit-view', hear);
    const badge = await show(tag(), shopWith([discount(), term()]));
    badge.setAttribute('quantity', '3');
    await settle(badge);
    document.removeEventListener('tau-benefit-view', hear);
    expect(seen).to.deep.equal([{ sku: 'A1', benefits: ['discount', 'term'] }]);
  });
});

describe('<tau-benefit-badge> and what it knows of benefits', () => {
  const KINDS =
    'instant-discount net-price campaign early-buy points-collect points-redeem tier club subscription values invoice ' +
    'payment-term collective-invoice cash-discount click-collect early-hours rental express partner-service training ' +
    'event novelty advice installation maintenance named-contact response-promise referral win-back brand-new-kind constructor';

  it('shows every kind of the programme, and one that nobody knows yet', async () => {
    const kinds = KINDS.split(' ');
    const half = Math.ceil(kinds.length / 2);
    for (const some of [kinds.slice(0, half), kinds.slice(half)]) {
      const all = some.map((kind) => benefit({ id: kind, kind, title: `Kind ${kind}` }));
      for (const variant of ['chip', 'line']) {
        const badge = await show(tag(`max="20" variant="${variant}"`), shopWith(all));
        const shown = parts(badge, variant);
        expect(shown.map(seenText).sort()).to.deep.equal(some.map((kind) => `Kind ${kind}`).sort());
        for (const row of shown) {
          const path = row.querySelector('svg path')!.getAttribute('d');
          expect(path, seenText(row)).to.match(/^M[\d.]/);
        }
      }
    }
  });

  it('puts what lowers the price first on a chip, points last', async () => {
    const badge = await show(tag('max="4"'), shopWith([points(), invoice(), term(), discount()]));
    expect(parts(badge, 'chip').map((chip) => seenText(chip).slice(0, 7))).to.deep.equal([
      'Instant',
      'One inv',
      '60 days',
      'Points ',
    ]);
  });

  it('puts saved work first on a card, and on a chip that asks for it', async () => {
    const all = [points(), discount(), term(), benefit(), invoice()];
    const card = await show(tag('variant="card" max="5"'), shopWith(all));
    const names = parts(card, 'label').map((label) => label.textContent);
    expect(names).to.deep.equal([
      'One invoice a month',
      'Advice on site',
      '3 % instant discount',
      '60 days to pay',
      'Points for training',
    ]);
    const chip = await show(tag('lead="effect"'), shopWith(all));
    expect(seenText(part(chip, 'chip'))).to.match(/^One invoice a month/);
    const led = await show(tag('variant="card" lead="value"'), shopWith(all));
    expect(parts(led, 'label')[0]!.textContent).to.equal('3 % instant discount');
  });

  it('puts usable benefits before those out of reach', async () => {
    const all = [
      benefit({ id: 'no', title: 'Not for you', state: 'ineligible' }),
      locked(),
      benefit({ id: 'soon', title: 'Being checked', state: 'pending' }),
      term(),
    ];
    const badge = await show(tag('max="4"'), shopWith(all));
    expect(parts(badge, 'chip').map((chip) => nameOf(chip))).to.deep.equal([
      '60 days 46 days longer',
      'Being checked, being checked',
      'First to buy in autumn, locked',
      'Not for you, not for you',
    ]);
  });

  it('shows up to "max" chips and counts the rest on the last one', async () => {
    const all = [discount(), term(), invoice(), benefit(), locked()];
    const one = await show(tag(), shopWith(all));
    expect(seenText(part(one, 'chip'))).to.equal('Instant discount minus 10.27 +3');
    expect(nameOf(part(one, 'chip'))).to.equal('Instant discount minus 10.27, 3 more benefits');
    const two = await show(tag('max="2"'), shopWith(all));
    expect(parts(two, 'chip').map((chip) => /\+\d/.exec(seenText(chip))?.[0])).to.deep.equal([undefined, '+2']);
    const every = await show(tag('max="20"'), shopWith(all));
    expect(parts(every, 'chip')).to.have.length(5);
    expect(seenText(every)).not.to.contain('+');
  });

  it('counts the benefits that apply to an article without discount', async () => {
    const excluded = { excluded: { title: 'Day price', reason: 'Copper follows the exchange' } };
    const badge = await show(tag(), shopWith([term(), invoice()], {}, excluded));
    expect(badge).to.have.attribute('state', 'ready');
    expect(seenText(part(badge, 'chip'))).to.equal('Day price +2');
    const line = await show(tag('variant="line" max="2"'), shopWith([term()], {}, excluded));
    expect(parts(line, 'label').map((label) => label.textContent)).to.deep.equal(['Day price', '60 days to pay']);
    expect(seenText(line)).to.contain('Copper follows the exchange');
  });

  it('leaves a gap between chips, beside and below each other', async () => {
    const room = await mount(
      `<div style="width: 300px">${tag('max="3"')}</div>`,
      shopWith([discount(), term(), invoice(), benefit()]),
    );
    const badge = room.firstElementChild!;
    await inState(badge, 'ready');
    const boxes = parts(badge, 'chip').map((chip) => chip.getBoundingClientRect());
    const rows = new Set(boxes.map(({ top }) => top));
    expect(rows.size).to.be.greaterThan(1);
    for (const box of boxes) {
      for (const other of boxes) {
        if (other.top > box.top) expect(other.top - box.bottom).to.be.at.least(5.9);
        else if (other.top === box.top && other.left > box.left) expect(other.left - box.right).to.be.at.least(5.9);
      }
    }
  });

  it('leaves nonsense in "max" alone', async () => {
    for (const max of ['x', '0', '-3', '1e99', '', 'Infinity']) {
      const badge = await show(tag(`max="${max}"`), shopWith([discount(), term()]));
      expect(parts(badge, 'chip'), max).to.have.length(1);
    }
    const broken = await show(tag('max="2.9"'), shopWith([discount(), term(), invoice()]));
    expect(parts(broken, 'chip')).to.have.length(2);
  });

  it('works out the value on my net price and the quantity, exactly', async () => {
    const badge = await show(tag('quantity="2"'), shopWith([discount()]));
    expect(figures(seenText(badge))).to.deep.equal(['20.54']);
    badge.setAttribute('quantity', '3');
    await settle(badge);
    expect(figures(seenText(badge))).to.deep.equal(['30.81']);
    badge.setAttribute('net-price', '0.0349');
    badge.setAttribute('quantity', '1000');
    await settle(badge);
    expect(figures(seenText(badge)), '34.90 of which 3 % are 1.047').to.deep.equal(['1.05']);
    badge.removeAttribute('quantity');
    badge.removeAttribute('net-price');
    await settle(badge);
    expect(seenText(badge)).to.equal('Instant discount minus 10.27');
  });

  it('takes the price that the page knows, not the one of the backend', async () => {
    const badge = await show(tag('net-price="300.00"'), shopWith([discount()]));
    expect(figures(seenText(badge))).to.deep.equal(['9.00']);
  });

  it('reads nonsense as one unit at the price of the backend', async () => {
    for (const attributes of [
      'quantity="abc"',
      'quantity="-1"',
      'quantity="1e99"',
      'quantity="99999999"',
      'quantity="0"',
      'net-price="free"',
      'net-price="-5"',
      'net-price="NaN"',
    ]) {
      const badge = await show(tag(attributes), shopWith([discount()]));
      expect(seenText(badge), attributes).to.equal('Instant discount minus 10.27');
      const card = await show(tag(`variant="card" ${attributes}`), shopWith([discount()]));
      expect(seenText(card), attributes).not.to.match(/1e|∞|NaN|for (?!1\b)/);
    }
  });

  it('tells a condition as the distance that the cart leaves', async () => {
    const badge = await show(tag(), shopWith([fromThousand()]));
    expect(seenText(badge)).to.match(/250 more in this order$/);
    tellCart(cart(), ['A1', 2, '342.30']);
    await settle(badge);
    expect(figures(seenText(badge))).to.deep.equal(['315.40']);
    tellCart(cart(), ['A1', 3, '342.30']);
    await settle(badge);
    expect(seenText(badge)).to.match(/^25 off from 1,000/);
    expect(figures(seenText(badge))).to.include('25.00');
  });

  it('shows on a line how far this order is', async () => {
    const badge = await show(tag('variant="line"'), shopWith([fromThousand()]));
    tellCart(cart(), ['A1', 2, '342.30']);
    await settle(badge);
    expect(seenText(part(badge, 'label'))).to.match(/315\.40 more in this order/);
    expect(figures(seenText(part(badge, 'reason')))).to.deep.equal(['684.60', '1,000']);
  });

  it('measures a quantity against the one that is chosen', async () => {
    const bulk = discount({ state: 'available', conditions: [{ type: 'quantity', min: '10', unit: 'boxes' }] });
    const badge = await show(tag('quantity="4"'), shopWith([bulk]));
    expect(seenText(badge).replaceAll('\u00a0', ' ')).to.equal('6 boxes more to: Instant discount');
    badge.setAttribute('quantity', '10');
    await settle(badge);
    expect(figures(seenText(badge))).to.deep.equal(['102.69']);
  });

  it('shows a value that is none of this line as it was said', async () => {
    const all = [
      benefit({
        id: 'a',
        title: 'Delivery',
        value: { type: 'money', amount: '6.90', currency: 'EUR', per: 'per tour' },
      }),
      benefit({ id: 'b', title: 'Early', value: { type: 'days', days: 60, gained: 1 } }),
      benefit({
        id: 'c',
        title: 'Year-end',
        value: { type: 'percent', percent: '1.5', of: 'other', basis: 'of the year' },
      }),
    ];
    const badge = await show(tag('variant="line" max="3"'), shopWith(all));
    const values = parts(badge, 'value').map((value) => value.textContent!);
    expect(values[0]).to.match(/6\.90 per tour$/);
    expect(values[1]).to.equal('1 day longer');
    expect(figures(values[2]!)).to.deep.equal(['1.5']);
  });

  it('says when a benefit ends soon, and nothing when it has ended or lasts', async () => {
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    for (const [validUntil, says] of [
      [inHours(2.5), /Ends today at .*2 h (29|30) min left/],
      [inHours(70), /Valid until .* days left/],
      [inHours(24 * 30), /332\.03/],
      [inHours(-1), /332\.03/],
      ['2026-99-99T99:99Z', /332\.03/],
    ] as const) {
      const badge = await show(tag('variant="line"'), shopWith([discount({ validUntil })]));
      expect(seenText(part(badge, 'reason')), validUntil).to.match(says);
    }
  });

  it('answers for the cart when it stands there without an article', async () => {
    const shop = shopWith([discount()]);
    const badge = await mount('<tau-benefit-badge lang="en" placement="cart"></tau-benefit-badge>', shop);
    await inState(badge, 'empty');
    expect(shop.asked).to.have.length(0);
    tellCart(cart(), ['A1', 2, '342.30'], ['A2', 1, '100.00']);
    await inState(badge, 'ready');
    expect(shop.asked.map(({ what, lines }) => [what, lines!.length])).to.deep.equal([['quote', 2]]);
  });

  it('keeps the chip under the finger when its price changes', async () => {
    const badge = await show(tag(), shopWith([discount()]));
    const button = buttonOf(badge);
    button.focus();
    badge.setAttribute('quantity', '7');
    await settle(badge);
    expect(badge.shadowRoot!.activeElement).to.equal(button);
  });

  it('follows another article, and shows nothing of the former one while it waits', async () => {
    const wait = later();
    const shop = fakeShop(({ skus }) =>
      skus[0] === 'A2' ? wait.promise : answer({ items: skus.map((sku) => article(sku, [discount()])) }),
    );
    const badge = await show(tag(), shop);
    badge.setAttribute('sku', 'A2');
    await inState(badge, 'loading');
    expect(seenText(badge)).to.equal('');
    wait.resolve(answer({ items: [article('A2', [term()])] }));
    await inState(badge, 'ready');
    expect(seenText(badge)).to.match(/^60 days/);
  });

  it('tells the share of what it cannot reckon without a price', async () => {
    const badge = await show(tag('quantity="2"'), shopWith([discount()], {}, { netPrice: undefined }));
    expect(seenText(badge)).to.equal('Instant discount 3%');
  });
});

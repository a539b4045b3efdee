import { formatFor, getClient, TauError, type Listenable } from '@tauwerk/core';
import { expect, mount, part, parts, settle } from '@tauwerk/testing/mount';
import {
  answer,
  article,
  benefit,
  discount,
  fakeShop,
  fromThousand,
  inState,
  later,
  seenText,
  shopWith,
  show,
  tellCart,
  until,
} from '@tauwerk/testing/benefits';
import '../benefit-badge/define.js';
import '../benefit-list/define.js';
import '../benefit/blocks.js';
import '../benefit/cart-source.js';
import '../benefit/details.js';
import '../locales/more/en.js';
import { BenefitBadge } from '../benefit-badge/benefit-badge.js';
import { BenefitList } from '../benefit-list/benefit-list.js';
import { VERSION } from './define.js';
import { retryFailed } from './failed.js';
import { lazy } from './lazy.js';
import { createWords } from './localize.js';
import { TauElement, type View } from './tau-element.js';

type Badge = HTMLElementTagNameMap['tau-benefit-badge'];
const TAG = '<tau-benefit-badge lang="en" sku="A1"></tau-benefit-badge>';
const inner = (element: Element) => element.shadowRoot!.activeElement;
const voice = (element: Element) => element.shadowRoot!.querySelector('[aria-live]');
const tick = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Keeps the console quiet and answers what was said. */
async function quietly(act: () => Promise<void>): Promise<string[]> {
  const said: string[] = [];
  const { warn } = console;
  console.warn = (text: string) => said.push(text);
  try {
    await act();
  } finally {
    console.warn = warn;
  }
  return said;
}

describe('properties that are set before the definition loads', () => {
  it('count, and so do those that come later', async () => {
    const shop = shopWith([discount()]);
    const room = await mount('<div lang="en"></div>', shop);
    const badge = document.createElement('tau-benefit-early') as Badge;
    badge.sku = 'A1';
    badge.netPrice = '10';
    room.append(badge);
    customElements.define('tau-benefit-early', class extends BenefitBadge {});
    expect(badge).to.have.attribute('sku', 'A1');
    expect(badge).to.have.attribute('net-price', '10');
    await inState(badge, 'ready');
    badge.sku = 'B2';
    expect(badge).to.have.attribute('sku', 'B2');
    await inState(badge, 'ready');
    await until('both were asked for', () => ['A1', 'B2'].every((sku) => shop.asked.some((a) => a.skus.includes(sku))));
  });
});

describe('what does not load', () => {
  it('is known as words that are null, and is tried again', async () => {
    let fail = true;
    const words = createWords(
      {
        en: async () => (fail ? Promise.reject<{ default: () => string }>(new Error('cut')) : { default: () => 'hi' }),
      },
      () => ({}),
    );
    await quietly(async () => {
      const $words = words('en', 'sie');
      expect($words.value).to.equal(undefined);
      await tick();
      expect($words.value).to.equal(null);
      expect(words('en', 'sie'), 'nobody asks in a loop').to.equal($words);
      fail = false;
      retryFailed();
      await tick();
      expect($words.value?.text).to.equal('hi');
    });
  });

  it('is tried again as a part too', async () => {
    let fail = true;
    const $part = lazy('another part', async () => (fail ? Promise.reject(new Error('cut')) : 7));
    await quietly(async () => {
      $part.listen(() => {});
      await tick();
      expect($part.value).to.equal(null);
      fail = false;
      retryFailed();
      await tick();
      expect($part.value).to.equal(7);
    });
  });
});

describe('a widget whose parts do not load', () => {
  const lacks = (tag: string, Base: typeof BenefitBadge | typeof BenefitList, missing: string) =>
    customElements.define(
      tag,
      class extends (Base as typeof BenefitBadge) {
        override follow<T>(slot: string, store: Listenable<T>): T {
          return slot === missing ? (null as T) : super.follow(slot, store);
        }
      },
    );
  lacks('tau-benefit-wordless', BenefitBadge, 'words');
  lacks('tau-benefit-moreless', BenefitBadge, 'more');
  lacks('tau-benefit-cartless', BenefitList, 'source');
  const two = (tag: string, attributes = '') => `<${tag} lang="en" sku="A1" ${attributes}>from 3 %</${tag}>`;

  it('shows its fallback without words', async () => {
    const badge = await show<Badge>(two('tau-benefit-wordless'), shopWith([discount()]), 'error');
    expect(seenText(badge)).to.equal('from 3 %');
  });

  it('shows the labels of the backend in chips without more words, and its fallback as line and card', async () => {
    const badge = await show<Badge>(two('tau-benefit-moreless', 'quantity="2"'), shopWith([discount()]));
    expect(seenText(badge)).to.equal('Instant discount minus 10.27');
    for (const variant of ['line', 'card']) {
      badge.variant = variant;
      await inState(badge, 'error');
      expect(seenText(badge), variant).to.equal('from 3 %');
    }
    badge.variant = 'chip';
    await inState(badge, 'ready');
  });

  it('says so, with a way to try again, without the benefits of the cart', async () => {
    const list = await show(
      '<tau-benefit-cartless lang="en" placement="account"></tau-benefit-cartless>',
      shopWith([discount()]),
      'error',
    );
    expect(seenText(list)).to.contain('Load again');
  });
});

describe('a mistake while drawing', () => {
  class Fragile extends TauElement {
    fail = true;
    protected override draw(): View {
      if (this.fail) throw new Error('fragile');
      this.box!.textContent = 'drawn';
      return { state: 'ready', reason: 'ok' };
    }
    protected override drawSkeleton(): void {}
  }
  customElements.define('tau-fragile', Fragile);

  it('is forgotten by a retry and by another attribute', async () => {
    await quietly(async () => {
      const element = await mount<Fragile>('<tau-fragile lang="en">text</tau-fragile>', shopWith([]));
      await inState(element, 'error');
      expect(seenText(element)).to.equal('text');
      element.fail = false;
      element.retry();
      await inState(element, 'ready');
      element.fail = true;
      element.setAttribute('density', 'compact');
      await inState(element, 'error');
      element.fail = false;
      element.setAttribute('density', 'x');
      await inState(element, 'ready');
    });
  });

  it('of a shadow root that is already there, is none', async () => {
    const room = await mount('<div lang="en"></div>', shopWith([]));
    const element = document.createElement('tau-fragile') as Fragile;
    element.fail = false;
    element.attachShadow({ mode: 'open' }).innerHTML = 'rendered before';
    room.append(element);
    await inState(element, 'ready');
    expect(seenText(element)).to.equal('drawn');
    const closed = document.createElement('tau-fragile');
    const mode: ShadowRootMode = 'closed';
    closed.attachShadow({ mode });
    const said = await quietly(async () => {
      room.append(closed);
    });
    expect(said.join()).to.match(/cannot draw/);
  });

  it('in one start does not keep the others from starting', async () => {
    class Lazy extends BenefitBadge {
      override start(): void {
        if (this.id === 'bad') throw new Error('no start');
        super.start();
      }
    }
    customElements.define('tau-benefit-lazy', Lazy);
    const one = (id: string) => `<tau-benefit-lazy lang="en" sku="A1" id="${id}"></tau-benefit-lazy>`;
    const said = await quietly(async () => {
      const room = await mount(`<p>${one('bad')}${one('good')}</p>`, shopWith([discount()]));
      await inState(room.lastElementChild!, 'ready');
    });
    expect(said.join()).to.match(/no start/);
  });
});

describe('a chip', () => {
  it('that was an icon is named by what it says', async () => {
    const badge = await show<Badge>(TAG, shopWith([discount()]));
    badge.variant = 'icon';
    await settle(badge);
    expect(part(badge, 'icon')).to.have.attribute('aria-label');
    badge.variant = 'chip';
    await settle(badge);
    expect(part(badge, 'chip')).not.to.have.attribute('aria-label');
  });
});

describe('who uses the keyboard or a screen reader', () => {
  /** Fails until told otherwise; `wait` holds the next answer back. */
  function unsteady() {
    const state = { fail: true, wait: undefined as Promise<unknown> | undefined };
    const shop = fakeShop(async ({ skus, what }) => {
      await state.wait;
      if (state.fail) throw new TauError('invalid', 'no');
      return what === 'account'
        ? answer({ benefits: [discount()] })
        : answer({ items: skus.map((sku) => article(sku, [discount()])) });
    });
    return { shop, state };
  }

  for (const markup of [
    TAG,
    TAG.replace(' sku', ' variant="card" sku'),
    '<tau-benefit-list lang="en" placement="account"></tau-benefit-list>',
  ]) {
    it(`stays on the button and hears how a retry went: ${markup}`, async () => {
      const { shop, state } = unsteady();
      const element = await show<Badge>(markup, shop, 'error');
      const retry = element.shadowRoot!.querySelector<HTMLElement>('[data-tau=retry]')!;
      expect(voice(element)?.textContent).to.equal('');
      retry.focus();
      const gate = later();
      state.wait = gate.promise;
      retry.click();
      await inState(element, 'loading');
      element.setAttribute('density', 'compact');
      await settle(element);
      expect(inner(element), 'while it loads').to.equal(retry);
      gate.resolve(0);
      await inState(element, 'error');
      expect(voice(element)!.textContent).to.equal('Benefits cannot be loaded');
      state.fail = false;
      element.retry();
      await inState(element, 'ready');
      expect(voice(element)!.textContent).to.equal('Instant discount');
    });
  }

  it('is not lost when the trigger of open details is replaced', async () => {
    const badge = await show<Badge>(TAG.replace(' sku', ' max="2" sku'), shopWith([discount(), benefit()]));
    parts(badge, 'chip')[1]!.click();
    await until('the details are open', () => badge.shadowRoot!.querySelector('.pop:popover-open'));
    expect(inner(badge)).to.equal(part(badge, 'close'));
    expect(part(badge, 'popover')).not.to.have.attribute('aria-modal');
    badge.max = '1';
    await settle(badge);
    expect(parts(badge, 'popover')).to.have.length(0);
    expect(inner(badge)).to.equal(part(badge, 'chip'));
    badge.max = '2';
    await settle(badge);
    expect(inner(badge), 'nor that of the chip itself').to.equal(parts(badge, 'chip')[0]);
  });
});

describe('what is said of data', () => {
  it('names when the answer came, however late it is drawn', async () => {
    const badge = await show<Badge>(TAG, shopWith([discount()]));
    part(badge, 'chip').click();
    await until('the details are open', () => badge.shadowRoot!.querySelector('.pop:popover-open'));
    const came = badge.shown!.at;
    expect(came).to.be.closeTo(getClient().value!.now(), 5000);
    const { now } = Date;
    Date.now = () => now() + 5_400_000;
    try {
      badge.quantity = '2';
      await settle(badge);
      expect(seenText(part(badge, 'popover'))).to.contain(`as of today ${formatFor('en').moment(came, 'time')}`);
    } finally {
      Date.now = now;
    }
  });

  it('has the link of a benefit, and none that harms', async () => {
    const linked = (id: string, href: string, label?: string) => benefit({ id, title: id, link: { href, label } });
    const harm = [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'java\nscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
    ];
    const list = await show(
      '<tau-benefit-list lang="en" placement="account"></tau-benefit-list>',
      shopWith([
        linked('own', '/terms', 'The terms'),
        linked('plain', 'https://x.example/'),
        ...harm.map((href, i) => linked(`h${i}`, href, 'harm')),
      ]),
    );
    const links = parts<HTMLAnchorElement>(list, 'link').map((a) => [a.getAttribute('href'), seenText(a), a.rel]);
    expect(links).to.deep.equal([
      ['/terms', 'The terms', 'noopener noreferrer'],
      ['https://x.example/', 'More about this', 'noopener noreferrer'],
    ]);
    expect(seenText(list)).to.contain('h0').and.contain('h4').and.not.contain('harm');
  });

  it('leaves the distances of a quote as the backend measured them', async () => {
    const list = await mount(
      '<tau-benefit-list lang="en" placement="cart"></tau-benefit-list>',
      shopWith([fromThousand()]),
    );
    tellCart(getClient().value!, ['A1', 1, '990.00']);
    await inState(list, 'ready');
    expect(seenText(list))
      .to.match(/250/)
      .and.not.match(/\b10 more|€10\b/);
  });

  it('keeps money in its own currency', async () => {
    const value = { type: 'money', amount: '25.00', currency: 'CHF' };
    const badge = await show<Badge>(TAG.replace(' sku', ' quantity="2" sku'), shopWith([discount({ value })]));
    expect(seenText(part(badge, 'chip'))).to.match(/CHF\s?25/);
  });
});

it('tells its true version', async () => {
  const { version } = await (await fetch(new URL('../../package.json', import.meta.url))).json();
  expect(VERSION).to.equal(version);
});

import { TauError } from '@tauwerk/core';
import { expect, mount, settle } from '@tauwerk/testing/mount';
import {
  answer,
  article,
  brokenShop,
  discount,
  fakeShop,
  inState,
  invoice,
  later,
  seenText,
  shopWith,
  show,
  until,
} from '@tauwerk/testing/benefits';
import '../benefit-badge/define.js';
import '../benefit-list/define.js';
import '../locales/more/en.js';
import { $disabled } from './page.js';

type Badge = HTMLElementTagNameMap['tau-benefit-badge'];
const tag = (inside: string, attributes = '') =>
  `<tau-benefit-badge lang="en" sku="A1" ${attributes}>${inside}</tau-benefit-badge>`;
const waiting = () => {
  const wait = later();
  const shop = fakeShop(() => wait.promise);
  return { shop, ready: () => wait.resolve(answer({ items: [article('A1', [discount()])] })) };
};

afterEach(() => $disabled.set(false));

describe('what stands inside a tag', () => {
  it('is bare text: there until the badge is ready, then gone', async () => {
    const { shop, ready } = waiting();
    const badge = await show(tag('from 3 %'), shop, 'loading');
    expect(seenText(badge)).to.equal('from 3 %');
    ready();
    await inState(badge, 'ready');
    expect(seenText(badge)).to.equal('Instant discount minus 10.27');
  });

  it('is an element with slot="fallback": there until the badge is ready, then gone', async () => {
    const { shop, ready } = waiting();
    const badge = await show(tag('<b slot="fallback">from 3 %</b>'), shop, 'loading');
    expect(badge.querySelector('b')!.checkVisibility()).to.be.true;
    expect(badge.shadowRoot!.querySelector('.skeleton')).to.equal(null);
    ready();
    await inState(badge, 'ready');
    expect(badge.querySelector('b')!.checkVisibility()).to.be.false;
  });

  it("is the shop's own when the tag was closed by itself: siblings swallowed stay in sight, always", async () => {
    const { shop, ready } = waiting();
    // `<tau-benefit-badge />` in HTML does not close: what follows becomes its child.
    const room = await mount(
      '<div><tau-benefit-badge lang="en" sku="A1" /><p id="price">342.30</p><button>Buy</button></div>',
      shop,
    );
    const badge = room.querySelector('tau-benefit-badge')!;
    expect(badge.querySelector('#price')).not.to.equal(null);
    await inState(badge, 'loading');
    expect(room.querySelector('#price')!.checkVisibility()).to.be.true;
    ready();
    await inState(badge, 'ready');
    expect(room.querySelector('#price')!.checkVisibility()).to.be.true;
    expect(room.querySelector('button')!.checkVisibility()).to.be.true;
    expect(seenText(badge)).to.contain('Instant discount');
  });

  it('stays where nothing better can be shown: wrong client, switched off, failed', async () => {
    const badge = await show<Badge>(tag('from 3 %'), shopWith([discount()]));
    $disabled.set(true);
    await inState(badge, 'disabled');
    expect(seenText(badge)).to.equal('from 3 %');
    $disabled.set(false);
    const other = await show<Badge>(tag('from 3 %'), shopWith([discount()]));
    expect(seenText(other)).to.equal('Instant discount minus 10.27');
  });

  it('gives way to a sentence and a retry when the backend fails', async () => {
    const badge = await show(tag('from 3 %', 'variant="line"'), brokenShop(new TauError('network', 'cut')), 'error');
    expect(seenText(badge)).to.contain('Load again').and.not.contain('from 3 %');
  });

  it('is gone when there is no benefit, so that the page promises none', async () => {
    const badge = await show(tag('from 3 %'), shopWith([]), 'empty');
    expect(seenText(badge)).to.equal('');
  });
});

describe('the kill switch', () => {
  it('empties everything, asks for nothing more and closes what is open', async () => {
    const shop = shopWith([discount()]);
    const badge = await show<Badge>(tag(''), shop);
    badge.shadowRoot!.querySelector('button')!.click();
    await until('the details are open', () => badge.shadowRoot!.querySelector('.pop:popover-open'));
    $disabled.set(true);
    await inState(badge, 'disabled');
    expect(seenText(badge)).to.equal('');
    expect(badge.shadowRoot!.querySelector('.pop')).to.equal(null);
    const asked = shop.asked.length;
    badge.setAttribute('sku', 'A2');
    const list = await mount('<tau-benefit-list lang="en" placement="account"></tau-benefit-list>', shop);
    await inState(list, 'disabled');
    await settle(badge);
    expect(shop.asked).to.have.length(asked);
  });

  it('can be taken back by mounting anew', async () => {
    $disabled.set(true);
    const badge = await mount<Badge>(tag('from 3 %'), shopWith([invoice()]));
    await inState(badge, 'disabled');
    $disabled.set(false);
    badge.setAttribute('sku', 'A3');
    await inState(badge, 'ready');
  });
});

import { configure, getClient, TauError } from '@tauwerk/core';
import { expect, mount, part, settle, setViewport } from '@tauwerk/testing/mount';
import {
  answer,
  article,
  discount,
  fakeShop,
  inState,
  later,
  seenText,
  shopWith,
  show,
  term,
  until,
} from '@tauwerk/testing/benefits';
import '../locales/more/en.js';
import '../benefit/rules.js';
import './define.js';

type Badge = HTMLElementTagNameMap['tau-benefit-badge'];

/** A shop's list: one tile of that many pixels for each article. */
const listOf = (skus: string[], height = 200) =>
  `<ul lang="en" style="padding: 0; list-style: none">${skus
    .map(
      (sku) =>
        `<li style="height: ${height}px"><tau-benefit-badge placement="list" sku="${sku}"></tau-benefit-badge></li>`,
    )
    .join('')}</ul>`;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => `A${index}`);
const badgesIn = (element: Element) => [...element.querySelectorAll<Badge>('tau-benefit-badge')];
const states = (badges: Badge[]) => badges.map((badge) => badge.getAttribute('state'));
const client = () => getClient().value!;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Walks down the page as a thumb would. */
async function scrollThrough(): Promise<void> {
  for (let y = 0; y < document.documentElement.scrollHeight; y += 400) {
    scrollTo({ top: y, behavior: 'instant' });
    await pause(60);
  }
}

describe('many badges on one page', () => {
  it('are two calls with 100 articles each for 200 badges, however long one scrolls', async () => {
    const shop = shopWith([discount()]);
    const list = await mount(listOf(numbers(200), 60), shop);
    await scrollThrough();
    const badges = badgesIn(list);
    await until('all are ready', () => states(badges).every((state) => state === 'ready'));
    expect(shop.asked.map(({ skus }) => skus.length)).to.deep.equal([100, 100]);
    expect(new Set(shop.asked.flatMap(({ skus }) => skus)).size).to.equal(200);
  });

  it('ask for the same article once', async () => {
    const shop = shopWith([discount()]);
    const list = await mount(listOf(['A1', 'A1', 'A1', 'A1', 'A1'], 60), shop);
    const badges = badgesIn(list);
    await until('all are ready', () => states(badges).every((state) => state === 'ready'));
    expect(shop.asked.map(({ skus }) => skus)).to.deep.equal([['A1']]);
  });

  it('do nothing below the fold until one scrolls near', async () => {
    const shop = shopWith([discount()]);
    const list = await mount<HTMLElement>(listOf(numbers(40)), shop);
    const badges = badgesIn(list);
    await until('the first is ready', () => badges[0]!.getAttribute('state') === 'ready');
    const last = badges.at(-1)!;
    await pause(100);
    expect(last.shadowRoot).to.equal(null);
    expect(last.hasAttribute('state')).to.be.false;
    last.scrollIntoView({ behavior: 'instant' });
    await inState(last, 'ready');
    expect(seenText(last)).to.match(/^Instant discount/);
    expect(shop.asked, 'its data came along with the first').to.have.length(1);
  });

  it('show an article that the backend does not know as an empty place', async () => {
    const shop = fakeShop(() => answer({ items: [article('A0', [discount()])] }));
    const list = await mount(listOf(['A0', 'B0'], 60), shop);
    const badges = badgesIn(list);
    await until('both have answers', () => states(badges).join() === 'ready,empty');
  });

  it('fail together and are mended by one try', async () => {
    const shop = shopWith([discount()]);
    const { say } = shop;
    shop.say = () => {
      throw new TauError('http', 'answered 503', { status: 503 });
    };
    const list = await mount(listOf(numbers(5), 60), shop);
    const badges = badgesIn(list);
    await until('all have failed', () => states(badges).every((state) => state === 'error'));
    shop.say = say;
    badges[2]!.shadowRoot!.querySelector('button')!.click();
    await until('all are ready', () => states(badges).every((state) => state === 'ready'));
    expect(shop.asked).to.have.length(2);
  });

  it('leave nothing behind when 500 are mounted and removed', async () => {
    const shop = shopWith([discount()]);
    const stores = new Set<object>();
    let listening = 0;
    configure(shop);
    const real = client();
    const { benefit } = real;
    // Counts who listens to what the badges follow, by way of the client they ask.
    real.benefit = (...key) => {
      const store = benefit(...key);
      stores.add(store);
      return {
        get value() {
          return store.value;
        },
        listen(listener) {
          listening++;
          const stop = store.listen(listener);
          return () => {
            listening--;
            stop();
          };
        },
      };
    };
    const room = await mount<HTMLElement>('<div></div>');
    for (let round = 0; round < 10; round++) {
      room.innerHTML = listOf(
        numbers(50).map((sku) => `${sku}-${round % 2}`),
        10,
      );
      await until('all are ready', () => states(badgesIn(room)).every((state) => state === 'ready'));
      expect(listening).to.be.greaterThan(0);
      room.textContent = '';
      expect(listening).to.equal(0);
    }
    expect(real.size(), 'stores are kept by article, not by badge').to.be.at.most(100);
    expect(stores.size).to.be.greaterThan(0);
    real.signOut();
    expect(real.size(), 'and forgotten with the buyer').to.equal(0);
  });

  it('give up the question when the page takes them away', async () => {
    const wait = later();
    const shop = fakeShop(() => wait.promise);
    const list = await mount<HTMLElement>(listOf(numbers(3), 60), shop);
    await until('the backend was asked', () => shop.asked.length === 1);
    list.parentNode!.removeChild(list);
    await until('the call is aborted', () => shop.asked[0]!.call.signal.aborted);
    wait.reject(new DOMException('aborted', 'AbortError'));
    await pause(20);
  });

  it('go on when a slider moves them', async () => {
    const wait = later();
    const shop = fakeShop(() => wait.promise);
    const list = await mount<HTMLElement>(listOf(['A1', 'A2'], 60), shop);
    await until('the backend was asked', () => shop.asked.length === 1);
    list.append(list.firstElementChild!);
    await pause(150);
    expect(shop.asked[0]!.call.signal.aborted).to.be.false;
    wait.resolve(answer({ items: [article('A1', [discount()]), article('A2', [term()])] }));
    const [second, first] = badgesIn(list) as [Badge, Badge];
    await inState(first, 'ready');
    expect(seenText(first)).to.match(/^Instant discount/);
    expect(seenText(second)).to.match(/^60 days/);
    expect(shop.asked).to.have.length(1);
    list.append(list.firstElementChild!);
    await settle(list);
    expect(seenText(second), 'moved again when it was ready').to.match(/^60 days/);
    expect(shop.asked).to.have.length(1);
  });

  it('work as clones, of a badge that is ready and of one that is not', async () => {
    const shop = shopWith([discount()]);
    const badge = await show<Badge>('<tau-benefit-badge lang="en" sku="A1"></tau-benefit-badge>', shop);
    const clone = badge.parentElement!.appendChild(badge.cloneNode(true) as Badge);
    await until('the clone has drawn', () => clone.shadowRoot?.querySelector('button'));
    expect(seenText(clone)).to.equal(seenText(badge));
    expect(shop.asked).to.have.length(1);
  });

  it('are born by innerHTML, by template and by hand', async () => {
    const room = await mount<HTMLElement>('<div lang="en"></div>', shopWith([discount()]));
    room.innerHTML =
      '<tau-benefit-badge sku="A1"></tau-benefit-badge><template><tau-benefit-badge sku="A2"></tau-benefit-badge></template>';
    room.append(room.querySelector('template')!.content.cloneNode(true));
    const made = document.createElement('tau-benefit-badge');
    made.sku = 'A3';
    room.append(made);
    await until('all are ready', () => states(badgesIn(room)).join() === 'ready,ready,ready');
  });

  it('survive being taken out and put back in one go, and never being put in', async () => {
    const room = await mount<HTMLElement>('<div lang="en"></div>', shopWith([discount()]));
    const badge = document.createElement('tau-benefit-badge');
    badge.sku = 'A1';
    for (let turn = 0; turn < 5; turn++) {
      room.append(badge);
      room.removeChild(badge);
    }
    badge.setAttribute('quantity', '2');
    room.append(badge);
    await inState(badge, 'ready');
    document.createElement('tau-benefit-badge').setAttribute('accent', 'red');
  });
});

describe('clients of badges', () => {
  it('may come after the badge', async () => {
    const badge = await mount('<tau-benefit-badge lang="en" client="late" sku="A1">from 3 %</tau-benefit-badge>');
    await inState(badge, 'loading');
    expect(seenText(badge)).to.equal('from 3 %');
    configure(shopWith([discount()]), {}, 'late');
    await inState(badge, 'ready');
    expect(seenText(badge)).to.match(/^Instant discount/);
  });

  it('stand side by side under their names', async () => {
    configure(shopWith([discount()]), {}, 'one');
    configure(shopWith([term()]), {}, 'two');
    const room = await mount(
      '<div lang="en"><tau-benefit-badge client="one" sku="A1"></tau-benefit-badge> <tau-benefit-badge client="two" sku="A1"></tau-benefit-badge></div>',
    );
    const [one, two] = badgesIn(room) as [Badge, Badge];
    await inState(one, 'ready');
    await inState(two, 'ready');
    expect([seenText(one), seenText(two)].map((text) => text.slice(0, 7))).to.deep.equal(['Instant', '60 days']);
    one.client = 'two';
    await until('it follows the other', () => seenText(one).startsWith('60 days'));
  });

  it('are waited for under a name that nobody has', async () => {
    for (const name of ['nobody', '__proto__', 'constructor', '<b>']) {
      const badge = await mount('<tau-benefit-badge lang="en" sku="A1"></tau-benefit-badge>');
      badge.setAttribute('client', name);
      await inState(badge, 'loading');
      badge.parentNode!.removeChild(badge);
    }
  });

  it('that are configured wrongly are an error at once, with the own text left', async () => {
    configure({}, { timeoutMs: -1 }, 'wrong');
    const badge = await mount('<tau-benefit-badge lang="en" client="wrong" sku="A1">from 3 %</tau-benefit-badge>');
    await inState(badge, 'error');
    expect(seenText(badge)).to.equal('from 3 %');
  });

  it('forget the buyer before the next frame when he signs out', async () => {
    for (const variant of ['chip', 'line', 'card', 'icon']) {
      const wait = later();
      const shop = fakeShop(({ skus }) =>
        shop.asked.length > 1 ? wait.promise : answer({ items: skus.map((sku) => article(sku, [discount()])) }),
      );
      const badge = await show<Badge>(
        `<tau-benefit-badge lang="en" sku="A1" variant="${variant}"></tau-benefit-badge>`,
        shop,
      );
      client().signOut();
      await new Promise(requestAnimationFrame);
      expect(seenText(badge), variant).to.equal('');
      expect(badge.shadowRoot!.textContent, variant).not.to.match(/discount|10\.27/);
      expect(badge.state).to.equal('loading');
      wait.resolve(answer({ audience: 'guest', subject: undefined, items: [article('A1', [])] }));
      await inState(badge, 'guest');
    }
  });

  it('forget the former buyer when an answer bears another mark', async () => {
    let firm = 'firm-1';
    const waits: ReturnType<typeof later>[] = [];
    const shop = fakeShop(({ skus }) => {
      if (firm === 'firm-1') return answer({ subject: firm, items: skus.map((sku) => article(sku, [discount()])) });
      const wait = later();
      waits.push(wait);
      return wait.promise;
    });
    const room = await mount<HTMLElement>(
      '<div lang="en"><tau-benefit-badge sku="A1"></tau-benefit-badge></div>',
      shop,
    );
    const [first] = badgesIn(room) as [Badge];
    await inState(first, 'ready');
    firm = 'firm-2';
    const second = document.createElement('tau-benefit-badge');
    second.sku = 'A2';
    room.append(second);
    await until('the second asks', () => waits.length === 1);
    waits[0]!.resolve(answer({ subject: firm, items: [article('A2', [term()])] }));
    await until('everything is asked anew', () => waits.length > 1);
    expect(seenText(first)).to.equal('');
    const all = ['A1', 'A2'].map((sku) => article(sku, [term()]));
    for (const wait of waits) wait.resolve(answer({ subject: firm, items: all }));
    await inState(first, 'ready');
    expect(seenText(first)).to.match(/^60 days/);
  });

  it('are asked for nothing when the page is a phone and the badge below it', async () => {
    await setViewport(360, 400);
    const shop = shopWith([discount()]);
    const room = await mount(
      '<div><p style="height: 900px"></p><tau-benefit-badge sku="A1"></tau-benefit-badge></div>',
      shop,
    );
    await pause(100);
    expect(shop.asked).to.have.length(0);
    const [badge] = badgesIn(room) as [Badge];
    badge.scrollIntoView({ behavior: 'instant' });
    await inState(badge, 'ready');
    expect(part(badge, 'chip').checkVisibility()).to.be.true;
  });
});

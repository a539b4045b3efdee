import { expect, mount, part, settle } from '@tauwerk/testing/mount';
import { benefit, discount, inState, seenText, shopWith, show, until, brokenShop } from '@tauwerk/testing/benefits';
import { TauError } from '@tauwerk/core';
import '../benefit-badge/define.js';
import '../benefit-list/define.js';
import '../benefit/blocks.js';
import '../benefit/details.js';
import '../locales/de.js';
import '../locales/en.js';
import '../locales/more/de.js';
import '../locales/more/en.js';
import { pageSettings } from './page.js';

type Badge = HTMLElementTagNameMap['tau-benefit-badge'];
const guest = () => shopWith([], { audience: 'guest' });
const badgeIn = (element: Element) => element.querySelector<Badge>('tau-benefit-badge')!;
const GERMAN = /Preis nach Anmeldung$/;
const ENGLISH = /^Your price after sign-in$/;

afterEach(() => {
  document.documentElement.lang = 'en';
  document.documentElement.removeAttribute('address');
  delete pageSettings.address;
});

describe('the language of an element', () => {
  it('is its own', async () => {
    expect(
      seenText(await show('<tau-benefit-badge sku="A" lang="de"></tau-benefit-badge>', guest(), 'guest')),
    ).to.match(GERMAN);
    expect(
      seenText(await show('<tau-benefit-badge sku="A" lang="en"></tau-benefit-badge>', guest(), 'guest')),
    ).to.match(ENGLISH);
  });

  it('is that of the nearest ancestor', async () => {
    document.documentElement.lang = 'en';
    const room = await mount(
      '<div lang="en"><p lang="de-AT"><tau-benefit-badge sku="A"></tau-benefit-badge></p></div>',
      guest(),
    );
    await inState(badgeIn(room), 'guest');
    expect(seenText(badgeIn(room))).to.match(GERMAN);
  });

  it('is that around the shadow roots it stands in', async () => {
    document.documentElement.lang = 'en';
    const outer = await mount('<div lang="de"></div>', guest());
    const host = outer.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'));
    host.attachShadow({ mode: 'open' }).innerHTML = '<p><tau-benefit-badge sku="A"></tau-benefit-badge></p>';
    const badge = host.shadowRoot!.querySelector('tau-benefit-badge')!;
    await inState(badge, 'guest');
    expect(seenText(badge)).to.match(GERMAN);
  });

  it('changes with its attribute and with that of the page', async () => {
    document.documentElement.lang = 'de';
    const shop = guest();
    const badge = await show<Badge>('<tau-benefit-badge sku="A"></tau-benefit-badge>', shop, 'guest');
    expect(seenText(badge)).to.match(GERMAN);
    document.documentElement.lang = 'en';
    await until('it is English', () => ENGLISH.test(seenText(badge)));
    badge.lang = 'de';
    await until('it is German again', () => GERMAN.test(seenText(badge)));
    expect(new Set(shop.asked.map(({ call }) => call.locale)), 'and the backend is asked in it').to.deep.equal(
      new Set(['de', 'en']),
    );
  });

  it('is English when it is one that we do not know, or no language at all', async () => {
    for (const lang of ['pl', 'zh-Hant-TW', 'x', 'constructor', '__proto__', 'de_DE', '12345678901234567890', '<b>']) {
      const shop = guest();
      const badge = await mount<Badge>('<tau-benefit-badge sku="A"></tau-benefit-badge>', shop);
      badge.setAttribute('lang', lang);
      await inState(badge, 'guest');
      await until(`"${lang}" has words`, () => (lang === 'de_DE' ? GERMAN : ENGLISH).test(seenText(badge)));
      badge.parentNode!.removeChild(badge);
    }
  });

  it('is that of the browser when the page names none', async () => {
    document.documentElement.removeAttribute('lang');
    const badge = await show('<tau-benefit-badge sku="A"></tau-benefit-badge>', guest(), 'guest');
    expect(seenText(badge)).to.match(navigator.language.startsWith('de') ? GERMAN : ENGLISH);
  });

  it('is German that says "Sie", or "du" where the element, its surroundings or the page want it', async () => {
    const say = async (markup: string) => {
      const room = await mount(`<div>${markup}</div>`, guest());
      await inState(badgeIn(room), 'guest');
      return seenText(badgeIn(room));
    };
    const tag = '<tau-benefit-badge lang="de" sku="A"></tau-benefit-badge>';
    expect(await say(tag)).to.equal('Ihr Preis nach Anmeldung');
    expect(await say(tag.replace('sku', 'address="du" sku'))).to.equal('Dein Preis nach Anmeldung');
    expect(await say(`<p address="du">${tag}</p>`)).to.equal('Dein Preis nach Anmeldung');
    expect(await say(`<p address="du">${tag.replace('sku', 'address="sie" sku')}</p>`)).to.equal(
      'Ihr Preis nach Anmeldung',
    );
    expect(await say(tag.replace('sku', 'address="zzz" sku'))).to.equal('Ihr Preis nach Anmeldung');
    pageSettings.address = 'du';
    expect(await say(tag)).to.equal('Dein Preis nach Anmeldung');
  });

  it('changes its address while it is on screen', async () => {
    const badge = await show<Badge>('<tau-benefit-badge lang="de" sku="A"></tau-benefit-badge>', guest(), 'guest');
    badge.setAttribute('address', 'du');
    await settle(badge);
    expect(seenText(badge)).to.equal('Dein Preis nach Anmeldung');
    badge.removeAttribute('address');
    document.documentElement.setAttribute('address', 'du');
    await until('it follows the page', () => seenText(badge) === 'Dein Preis nach Anmeldung');
  });

  it('writes money and numbers as the language does', async () => {
    const shop = shopWith([discount()]);
    const badge = await show<Badge>('<tau-benefit-badge lang="de" sku="A" quantity="1000"></tau-benefit-badge>', shop);
    expect(seenText(badge)).to.contain(new Intl.NumberFormat('de', { minimumFractionDigits: 2 }).format(10269));
    badge.lang = 'en';
    await until('it is English', () =>
      seenText(badge).includes(new Intl.NumberFormat('en', { minimumFractionDigits: 2 }).format(10269)),
    );
  });

  it('counts as the language does', async () => {
    const two = [benefit(), benefit({ id: 'b' })];
    const icon = (lang: string) => `<tau-benefit-badge sku="A" variant="icon" lang="${lang}"></tau-benefit-badge>`;
    const label = async (lang: string, all: unknown[]) => part(await show(icon(lang), shopWith(all)), 'icon').ariaLabel;
    expect(await label('en', two)).to.equal('Show 2 benefits');
    expect(await label('en', [benefit()])).to.equal('Show 1 benefit');
    expect(await label('de', two)).to.equal('2 Vorteile anzeigen');
    expect(await label('de', [benefit()])).to.equal('1 Vorteil anzeigen');
  });

  it('reaches everything: no English word is left in German, and none in the other direction', async () => {
    const all = [
      discount({ title: 'T1', summary: 'S', reward: undefined, label: undefined }),
      benefit({ title: 'T2' }),
    ];
    const english = /\b(your|with|for|net|prices|saves|details|helps|buying|close|load|sign)\b/i;
    const german = /\b(ihre?|ihren|mit|für|netto|preise|spart|einzelheiten|schont|einkaufen|laden|anmelden)\b/i;
    for (const [lang, foreign] of [
      ['de', english],
      ['en', german],
    ] as const) {
      const card = await show(
        `<tau-benefit-badge lang="${lang}" variant="card" sku="A" quantity="2"></tau-benefit-badge>`,
        shopWith(all, { programme: { name: 'G' } }, { name: 'N', unit: 'U' }),
      );
      card.shadowRoot!.querySelector('button')!.click();
      await until('the details are open', () => card.shadowRoot!.querySelector('.pop h3'));
      await settle(card);
      expect(seenText(card).replaceAll('minus 10.27', '')).not.to.match(foreign);
      const list = await show(
        `<tau-benefit-list lang="${lang}" placement="account"></tau-benefit-list>`,
        shopWith([], { audience: 'guest', programme: { name: 'G', joinUrl: '/j', signInUrl: '/s' } }),
        'guest',
      );
      expect(seenText(list)).not.to.match(foreign);
      const broken = await show(
        `<tau-benefit-list lang="${lang}" placement="account"></tau-benefit-list>`,
        brokenShop(new TauError('timeout', 't')),
        'error',
      );
      expect(seenText(broken)).not.to.match(foreign);
    }
  });
});

import { expect, mount } from '@tauwerk/testing/mount';
import { discount, fromThousand, inState, seenText, shopWith, until } from '@tauwerk/testing/benefits';
import '../benefit-badge/define.js';
import { lazy } from './lazy.js';

/** Nothing but the badge is imported here, so that its parts come when they are needed, as in a shop. */
describe('parts of the library that are loaded when they are needed', () => {
  const loaded = (name: string) => performance.getEntriesByType('resource').some(({ name: url }) => url.includes(name));

  it('are not, for a chip with the labels of the backend', async () => {
    const badge = await mount('<tau-benefit-badge lang="en" sku="A1"></tau-benefit-badge>', shopWith([discount()]));
    await inState(badge, 'ready');
    expect(seenText(badge)).to.equal('Instant discount minus 10.27');
    for (const part of ['benefit/rules', 'benefit/blocks', 'benefit/details', 'locales/more', 'locales/de']) {
      expect(loaded(part), part).to.be.false;
    }
  });

  it('are, for a price, a line, the details, and the text stays until then', async () => {
    const badge = await mount(
      '<tau-benefit-badge lang="en" sku="A1" quantity="2">from 3 %</tau-benefit-badge>',
      shopWith([discount()]),
    );
    await until('it is ready', () => badge.getAttribute('state') === 'ready' || seenText(badge) === 'from 3 %');
    await inState(badge, 'ready');
    expect(seenText(badge)).to.match(/^Instant discount .*20\.54$/);
    expect(loaded('benefit/rules')).to.be.true;
    badge.setAttribute('variant', 'line');
    await until('it is a line', () => badge.shadowRoot!.querySelector('.line'));
    badge.shadowRoot!.querySelector('button')!.click();
    await until('the details are open', () => badge.shadowRoot!.querySelector('.pop:popover-open h3'));
    const active = badge.shadowRoot!.activeElement;
    expect(active?.getAttribute('aria-label'), 'with the focus inside, though the words came late').to.equal('Close');
  });

  it('keep the chip in place while the rules load', async () => {
    const badge = await mount(
      '<tau-benefit-badge lang="en" sku="A1"></tau-benefit-badge>',
      shopWith([fromThousand(), discount()]),
    );
    await inState(badge, 'ready');
    expect(seenText(badge)).to.match(/Instant discount/);
  });

  it('are asked for once, and their absence is known and told once', async () => {
    let asked = 0;
    const part = lazy('a part', () => {
      asked++;
      return Promise.reject(new Error('blocked'));
    });
    const said: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => said.push(text);
    try {
      expect(part.value).to.equal(undefined);
      expect(asked, 'nothing before somebody listens').to.equal(0);
      const values: unknown[] = [];
      const stops = [1, 2, 3].map(() => part.listen((value) => values.push(value)));
      await until('it has failed', () => values.length === 3);
      expect(part.value).to.equal(null);
      for (const stop of stops) stop();
      expect(asked).to.equal(1);
      expect(said.join()).to.match(/a part did not load \(blocked\)/);
      expect(said).to.have.length(1);
    } finally {
      console.warn = warn;
    }
  });
});

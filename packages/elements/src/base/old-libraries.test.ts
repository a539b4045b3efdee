import type { configure as Configure } from '@tauwerk/core';
import { expect, mount } from '@tauwerk/testing/mount';
import { discount, seenText, shopWith, term, until } from '@tauwerk/testing/benefits';

/**
 * What Prototype.js 1.7 and MooTools 1.4 do to a page, as measured in real shops; neither is to be had as a package for
 * browsers. Each poison runs in a frame of its own, before our modules or after them.
 */
type Page = Window & typeof globalThis;

const POISONS: Record<string, (page: Page) => void> = {
  'no library': () => {},
  'Prototype.js': (page) => {
    const { Array: Arrays, HTMLElement: Html, Object: Objects, String: Strings } = page;
    const overwrite = (target: object, name: string, value: unknown) =>
      Objects.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: true });
    // Knows neither iterators nor a function to map with.
    overwrite(Arrays, 'from', (source: ArrayLike<unknown> | null) => {
      const found: unknown[] = new Arrays();
      for (let index = 0; index < (source?.length ?? 0); index++) found.push(source![index]);
      return found;
    });
    overwrite(Arrays.prototype, 'entries', undefined);
    const each = function (this: unknown[], visit: (value: unknown, index: number) => void) {
      for (let index = 0; index < this.length; index++) visit(this[index], index);
    };
    overwrite(Arrays.prototype, 'map', function (this: unknown[], change: (value: unknown, index: number) => unknown) {
      const found: unknown[] = new Arrays();
      each.call(this, (value, index) => found.push(change(value, index)));
      return found;
    });
    overwrite(Arrays.prototype, 'find', function (this: unknown[], is: (value: unknown) => unknown) {
      for (let index = 0; index < this.length; index++) if (is(this[index])) return this[index];
      return undefined;
    });
    overwrite(Arrays.prototype, 'some', function (this: unknown[], is: (value: unknown) => unknown) {
      for (let index = 0; index < this.length; index++) if (is(this[index])) return true;
      return false;
    });
    for (const name of [
      'each',
      'collect',
      'first',
      'last',
      'compact',
      'without',
      'invoke',
      'pluck',
      'inspect',
      'clear',
      'size',
    ]) {
      overwrite(Arrays.prototype, name, () => undefined);
      overwrite(Strings.prototype, name, () => undefined);
    }
    for (const name of 'select clone wrap next previous update show hide visible toggle empty replace insert fire request up down identify observe stopObserving store retrieve'.split(
      ' ',
    )) {
      overwrite(Html.prototype, name, () => {
        throw new Error(`the shop's own ${name}() was called`);
      });
    }
    overwrite(Html.prototype, 'remove', function (this: HTMLElement) {
      if (!this.parentNode) throw new TypeError("Cannot read properties of null (reading 'removeChild')");
      this.parentNode.removeChild(this);
      return this;
    });
    overwrite(page, 'Element', function Element() {});
  },
  MooTools: (page) => {
    const { Array: Arrays, Function: Functions, HTMLElement: Html, Object: Objects } = page;
    const overwrite = (target: object, name: string, value: unknown) =>
      Objects.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: true });
    for (const name of ['Element', 'Document', 'Event', 'Request']) {
      overwrite(page, name, function Type(this: unknown) {
        return this;
      });
    }
    overwrite(Arrays, 'from', (source: unknown) =>
      source === null || source === undefined
        ? []
        : typeof source === 'object' && 'length' in source
          ? Arrays.prototype.slice.call(source)
          : [source],
    );
    const { apply } = Functions.prototype;
    overwrite(Functions.prototype, 'bind', function (this: () => unknown, that: unknown) {
      return (...args: unknown[]) => apply.call(this, that, args);
    });
    for (const name of 'getElement getElements set get addEvent removeEvent fireEvent dispose destroy adopt inject grab store retrieve toggle show hide position measure'.split(
      ' ',
    )) {
      overwrite(Html.prototype, name, () => {
        throw new Error(`the shop's own ${name}() was called`);
      });
      overwrite(Functions.prototype, `${name}Of`, () => undefined);
      overwrite(Objects.prototype === Arrays.prototype ? {} : Arrays.prototype, `${name}All`, () => undefined);
    }
  },
};

/** Loads our modules into a frame and answers its page with a badge and a list. */
async function frameWith(poison: (page: Page) => void, when: 'before' | 'after') {
  const frame = await mount<HTMLIFrameElement>(
    '<iframe title="Old shop" style="width: 700px; height: 500px"></iframe>',
  );
  const page = frame.contentWindow as Page;
  const errors: string[] = [];
  page.addEventListener('error', ({ message }) => errors.push(message));
  page.addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
  const load = async <T>(path: string): Promise<T> => {
    const script = page.document.createElement('script');
    script.type = 'module';
    const url = new URL(path, import.meta.url).href;
    script.textContent = `import * as all from ${JSON.stringify(url)}; (window.loaded ??= {})[${JSON.stringify(path)}] = all;`;
    page.document.head.appendChild(script);
    const loaded = () => (page as unknown as { loaded?: Record<string, T> }).loaded?.[path];
    await until(`${path} has loaded`, loaded, 20_000);
    return loaded()!;
  };
  if (when === 'before') poison(page);
  const { configure } = await load<{ configure: typeof Configure }>('../../../core/src/index.ts');
  await load('../define.ts');
  if (when === 'after') poison(page);
  configure(shopWith([discount(), term()]));
  page.document.body.innerHTML =
    '<p lang="en"><tau-benefit-badge sku="A1" quantity="2" max="2"></tau-benefit-badge></p>' +
    '<div lang="en"><tau-benefit-badge sku="A1" variant="card"></tau-benefit-badge><tau-benefit-list placement="account"></tau-benefit-list></div>';
  return { page, errors };
}

describe('a shop with old libraries', () => {
  for (const [name, poison] of Object.entries(POISONS)) {
    for (const when of ['before', 'after'] as const) {
      it(`has working badges, lists and details: ${name}, loaded ${when} us`, async () => {
        const { page, errors } = await frameWith(poison, when);
        const [chips, card, list] = page.document.querySelectorAll('tau-benefit-badge, tau-benefit-list');
        const is = (element: Element | undefined) => element!.getAttribute('state') === 'ready';
        await until('all are ready', () => is(chips) && is(card) && is(list), 20_000);
        expect(seenText(chips!)).to.match(/^Instant discount .*20\.54 60 days/);
        expect(seenText(card!)).to.contain('3 % instant discount');
        expect(seenText(list!)).to.contain('60 days to pay');

        const trigger = chips!.shadowRoot!.querySelector('button')!;
        trigger.click();
        const panel = () => chips!.shadowRoot!.querySelector<HTMLElement>('.pop:popover-open');
        await until('the details are open', panel, 20_000);
        expect(seenText(panel()!)).to.match(/^Your 2 benefits/);
        await until('they stand beside their trigger', () => {
          const { top, left } = panel()!.getBoundingClientRect();
          const at = trigger.getBoundingClientRect();
          return Math.abs(left - at.left) < 2 && Math.abs(top - at.bottom - 6) < 2;
        });
        panel()!.querySelector<HTMLElement>('[data-tau-close]')!.click();
        await until('the details are closed', () => !panel());
        trigger.click();
        await until('the details are open again', panel);
        chips!.parentNode!.removeChild(chips!);
        expect(panel()).to.equal(null);
        expect(errors).to.deep.equal([]);
      }).timeout(60_000);
    }
  }
});

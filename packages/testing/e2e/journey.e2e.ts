import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { visit } from './page.js';

/** Chromium's own words for a blocked thing are in the console, which `visit` collects; this counts the events too. */
const countViolations = () => {
  const page = globalThis as unknown as { violations: number };
  page.violations = 0;
  document.addEventListener('securitypolicyviolation', () => page.violations++);
};

async function signIn(person: string) {
  const visitor = await visit('/anmelden');
  await visitor.page.addInitScript(countViolations);
  await visitor.page.getByRole('button', { name: new RegExp(person) }).click();
  await visitor.page.waitForURL((url) => !url.pathname.startsWith('/anmelden'));
  return visitor;
}

const badges = (page: Page) => page.locator('tau-benefit-badge');
const ready = (page: Page, state = 'ready') => page.locator(`tau-benefit-badge[state="${state}"]`).first().waitFor();
/** Cents of a German price in a text, e.g. `−82,49 €`. */
const cents = (text: string | null) =>
  Number(
    /(\d[\d.]*),(\d\d)/
      .exec(text ?? '')!
      .slice(1)
      .join('')
      .replace(/\./g, ''),
  );

async function scrollThrough(page: Page) {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 400) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    scrollTo(0, 0);
  });
}

describe('a purchaser of a gold company', () => {
  it('sees the benefits of 60 articles after one question, under a strict policy', async () => {
    const { page, problems } = await signIn('J. Ostwerda');
    const questions: string[] = [];
    page.on('request', (request) => request.url().includes('/v1/benefits?') && questions.push(request.url()));
    await page.goto('/sortiment');
    await ready(page);
    await scrollThrough(page);
    await page.waitForFunction(() => document.querySelectorAll('tau-benefit-badge[state="ready"]').length === 60);
    expect(await badges(page).count()).toBe(60);
    expect(questions).toHaveLength(1);
    expect(new URL(questions[0]!).searchParams.getAll('sku')).toHaveLength(60);
    expect(await page.evaluate(() => (globalThis as unknown as { violations: number }).violations)).toBe(0);
    expect(problems).toEqual([]);
  });

  it('opens the details by keyboard and gets the focus back', async () => {
    const { page, problems } = await signIn('J. Ostwerda');
    await page.goto('/sortiment');
    const chip = badges(page).first().getByRole('button');
    await chip.focus();
    await page.keyboard.press('Enter');
    const details = page.getByRole('dialog', { name: /Vorteil/ });
    await details.waitFor();
    expect(await details.getByRole('heading', { name: 'Spart Arbeit' }).isVisible()).toBe(true);
    expect(await details.getByRole('table').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });
    expect(await chip.evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node)).toBe(true);
    expect(problems).toEqual([]);
  });

  it('sees the value follow the quantity, and the same sum in the cart and in the stored order', async () => {
    const { page, problems } = await signIn('J. Ostwerda');
    await page.goto('/artikel/121021');
    await page.locator('tau-benefit-badge[variant="card"][state="ready"]').waitFor();
    const card = page.locator('tau-benefit-badge[variant="card"]');
    await page.getByLabel('Menge in Paketen').fill('24');
    // 6 % of 24 × 57.2832 €; below five packages only the 4 % of whole packages apply.
    await card.getByText('−82,49').waitFor();
    await page.getByRole('button', { name: 'In den Warenkorb' }).first().click();
    await page.goto('/warenkorb');
    await page.locator('tau-benefit-list[state="ready"]').waitFor();
    const line = page.locator('tau-benefit-badge[variant="line"][state="ready"]');
    expect(cents(await line.locator('[part="value"]').first().innerText())).toBe(8249);
    const list = page.locator('tau-benefit-list');
    await list.getByText('auf 1 von 1 Position').waitFor();
    // Goods 1,374.80, less 25.00 for the bundled order and 82.49 for the campaign, plus VAT.
    const total = cents(
      await page
        .locator('dl', { hasText: 'Gesamt brutto' })
        .last()
        .innerText()
        .then((text) => text.split('Gesamt brutto')[1]!),
    );
    expect(total).toBe(150810);

    await page.goto('/kasse');
    await page.getByRole('checkbox').first().check();
    await page
      .getByRole('button', { name: /bestellen/i })
      .last()
      .click();
    await page.waitForURL(/bestellt/);
    const number = /NW-2026-\d+/.exec(await page.locator('main').innerText())![0];
    await page.goto('/konto');
    expect(await page.locator('main').innerText()).toContain(number);
    expect(problems).toEqual([]);
  });

  it('leaves nothing of the company behind after signing out', async () => {
    const { page, problems } = await signIn('J. Ostwerda');
    await page.goto('/sortiment');
    await ready(page);
    await page
      .getByRole('button', { name: 'Abmelden' })
      .or(page.getByRole('link', { name: 'Abmelden' }))
      .first()
      .click();
    await page.goto('/sortiment');
    await ready(page, 'guest');
    await scrollThrough(page);
    expect(await page.locator('tau-benefit-badge[state="ready"]').count()).toBe(0);
    const stored = await page.evaluate(() => localStorage.length + sessionStorage.length);
    expect(stored).toBe(0);
    expect(problems).toEqual([]);
  });
});

describe('other people of the programme', () => {
  it('an apprentice sees no price and no value in money', async () => {
    const { page, problems } = await signIn('E. Haukesiel');
    await page.goto('/sortiment');
    await page.locator('tau-benefit-badge[state]').first().waitFor();
    await scrollThrough(page);
    const texts = await badges(page).evaluateAll((all) =>
      all.map((badge) => badge.shadowRoot?.textContent ?? '').join(' '),
    );
    expect(texts).not.toMatch(/\d\s?€/);
    expect(problems).toEqual([]);
  });

  it('an owner who has not joined is told the price with the programme, joins, and has benefits', async () => {
    const { page, problems } = await signIn('L. Wiesenhau');
    await page.goto('/sortiment');
    await ready(page, 'not-enrolled');
    await page.goto('/profikreis');
    await page
      .getByRole('button', { name: /teilnehmen|beitreten|mitmachen/i })
      .first()
      .click();
    await page.waitForLoadState();
    await page.goto('/sortiment');
    await ready(page);
    expect(problems).toEqual([]);
  });

  it('on a phone, get the details as a sheet from below, without sideways scrolling', async () => {
    const { page, problems } = await visit('/anmelden', {
      viewport: { width: 390, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    await page.getByRole('button', { name: /J\. Ostwerda/ }).click();
    await page.goto('/sortiment');
    await ready(page);
    await badges(page).first().getByRole('button').tap();
    const details = page.getByRole('dialog', { name: /Vorteil/ });
    await details.waitFor();
    const box = (await details.boundingBox())!;
    expect(Math.round(box.x)).toBe(0);
    expect(Math.round(box.width)).toBe(390);
    expect(Math.round(box.y + box.height)).toBe(800);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(problems).toEqual([]);
  });
});

describe('accessibility of the pages with widgets', () => {
  it.each(['/sortiment', '/artikel/121021', '/konto'])('%s has no violations that axe finds', async (path) => {
    const { page } = await signIn('J. Ostwerda');
    await page.goto(path);
    await page.locator('tau-benefit-badge[state="ready"], tau-benefit-list[state="ready"]').first().waitFor();
    // The page's own policy forbids injected scripts, and rightly so; DevTools may evaluate all the same.
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: unknown[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id} (${nodes.length})`);
    });
    expect(violations).toEqual([]);
  });
});

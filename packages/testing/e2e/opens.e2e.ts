import { describe, expect, it } from 'vitest';
import { visit } from './page.js';

/** The least that must hold on every page: it opens, nothing complains, nothing is asked of other hosts. */
describe('the demo shop', () => {
  it.each(['/', '/sortiment', '/profikreis', '/anmelden', '/warenkorb'])('opens %s for a guest', async (path) => {
    const { page, problems } = await visit(path);
    await page.waitForLoadState('networkidle');
    expect(await page.locator('h1').count()).toBe(1);
    expect(problems).toEqual([]);
  });

  it('defines the badge on a list of articles', async () => {
    const { page, problems } = await visit('/sortiment');
    await page.waitForFunction(() => customElements.get('tau-benefit-badge'));
    expect(problems).toEqual([]);
  });
});

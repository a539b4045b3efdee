import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importContent } from '../content/import.js';
import { ContentError } from '../content/issues.js';
import { contentState } from '../schema.js';
import { CONTENT, type TestShop } from './shop.js';

export const importSuite = (shop: () => TestShop) =>
  describe('import', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tauwerk-content-'));
      await cp(CONTENT, folder, { recursive: true });
    });
    afterEach(async () => {
      await importContent(shop().database.db, CONTENT);
      await rm(folder, { recursive: true });
    });
    const edit = async (file: string, from: string, to: string) => {
      const text = await readFile(join(folder, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      await writeFile(join(folder, file), text.replace(from, to));
    };
    const stamp = async () => (await shop().database.db.select().from(contentState))[0];

    it('counts what it holds', async () => {
      const { counts } = await importContent(shop().database.db, folder);
      expect(counts).toMatchObject({ article: 645, company: 6, benefit: 39, tier: 3, branch: 3, words: 1 });
    });

    it('writes nothing when the content is the same', async () => {
      const before = await stamp();
      expect((await importContent(shop().database.db, folder, new Date(0))).changed).toBe(false);
      await edit('programme.yaml', '# effect:', '# another comment\n# effect:');
      expect((await importContent(shop().database.db, folder, new Date(0))).changed).toBe(false);
      expect(await stamp()).toEqual(before);
    });

    it('shows a change with the next request, without a restart', async () => {
      await edit('companies.yaml', 'daemmung: 0.12', 'daemmung: 0.20');
      expect((await importContent(shop().database.db, folder)).changed).toBe(true);
      const { items } = await shop().benefits('sku=121021', { as: 'p-ostwerda' });
      expect(items![0]!.netPrice!.amount).toBe('55.99');
    });

    it('drops what is no longer there and keeps the orders', async () => {
      const body = {
        accountId: 'brammhoven',
        personId: 'p-ostwerda',
        delivery: 'pickup',
        payment: 'invoice',
        lines: [{ sku: '441507', quantity: 1, netPrice: '1' }],
      };
      await shop().send('/v1/orders', { as: 'shop', body, key: 'import-keeps-orders' });
      const csv = await readFile(join(folder, 'catalogue.csv'), 'utf8');
      await writeFile(
        join(folder, 'catalogue.csv'),
        csv
          .split('\n')
          .filter((line) => !line.startsWith('441507'))
          .join('\n'),
      );
      await importContent(shop().database.db, folder);
      expect((await shop().benefits('sku=441507', { as: 'p-ostwerda' })).items![0]!.name).toBeUndefined();
      expect((await shop().json('/v1/orders?account=brammhoven', { as: 'shop' })).orders).toHaveLength(1);
    });

    it('changes nothing when one thing is wrong', async () => {
      await edit('companies.yaml', 'daemmung: 0.12', 'daemmung: 0.20');
      await edit('programme.yaml', 'tiers: [ gold ]', 'tiers: [ platinum ]');
      const before = await stamp();
      await expect(importContent(shop().database.db, folder)).rejects.toThrow(ContentError);
      expect(await stamp()).toEqual(before);
      const { items } = await shop().benefits('sku=121021', { as: 'p-ostwerda' });
      expect(items![0]!.netPrice!.amount).toBe('61.57');
    });

    it('writes once when two import at the same moment', async () => {
      await edit('companies.yaml', 'daemmung: 0.12', 'daemmung: 0.21');
      const results = await Promise.all([1, 2, 3].map(() => importContent(shop().database.db, folder)));
      expect(results.filter(({ changed }) => changed)).toHaveLength(1);
    });
  });

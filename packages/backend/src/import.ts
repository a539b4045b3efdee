#!/usr/bin/env node
import { join } from 'node:path';
import { readContentFolder } from './content/folder.js';
import { importContent } from './content/import.js';
import { ContentError } from './content/issues.js';
import { openDatabase } from './database.js';
import { LockedError } from './lock.js';

async function main(): Promise<void> {
  const folder = process.argv[2] ?? process.env['TAU_CONTENT_DIR'];
  if (!folder)
    throw new ContentError([
      { file: 'tauwerk-import', message: 'name the content folder: node dist/import.js <folder>' },
    ]);
  const content = readContentFolder(folder);
  const { DATABASE_URL: url, TAU_DATA_DIR: dataDir = join('.data', 'backend') } = process.env;
  const database = await openDatabase({ url, dataDir });
  try {
    const { changed, counts } = await importContent(database.db, content);
    const { article = 0, company = 0, benefit = 0, tier = 0, branch = 0 } = counts;
    const sum = `${article} articles, ${company} companies, ${benefit} benefits, ${tier} tiers, ${branch} branches`;
    process.stdout.write(`${changed ? 'imported' : 'unchanged'}: ${sum} (${database.label})\n`);
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  const known = error instanceof ContentError || error instanceof LockedError;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});

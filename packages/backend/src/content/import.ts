import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { content, contentState } from '../schema.js';
import { readContentFolder, type ContentFolder } from './folder.js';

export interface ImportResult {
  /** Whether anything was written. */
  changed: boolean;
  hash: string;
  /** How many of each collection the folder holds. */
  counts: Record<string, number>;
}

const STATE_ID = 1;
const ROWS_PER_INSERT = 500;

/**
 * Makes the database hold what the folder says: in one transaction, or not at all. The same content again writes
 * nothing. Orders and enrolments are not content and stay.
 * @param source a folder, or one that was read before: a command can then refuse bad files before it opens a database
 * @throws {ContentError} when a file is wrong
 */
export async function importContent(db: Db, source: string | ContentFolder, now = new Date()): Promise<ImportResult> {
  const { rows, hash } = typeof source === 'string' ? readContentFolder(source) : source;
  const counts: Record<string, number> = {};
  for (const { collection } of rows) counts[collection] = (counts[collection] ?? 0) + 1;

  const changed = await db.transaction(async (tx) => {
    await tx.insert(contentState).values({ id: STATE_ID, hash: '', importedAt: now }).onConflictDoNothing();
    // The row lock makes a second importer wait, and then find the content unchanged.
    const [state] = await tx.select().from(contentState).where(eq(contentState.id, STATE_ID)).for('update');
    if (state?.hash === hash) return false;
    await tx.delete(content);
    for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
      await tx.insert(content).values(rows.slice(at, at + ROWS_PER_INSERT));
    }
    await tx.update(contentState).set({ hash, importedAt: now }).where(eq(contentState.id, STATE_ID));
    return true;
  });
  return { changed, hash, counts };
}

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as pgliteDrizzle } from 'drizzle-orm/pglite';
import { migrate as pgliteMigrate } from 'drizzle-orm/pglite/migrator';
import { drizzle as postgresDrizzle } from 'drizzle-orm/postgres-js';
import { migrate as postgresMigrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { takeLock } from './lock.js';
import * as schema from './schema.js';

/** The database, or a transaction in it. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface Database {
  db: Db;
  /** For people: what it is and where. */
  label: string;
  /** Ends the connection and gives the folder back. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A PostgreSQL; PGlite if empty. */
  url?: string | undefined;
  /** Folder of PGlite; in memory if empty. */
  dataDir?: string | undefined;
}

const migrations = { migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)) };
/** Any number will do, as long as every backend takes the same: two starts on one PostgreSQL migrate in turn. */
const MIGRATION_LOCK = 7_285_117;

/**
 * Opens PostgreSQL by its URL, else PGlite, and brings the tables up to date.
 * @throws {LockedError} when another process has the folder of PGlite
 */
export async function openDatabase({ url, dataDir }: DatabaseOptions = {}): Promise<Database> {
  return url ? openPostgres(url) : openPGlite(dataDir);
}

async function openPostgres(url: string): Promise<Database> {
  const single = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await single`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await postgresMigrate(postgresDrizzle(single), migrations);
  } finally {
    await single.end();
  }
  const client = postgres(url, { max: 10, onnotice: () => {} });
  const { hostname, pathname } = new URL(url);
  return {
    db: postgresDrizzle(client, { schema }) as unknown as Db,
    label: `PostgreSQL, ${hostname}${pathname}`,
    close: () => client.end({ timeout: 5 }),
  };
}

async function openPGlite(dataDir?: string): Promise<Database> {
  const folder = dataDir && resolve(dataDir);
  let release = () => {};
  if (folder) {
    mkdirSync(folder, { recursive: true });
    release = takeLock(join(folder, 'lock'), folder);
  }
  try {
    // The data lies beside the lock: PGlite fills only an empty folder.
    const client = await PGlite.create(folder ? join(folder, 'pg') : undefined);
    const db = pgliteDrizzle(client, { schema });
    await pgliteMigrate(db, migrations);
    return {
      db: db as unknown as Db,
      label: folder ? `PGlite, ${folder}` : 'PGlite, in memory',
      async close() {
        await client.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

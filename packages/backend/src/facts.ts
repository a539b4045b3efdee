import { eq, sql } from 'drizzle-orm';
import type { Db } from './database.js';
import { contentState, enrolments, orders } from './schema.js';

/** What can change between two imports. */
export interface Facts {
  contentHash: string;
  /** Tier that the firm got by joining through this backend. */
  joinedTier: string | undefined;
  orders: number;
  lastOrderAt: Date | undefined;
  /** Net value of reported orders that are bought on invoice. */
  onInvoice: string;
}

/** No content was imported yet. */
export class NoContentError extends Error {
  constructor() {
    super('The database holds no content: import a folder first.');
  }
}

/** Reads them in one query; without an account only the content's hash. */
export async function readFacts(db: Db, accountId = ''): Promise<Facts> {
  const own = sql`from ${orders} where ${orders.accountId} = ${accountId}`;
  const [row] = await db
    .select({
      contentHash: contentState.hash,
      joinedTier: enrolments.tierId,
      orders: sql<number>`(select count(*)::int ${own})`,
      lastOrderAt: sql<string | null>`(select max(${orders.placedAt}) ${own})`,
      onInvoice: sql<string>`(select coalesce(sum(${orders.payable}), 0)::text ${own} and ${orders.payment} in ('invoice', 'collective-invoice'))`,
    })
    .from(contentState)
    .leftJoin(enrolments, eq(enrolments.accountId, accountId));
  if (!row?.contentHash) throw new NoContentError();
  return {
    ...row,
    joinedTier: row.joinedTier ?? undefined,
    lastOrderAt: row.lastOrderAt ? new Date(row.lastOrderAt) : undefined,
  };
}

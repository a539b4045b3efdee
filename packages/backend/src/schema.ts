import {
  index,
  integer,
  json,
  jsonb,
  numeric,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const money = (name: string) => numeric(name, { precision: 14, scale: 2 });

/** What the content folder says, one row per thing: benefits, companies, articles. Written by the importer only. */
export const content = pgTable(
  'content',
  {
    collection: text('collection').notNull(),
    id: text('id').notNull(),
    position: integer('position').notNull(),
    body: jsonb('body').notNull(),
  },
  (table) => [primaryKey({ columns: [table.collection, table.id] })],
);

/** One row: which content is in. Every request reads the hash, so a new import shows at once. */
export const contentState = pgTable('content_state', {
  id: integer('id').primaryKey(),
  hash: text('hash').notNull(),
  importedAt: instant('imported_at').notNull(),
});

/** Firms that joined through this backend; firms that were members before are content. */
export const enrolments = pgTable('enrolments', {
  accountId: text('account_id').primaryKey(),
  personId: text('person_id').notNull(),
  tierId: text('tier_id').notNull(),
  enrolledAt: instant('enrolled_at').notNull(),
  idempotencyKey: text('idempotency_key').notNull().unique(),
  requestHash: text('request_hash').notNull(),
});

export const orderNumbers = pgSequence('order_numbers', { startWith: 4711 });

/** Orders that the shop reported. The idempotency key lives as long as the row that it made. */
export const orders = pgTable(
  'orders',
  {
    id: uuid('id').primaryKey(),
    number: text('number').notNull().unique(),
    accountId: text('account_id').notNull(),
    personId: text('person_id').notNull(),
    placedAt: instant('placed_at').notNull(),
    state: text('state').notNull(),
    payment: text('payment').notNull(),
    net: money('net').notNull(),
    payable: money('payable').notNull(),
    /** The answer as it was given, so that a repeated request gets the same one. `json` keeps it byte by byte. */
    answer: json('answer').notNull(),
    idempotencyKey: text('idempotency_key').notNull().unique(),
    requestHash: text('request_hash').notNull(),
  },
  (table) => [index('orders_by_account').on(table.accountId, table.placedAt)],
);

import * as v from 'valibot';
import { decimal, id, list, maybe, moment, MoneySchema, text } from './parts.js';

/**
 * An order that the shop's server reports to the loyalty backend after checkout, so that tiers and ledgers can be
 * worked out from it. Sent server to server, never from the page.
 */
export const OrderRequestSchema = v.object({
  accountId: id,
  personId: id,
  /** Buyer's own order number. */
  orderRef: maybe(text(20)),
  /** Building site, as printed on delivery notes and on the collective invoice. */
  siteRef: maybe(text(12)),
  costCentre: maybe(text(20)),
  delivery: v.picklist(['pickup', 'site', 'crane']),
  payment: v.picklist(['collective-invoice', 'invoice', 'direct-debit', 'prepayment']),
  note: maybe(text(500)),
  lines: v.pipe(
    v.array(
      v.object({
        sku: id,
        quantity: v.pipe(v.number(), v.gtValue(0), v.maxValue(1_000_000)),
        netPrice: decimal,
        note: maybe(text(60)),
        costCentre: maybe(text(20)),
      }),
    ),
    v.minLength(1),
    v.maxLength(500),
  ),
});
export type OrderRequest = v.InferOutput<typeof OrderRequestSchema>;

export const OrderSchema = v.object({
  id,
  number: text(20),
  placedAt: moment,
  state: v.picklist(['placed', 'awaiting-approval']),
  accountId: id,
  personId: id,
  orderRef: maybe(text(20)),
  siteRef: maybe(text(12)),
  costCentre: maybe(text(20)),
  delivery: text(20),
  payment: text(30),
  note: maybe(text(500)),
  lines: list(
    v.object({
      sku: id,
      name: maybe(text()),
      quantity: v.number(),
      netPrice: decimal,
      lineTotal: decimal,
      note: maybe(text(60)),
      costCentre: maybe(text(20)),
    }),
    500,
  ),
  /** Goods before benefits, what the benefits took off, and what remains, net. */
  totals: v.object({ net: MoneySchema, saved: MoneySchema, payable: MoneySchema }),
});
export type Order = v.InferOutput<typeof OrderSchema>;

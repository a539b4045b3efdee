import { addDays, periodEnd, shortDay } from './calendar.js';
import type { Company } from './companies.js';

export type PaymentKind = 'collective-invoice' | 'invoice' | 'direct-debit' | 'prepayment';

export interface PaymentChoice {
  kind: PaymentKind;
  name: string;
  text: string;
  /** Last day to pay, where there is one. */
  due?: string;
  /** Day of the collective invoice. */
  billed?: string;
  /** Cash discount in percent. */
  discount?: string;
}

/** The ways to pay that were agreed with a firm, the usual one first. A single invoice comes with the goods of `goodsDay`. */
export function paymentChoices({ payment }: Company, today: string, goodsDay: string): PaymentChoice[] {
  if (payment.method === 'prepayment') {
    return [{ kind: 'prepayment', name: 'Vorkasse', text: 'Wir packen, sobald der Betrag eingegangen ist.' }];
  }
  const term = `${payment.termDays} Tage Ziel`;
  const choices: PaymentChoice[] = [];
  if (payment.collective !== 'none') {
    const half = payment.collective === 'half-monthly';
    const billed = periodEnd(today, half);
    choices.push({
      kind: 'collective-invoice',
      name: half ? 'Halbmonatliche Sammelrechnung' : 'Monatliche Sammelrechnung',
      text: `Zum ${shortDay(billed)}, gegliedert nach Baustelle, ${term}`,
      due: addDays(billed, payment.termDays),
      billed,
    });
  }
  choices.push({
    kind: 'invoice',
    name: 'Einzelrechnung',
    text: `Mit der Ware, ${term}`,
    due: addDays(goodsDay, payment.termDays),
  });
  const discount = payment.cashDiscount;
  choices.push(
    discount
      ? {
          kind: 'direct-debit',
          name: `SEPA-Lastschrift mit ${discount.percent} % Skonto`,
          text: `Einzug ${discount.days} Tage nach Rechnung, Skonto statt Zahlungsziel`,
          discount: discount.percent,
        }
      : { kind: 'direct-debit', name: 'SEPA-Lastschrift', text: 'Einzug 5 Tage nach Rechnung' },
  );
  return choices;
}

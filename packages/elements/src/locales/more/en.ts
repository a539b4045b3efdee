import type { Format } from '@tauwerk/core';
import type { Address } from '../en.js';

/** English: what lines, cards, lists and details say beyond the short words. */
const en = (f: Format) => ({
  benefits: 'Your benefits',
  countBenefits: (count: number) => f.plural(count, { one: 'Your benefit', other: `Your ${count} benefits` }),
  detailsAndMore: (count: number) =>
    count > 0
      ? `Details and ${f.plural(count, { one: '1 more benefit', other: `${count} more benefits` })}`
      : 'Details',
  close: 'Close',
  more: 'More about this',
  forQuantity: (quantity: string, what: string) => `for ${f.number(quantity)} × ${what}`,
  quantity: (quantity: string, unit: string | undefined) => `for ${f.number(quantity)}${unit ? ` × ${unit}` : ''}`,

  effects: {
    'saves-work': 'Saves work',
    'simplifies-buying': 'Simplifies buying',
    'helps-cash-flow': 'Helps cash flow',
    other: 'More benefits',
  },
  daysLonger: (days: number) => f.plural(days, { one: `${days} day longer`, other: `${days} days longer` }),
  points: (points: number) =>
    f.plural(points, { one: `${f.number(points)} point`, other: `${f.number(points)} points` }),
  percent: (percent: string) => `${f.number(percent)}%`,
  yourPriceWith: (price: string) => `Your price with it: ${price}`,
  distance: (missing: string, goal: string) => `${missing} more to: ${goal}`,
  distanceInOrder: (missing: string) => `${missing} more in this order`,
  thisOrder: (have: string, min: string) => `This order: ${have} of ${min}`,
  stacking: {
    included: 'Already in your price',
    additional: 'Comes off your net price in addition',
    instead: (other: string | undefined) => (other ? `Instead of: ${other}` : 'Replaces another benefit'),
  },
  higher: (other: string) => `${other} applies instead: it saves more.`,
  rewardFor: (what: string) => `In return for: ${what}`,
  states: {
    granted: 'active',
    available: 'within reach',
    pending: 'being checked',
    locked: 'locked',
    ineligible: 'not for you',
  },
  onLines: (count: number, all: number) =>
    `on ${count} of ${f.plural(all, { one: `${all} item`, other: `${all} items` })}`,

  compare: 'Comparison with and without the programme',
  compareWhat: 'Comparison',
  without: 'without',
  withProgramme: 'with programme',
  net: (quantity: string, unit: string | undefined) => `${f.number(quantity)}${unit ? ` × ${unit}` : ''}, net`,
  gross: (quantity: string, unit: string | undefined) => `${f.number(quantity)}${unit ? ` × ${unit}` : ''}, gross`,
  validUntil: (moment: string) => `Valid until ${moment}`,
  endsToday: (time: string) => `Ends today at ${time}`,
  daysLeft: (days: number) => f.plural(days, { one: 'one day left', other: `${days} days left` }),
  hoursLeft: (hours: number, minutes: number) => `${hours} h ${minutes} min left`,
  pricesAsOf: (display: 'net' | 'gross', time: string) =>
    `Prices ${display === 'net' ? 'net of VAT' : 'incl. VAT'}, as of today ${time}.`,
  howWeCalculate: 'How we calculate',

  programmeTitle: (name: string | undefined) => `${name ? `${name}: your` : 'Your'} benefits at a glance`,
  signIn: 'Sign in',
  join: 'Join',
  createAccount: 'Create an account',
  or: 'or',
  withProgrammePrice: (name: string, price: string) => `With ${name}: ${price}`,
  empty: 'No benefit for this item at the moment',
  emptyList: 'No benefits at the moment',
  errorHint: 'You can order all the same.',
  offline: (time: string) => `As of today ${time}, no connection`,
  stale: (time: string) => `As of today ${time}, no update at the moment`,
  askContact: (name: string) => `Questions? ${name}`,
});
export type MoreWords = ReturnType<typeof en>;
export type MoreLocale = (f: Format, address: Address) => MoreWords;
export default en satisfies MoreLocale;

import type { WordFormat } from '@tauwerk/core';

/** English: the shape of these words is the contract of every other language. What chips need; the rest is in `more/`. */
const en = (f: WordFormat) => ({
  loading: 'Loading benefits',
  showBenefits: (count: number) => f.plural(count, { one: `Show ${count} benefit`, other: `Show ${count} benefits` }),
  moreBenefits: (count: number) => f.plural(count, { one: 'one more benefit', other: `${count} more benefits` }),
  locked: 'locked',
  pending: 'being checked',
  ineligible: 'not for you',
  programme: 'the programme',
  guest: 'Your price after sign-in',
  notEnrolled: (name: string) => `More benefits: ${name}`,
  pendingEnrolment: 'Participation is being checked',
  noBenefits: 'No benefits for this account',
  excluded: 'Without discount',
  error: 'Benefits cannot be loaded',
  retry: 'Load again',
  asOf: (ms: number) => `As of ${f.time(ms)}`,
});
export type Words = ReturnType<typeof en>;
export type Address = 'sie' | 'du';
export type Locale = (f: WordFormat, address: Address) => Words;
export default en satisfies Locale;

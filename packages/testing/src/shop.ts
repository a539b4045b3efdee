import {
  add,
  benefitFor,
  cartTotal,
  grantedAmounts,
  parseDecimal,
  toFixed,
  type BenefitContext,
  type CartLine,
  type Decimal,
} from '@tauwerk/core';

/**
 * One small invented shop: "Musterhof Baubedarf" with its programme "Musterkreis". It is the sample data of tests, docs
 * and examples, and answers as the contract says: in German and English, to members, guests and everybody between. No
 * article, person, company or price in it is real.
 */

export type Audience = 'member' | 'guest' | 'not-enrolled' | 'pending' | 'ineligible';
export const AUDIENCES: readonly Audience[] = ['member', 'guest', 'not-enrolled', 'pending', 'ineligible'];
export type Language = 'de' | 'en';

/** A text in both languages. */
interface Words {
  de: string;
  en: string;
}
const words = (de: string, en: string): Words => ({ de, en });

type Json = Record<string, unknown>;
type State = 'granted' | 'available' | 'pending' | 'locked' | 'ineligible';
type Effect = 'saves-work' | 'simplifies-buying' | 'helps-cash-flow';

interface ShopBenefit {
  id: string;
  kind: string;
  effect: Effect;
  state: State;
  title: Words;
  label: Words;
  /** The behaviour or relationship that it answers. */
  reward: Words;
  /** Fields that differ by language are given as `Words`. */
  more?: Json;
}

const money = (amount: string) => ({ amount, currency: 'EUR' });

/** A benefit of the programme; what it says more is in `more`. */
function row(
  kind: string,
  effect: Effect,
  state: State,
  title: Words,
  label: Words,
  reward: Words,
  more: Json = {},
): ShopBenefit {
  return { id: `m-${kind}`, kind, effect, state, title, label, reward, more };
}

const REGULAR = words('Regelmäßiger Einkauf', 'Regular orders');
const LONG = words('Lange Zusammenarbeit', 'A long relationship');
const ONLINE = words('Bestellung im Shop', 'Ordering online');
const PAYS = words('Pünktliche Zahlung', 'Paying on time');

/** One of each kind, in all states. */
export const BENEFITS: readonly ShopBenefit[] = [
  row(
    'instant-discount',
    'helps-cash-flow',
    'granted',
    words('3 % Sofortrabatt', '3 % instant discount'),
    words('3 % Sofortrabatt', '3 % off at once'),
    REGULAR,
    {
      summary: words('Wird im Warenkorb abgezogen.', 'Taken off in the cart.'),
      value: { type: 'percent', percent: '3', of: 'line' },
      stacking: 'additional',
      compare: {
        label: words('Preis je Paket', 'Price of a package'),
        without: words('61,57 €', '€61.57'),
        with: words('59,72 €', '€59.72'),
      },
    },
  ),
  row(
    'net-price',
    'helps-cash-flow',
    'granted',
    words('Ihr vereinbarter Nettopreis', 'Your agreed net price'),
    words('Ihr Nettopreis', 'Your net price'),
    LONG,
    { value: { type: 'percent', percent: '12', of: 'line' }, stacking: 'included' },
  ),
  row(
    'campaign',
    'helps-cash-flow',
    'available',
    words('5 % in den Dämmwochen', '5 % in the insulation weeks'),
    words('5 % Dämmwochen', '5 % insulation weeks'),
    words('Abnahme in der Saison', 'Buying in season'),
    {
      value: { type: 'percent', percent: '5', of: 'line' },
      stacking: 'instead',
      insteadOf: { id: 'm-instant-discount', title: words('3 % Sofortrabatt', '3 % instant discount') },
      conditions: [
        {
          type: 'quantity',
          min: '10',
          missing: '9',
          unit: words('Pakete', 'packages'),
          text: words('ab 10 Paketen', 'from 10 packages'),
        },
      ],
      validFrom: '2026-01-01',
      validUntil: '2099-12-31',
    },
  ),
  row(
    'early-buy',
    'simplifies-buying',
    'locked',
    words('Vorkauf der Herbstware', 'Early access to autumn stock'),
    words('Vorkauf', 'Early access'),
    words('Mitgliedschaft in der Runde', 'Membership of the circle'),
    {
      reason: words('Ihre Stufe: Silber', 'Your tier: Silver'),
      unlocks: words('Ab Gold: noch 4.000 €', 'From Gold: €4,000 to go'),
    },
  ),
  row(
    'invoice',
    'helps-cash-flow',
    'granted',
    words('Kauf auf Rechnung', 'Purchase on invoice'),
    words('Auf Rechnung', 'On invoice'),
    PAYS,
    { value: { type: 'days', days: 30, gained: 30 } },
  ),
  row(
    'payment-term',
    'helps-cash-flow',
    'granted',
    words('45 Tage Zahlungsziel', '45 days to pay'),
    words('45 Tage Ziel', '45 days'),
    PAYS,
    {
      value: { type: 'days', days: 45, gained: 15 },
      compare: {
        label: words('Zahlungsziel', 'Payment term'),
        without: words('30 Tage', '30 days'),
        with: words('45 Tage', '45 days'),
      },
    },
  ),
  row(
    'collective-invoice',
    'saves-work',
    'granted',
    words('Monatliche Sammelrechnung', 'Monthly collective invoice'),
    words('Sammelrechnung', 'Collective invoice'),
    REGULAR,
    { value: { type: 'text', text: words('eine Rechnung statt vieler', 'one invoice instead of many') } },
  ),
  row(
    'cash-discount',
    'helps-cash-flow',
    'granted',
    words('2 % Skonto bei Lastschrift', '2 % cash discount by direct debit'),
    words('2 % Skonto', '2 % cash discount'),
    PAYS,
    {
      value: {
        type: 'percent',
        percent: '2',
        of: 'other',
        basis: words('bei Zahlung in 8 Tagen', 'when paid in 8 days'),
      },
    },
  ),
  row(
    'click-collect',
    'saves-work',
    'granted',
    words('Abholbereit in 60 Minuten', 'Ready to collect in 60 minutes'),
    words('In 60 Minuten abholen', 'Collect in 60 minutes'),
    ONLINE,
    { link: { href: '/abholung', label: words('So geht es', 'How it works') } },
  ),
  row(
    'early-hours',
    'saves-work',
    'locked',
    words('Abholung ab 05:30 Uhr', 'Collect from 05:30'),
    words('Ab 05:30 Uhr', 'From 05:30'),
    LONG,
    { unlocks: words('Ab Gold', 'From Gold') },
  ),
  row(
    'rental',
    'simplifies-buying',
    'granted',
    words('Mietgeräte zum Mitgliederpreis', 'Rental at the members’ price'),
    words('Miete 15 % günstiger', 'Rental 15 % less'),
    REGULAR,
    { value: { type: 'percent', percent: '15', of: 'other', basis: words('der Mietpreise', 'of rental prices') } },
  ),
  row(
    'express',
    'saves-work',
    'available',
    words('Lieferung frei ab 300 €', 'Free delivery from €300'),
    words('Frei ab 300 €', 'Free from €300'),
    words('Gebündelte Bestellung', 'Bundled orders'),
    {
      value: { type: 'money', amount: '15.00', currency: 'EUR', per: words('je Tour', 'per tour') },
      conditions: [
        {
          type: 'cart-value',
          min: '300.00',
          missing: '250.00',
          text: words('ab 300 € Warenwert', 'from €300 of goods'),
        },
      ],
    },
  ),
  row(
    'partner-service',
    'simplifies-buying',
    'granted',
    words('Entsorgung durch unseren Partner', 'Disposal by our partner'),
    words('Entsorgung inklusive', 'Disposal included'),
    LONG,
  ),
  row(
    'named-contact',
    'saves-work',
    'granted',
    words('Feste Ansprechperson', 'A named contact'),
    words('Feste Ansprechperson', 'Named contact'),
    LONG,
    { link: { href: 'tel:+4900000000', label: words('Anrufen', 'Call') } },
  ),
  row(
    'response-promise',
    'saves-work',
    'granted',
    words('Rückruf in 60 Minuten', 'A call back in 60 minutes'),
    words('Rückruf in 60 Minuten', 'Call back in 60 min'),
    LONG,
  ),
  row('tier', 'simplifies-buying', 'granted', words('Stufe Silber', 'Silver tier'), words('Silber', 'Silver'), REGULAR),
  row(
    'club',
    'simplifies-buying',
    'locked',
    words('Werkhofrunde', 'Yard circle'),
    words('Werkhofrunde', 'Yard circle'),
    LONG,
    { unlocks: words('Auf Einladung', 'By invitation') },
  ),
  row(
    'event',
    'simplifies-buying',
    'granted',
    words('Hausmesse im November', 'Open house in November'),
    words('Hausmesse', 'Open house'),
    LONG,
    { validUntil: '2099-11-15T18:00:00+01:00' },
  ),
  row(
    'referral',
    'helps-cash-flow',
    'available',
    words('50 € für eine Empfehlung', '€50 for a referral'),
    words('50 € Empfehlung', '€50 referral'),
    words('Empfehlung an einen Betrieb', 'Recommending us to a company'),
    {
      value: {
        type: 'money',
        amount: '50.00',
        currency: 'EUR',
        per: words('je neuem Betrieb', 'per new company'),
      },
      conditions: [{ type: 'referral', text: words('sobald der Betrieb bestellt', 'once the company orders') }],
    },
  ),
  row(
    'installation',
    'saves-work',
    'ineligible',
    words('Montage durch unser Team', 'Fitting by our team'),
    words('Montage', 'Fitting'),
    REGULAR,
    { reason: words('Nur im Umkreis von 50 km', 'Within 50 km only') },
  ),
  row(
    'maintenance',
    'saves-work',
    'granted',
    words('Jährliche Geräteprüfung', 'Yearly tool inspection'),
    words('Geräteprüfung', 'Tool inspection'),
    LONG,
  ),
  row(
    'training',
    'saves-work',
    'granted',
    words('Zwei Schulungstage im Jahr', 'Two training days a year'),
    words('Schulung', 'Training'),
    REGULAR,
  ),
  row(
    'advice',
    'saves-work',
    'granted',
    words('Mengenermittlung nach Plan', 'Quantities worked out from your plan'),
    words('Mengenermittlung', 'Quantity service'),
    REGULAR,
  ),
  row(
    'novelty',
    'simplifies-buying',
    'pending',
    words('Neuheiten zuerst testen', 'First to test novelties'),
    words('Neuheiten zuerst', 'Novelties first'),
    words('Rückmeldungen', 'Feedback'),
    { reason: words('Ihre Anmeldung wird geprüft', 'Your request is being checked') },
  ),
  row(
    'win-back',
    'simplifies-buying',
    'available',
    words('Lieferung frei beim nächsten Mal', 'Free delivery next time'),
    words('Schön, dass Sie da sind', 'Good to see you'),
    words('Neue Bestellung nach einer Pause', 'A new order after a break'),
    { conditions: [{ type: 'date', text: words('bis Monatsende', 'until the end of the month') }] },
  ),
  row(
    'values',
    'simplifies-buying',
    'granted',
    words('Ein Baum je Palette', 'One tree per pallet'),
    words('1 Baum je Palette', '1 tree per pallet'),
    words('Jeder Einkauf', 'Every purchase'),
    { value: { type: 'text', text: words('212 Bäume bisher', '212 trees so far') } },
  ),
  row(
    'subscription',
    'saves-work',
    'available',
    words('4 % im Nachbestelltakt', '4 % on scheduled reorders'),
    words('4 % im Takt', '4 % scheduled'),
    words('Planbare Bestellung', 'Orders that can be planned'),
    {
      value: { type: 'percent', percent: '4', of: 'line' },
      conditions: [{ type: 'enrolment', text: words('Takt wählen', 'Choose a schedule') }],
    },
  ),
  row(
    'points-collect',
    'helps-cash-flow',
    'granted',
    words('Punkte sammeln', 'Collect points'),
    words('6 Punkte', '6 points'),
    REGULAR,
    { value: { type: 'points', points: 6 } },
  ),
  row(
    'points-redeem-premium',
    'simplifies-buying',
    'available',
    words('Werkzeugkoffer für 2.400 Punkte', 'Tool case for 2,400 points'),
    words('Prämie', 'Premium'),
    REGULAR,
    { value: { type: 'points', points: 2400 }, conditions: [{ type: 'points', min: '2400', missing: '380' }] },
  ),
  row(
    'points-redeem-training',
    'saves-work',
    'available',
    words('Schulung für 900 Punkte', 'Training for 900 points'),
    words('Schulung für Punkte', 'Training for points'),
    REGULAR,
    { value: { type: 'points', points: 900 } },
  ),
  row(
    'points-redeem-voucher',
    'helps-cash-flow',
    'available',
    words('Gutschein für 500 Punkte', 'Voucher for 500 points'),
    words('Gutschein', 'Voucher'),
    REGULAR,
    { value: { type: 'points', points: 500 } },
  ),
  // A kind that no version of the elements knows: it is shown like any other, by its words.
  row(
    'coffee-at-the-counter',
    'simplifies-buying',
    'granted',
    words('Kaffee an der Theke', 'Coffee at the counter'),
    words('Kaffee', 'Coffee'),
    words('Abholung', 'Collecting'),
  ),
];

interface ShopArticle {
  sku: string;
  name: Words;
  unit: Words;
  /** The member's own net price of one unit, and its list price. */
  netPrice: string;
  listPrice: string;
  /** Kinds of the benefits that it has, beside those of the account. */
  benefits: readonly string[];
  excluded?: { title: Words; reason: Words };
}

const PACKAGE = words('Paket', 'package');
const PIECE = words('Stück', 'piece');

/** The articles: from one with many benefits to one without. */
export const ARTICLES: readonly ShopArticle[] = [
  {
    sku: '121021',
    name: words('Dämmplatte Muster 035, 2,88 m²', 'Insulation board Muster 035, 2.88 m²'),
    unit: PACKAGE,
    netPrice: '61.57',
    listPrice: '69.98',
    benefits: [
      'instant-discount',
      'net-price',
      'campaign',
      'payment-term',
      'click-collect',
      'express',
      'points-collect',
    ],
  },
  {
    sku: '121022',
    name: words('Dämmkeil Muster, 1 m', 'Insulation wedge Muster, 1 m'),
    unit: PIECE,
    netPrice: '4.2832',
    listPrice: '4.90',
    benefits: ['instant-discount', 'click-collect', 'subscription'],
  },
  {
    sku: '330400',
    name: words('Bohrhammer Beispiel BH 26', 'Rotary hammer Beispiel BH 26'),
    unit: PIECE,
    netPrice: '342.30',
    listPrice: '389.00',
    benefits: ['rental', 'maintenance', 'training', 'installation', 'coffee-at-the-counter'],
  },
  {
    sku: '550010',
    name: words('Kupferleitung Beispiel, 100 m', 'Copper cable Beispiel, 100 m'),
    unit: PIECE,
    netPrice: '118.40',
    listPrice: '118.40',
    benefits: ['click-collect'],
    excluded: {
      title: words('Ohne Sofortrabatt', 'No instant discount'),
      reason: words('Kupfer zum Tagespreis', 'Copper at the price of the day'),
    },
  },
  {
    sku: '770001',
    name: words('Handschuh Muster, Größe 9', 'Glove Muster, size 9'),
    unit: words('Paar', 'pair'),
    netPrice: '2.10',
    listPrice: '2.40',
    benefits: [],
  },
];

const REASONS: Record<Exclude<Audience, 'member'>, Words> = {
  guest: words('Melden Sie sich an', 'Sign in first'),
  'not-enrolled': words('Im Musterkreis', 'In the Musterkreis'),
  pending: words('Ihr Beitritt wird geprüft', 'Your membership is being checked'),
  ineligible: words('Nur für Handwerksbetriebe', 'For trade companies only'),
};
const STATE_OF: Record<Exclude<Audience, 'member'>, State> = {
  guest: 'available',
  'not-enrolled': 'locked',
  pending: 'pending',
  ineligible: 'ineligible',
};

/** Who asks, and in which language. */
export interface Visitor {
  audience?: Audience | undefined;
  /** A language tag or a header `Accept-Language`; German unless English comes first. */
  language?: string | undefined;
}

/** The language that is answered in. */
export const languageOf = ({ language }: Visitor): Language => (/^\s*en\b/i.test(language ?? '') ? 'en' : 'de');

/** The mark of the identity in each answer; a guest has none. */
export const subjectOf = ({ audience = 'member' }: Visitor): string | undefined =>
  audience === 'guest' ? undefined : `subject-of-${audience}`;

/** Puts one language in the place of `Words`, however deep. */
function said(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((item) => said(item, language));
  if (typeof value !== 'object' || value === null) return value;
  if ('de' in value && 'en' in value) return (value as Words)[language];
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, said(item, language)]));
}

/** A benefit as this visitor sees it; the kinds are those of `BENEFITS`. */
export function benefitOf(kind: string, visitor: Visitor = {}): Json {
  const found = BENEFITS.find((benefit) => benefit.kind === kind);
  if (!found) throw new Error(`the sample shop has no benefit of the kind "${kind}"`);
  const { more, reward, ...rest } = found;
  const { audience = 'member' } = visitor;
  const benefit = { stacking: 'additional', conditions: [], ...rest, reward: { for: reward }, ...more };
  if (audience === 'member') return said(benefit, languageOf(visitor)) as Json;
  const reason = REASONS[audience];
  const conditions = [...benefit.conditions, { type: 'enrolment', text: reason }];
  return said({ ...benefit, state: STATE_OF[audience], reason, conditions }, languageOf(visitor)) as Json;
}

const programmeOf = (visitor: Visitor) =>
  said(
    {
      name: 'Musterkreis',
      joinUrl: '/musterkreis/beitreten',
      signInUrl: '/anmelden',
      termsUrl: '/musterkreis/regeln',
      note: words('Kostenlos und jederzeit kündbar.', 'Free of charge, leave whenever you like.'),
      contact: { name: 'Martha Muster', phone: '+49 00 000000' },
    },
    languageOf(visitor),
  );

const answerOf = (visitor: Visitor): Json => {
  const { audience = 'member' } = visitor;
  return {
    audience,
    subject: subjectOf(visitor),
    reason: audience === 'pending' || audience === 'ineligible' ? REASONS[audience][languageOf(visitor)] : undefined,
    programme: programmeOf(visitor),
    currency: 'EUR',
    priceDisplay: 'net',
  };
};

function itemOf(sku: string, visitor: Visitor): Json {
  const article = ARTICLES.find((one) => one.sku === sku);
  if (!article) return { sku, benefits: [] };
  const { netPrice, listPrice, benefits, ...rest } = article;
  return said(
    {
      ...rest,
      // Prices of one's own are for those who are known.
      netPrice: (visitor.audience ?? 'member') === 'guest' ? undefined : money(netPrice),
      listPrice: money(listPrice),
      benefits: benefits.map((kind) => benefitOf(kind, visitor)),
    },
    languageOf(visitor),
  ) as Json;
}

/** What `GET /v1/benefits` answers for articles. */
export const benefitsAnswer = (skus: readonly string[], visitor: Visitor = {}): Json => ({
  ...answerOf(visitor),
  items: [...new Set(skus)].map((sku) => itemOf(sku, visitor)),
});

/** Kinds that belong to an order, not to the account as a whole. */
const OF_ORDER: readonly string[] = ['invoice', 'payment-term', 'collective-invoice', 'cash-discount', 'express'];

/** What `GET /v1/benefits` answers without articles. */
export const accountAnswer = (context: BenefitContext = 'account', visitor: Visitor = {}): Json => ({
  ...answerOf(visitor),
  benefits: BENEFITS.filter(
    ({ kind }) => (context !== 'cart' && context !== 'checkout') || OF_ORDER.includes(kind),
  ).map(({ kind }) => benefitOf(kind, visitor)),
});

/** What `POST /v1/benefits/quote` answers: values and totals of a cart, at the shop's own prices. */
export function quoteAnswer(lines: readonly CartLine[], visitor: Visitor = {}): Json {
  const priced = lines.map((line) => ({
    ...line,
    netPrice: ARTICLES.find(({ sku }) => sku === line.sku)?.netPrice ?? line.netPrice,
  }));
  const cart = cartTotal(priced);
  const ofOrder = OF_ORDER.map((kind) => benefitFor(benefitOf(kind, visitor) as never, { cart }));
  let saved: Decimal = { n: 0n, scale: 0 };
  for (const { sku, quantity, netPrice } of priced) {
    const purchase = { netPrice: parseDecimal(netPrice), quantity: parseDecimal(quantity), cart };
    const benefits = (itemOf(sku, visitor)['benefits'] as never[]).map((benefit) => benefitFor(benefit, purchase));
    grantedAmounts(benefits, purchase).forEach((amount) => (saved = add(saved, amount)));
  }
  const net = cart ?? { n: 0n, scale: 0 };
  return {
    ...benefitsAnswer(
      lines.map(({ sku }) => sku),
      visitor,
    ),
    cart: ofOrder,
    totals: cart && {
      net: money(toFixed(net, 2)),
      saved: money(toFixed(saved, 2)),
      payable: money(toFixed(add(net, { n: -saved.n, scale: saved.scale }), 2)),
    },
    guaranteedUntil: '2099-12-31T23:59:59+01:00',
  };
}

/** What `GET /v1/session` answers. */
export function sessionAnswer(visitor: Visitor = {}): Json {
  const { audience = 'member' } = visitor;
  if (audience === 'guest') return { guest: true, programme: programmeOf(visitor) };
  return {
    guest: false,
    subject: subjectOf(visitor),
    account: { id: 'a-1', name: 'Zimmerei Beispiel', customerNumber: '10 001' },
    person: { id: 'p-1', displayName: 'Erika Beispiel', role: 'purchaser' },
    roles: ['purchaser'],
    tierId: audience === 'member' ? 'silver' : undefined,
    segments: ['trade:carpentry', 'size:10-49', `participation:${audience === 'member' ? 'enrolled' : audience}`],
    locale: languageOf(visitor),
    currency: 'EUR',
    priceDisplay: 'net',
    timeZone: 'Europe/Berlin',
    contactId: 'k-1',
  };
}

/** What `GET /v1/capabilities` answers. */
export const capabilitiesAnswer = (): Json => ({ version: '1', capabilities: ['session', 'benefits', 'quote'] });

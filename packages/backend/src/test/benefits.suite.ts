import { describe, expect, it } from 'vitest';
import { benefit, idsOf, type TestShop } from './shop.js';

const PIR = '121021';
const SCREWS = '201149';
const CABLE = '301007';
const GRAVEL = '601307';
const BOARD_ACCESSORY = '121321';

export const benefitsSuite = (shop: () => TestShop) =>
  describe('benefits', () => {
    it('tells the agreed net price of one package and what the instant discount takes off it', async () => {
      const { items, audience, currency } = await shop().benefits(`sku=${PIR}&context=product`, { as: 'p-ostwerda' });
      const [item] = items!;
      expect([audience, currency, item!.netPrice, item!.listPrice!.amount, item!.unit]).toEqual([
        'member',
        'EUR',
        { amount: '61.57', currency: 'EUR' },
        '69.98',
        'Paket',
      ]);
      const discount = benefit(item!.benefits, 'b-quantity');
      expect(discount.state).toBe('granted');
      expect(discount.value).toMatchObject({ type: 'percent', percent: '4', of: 'line', label: '\u22122,46\u00a0€' });
    });

    it('answers each article once, and unknown ones without benefits', async () => {
      const { items } = await shop().benefits(`sku=${PIR}&sku=nix&sku=${PIR}`, { as: 'p-ostwerda' });
      expect(items!.map(({ sku, benefits }) => [sku, benefits.length > 0])).toEqual([
        [PIR, true],
        ['nix', false],
      ]);
    });

    it('shows what has its place there, and everything without a context', async () => {
      const list = (await shop().benefits(`sku=${PIR}&context=list`, { as: 'p-ostwerda' })).items![0]!.benefits;
      expect(idsOf(list)).toEqual([
        'b-clickcollect',
        'b-knowledge',
        'b-netprice',
        'b-quantity',
        'b-cartvalue',
        'b-campaign',
      ]);
      const all = (await shop().benefits(`sku=${PIR}`, { as: 'p-ostwerda' })).items![0]!.benefits;
      expect(all.length).toBeGreaterThan(20);
    });

    it('keeps what concerns the order out of the lines of a cart', async () => {
      const { items } = await shop().benefits(`sku=${PIR}&context=cart`, { as: 'p-ostwerda' });
      expect(idsOf(items![0]!.benefits)).not.toContain('b-cartvalue');
      const { benefits } = await shop().benefits('context=cart', { as: 'p-ostwerda' });
      expect(idsOf(benefits)).toContain('b-cartvalue');
      expect(idsOf(benefits)).not.toContain('b-quantity');
    });

    it('does not let an amount off the order be taken off a line that shows it', async () => {
      const { items } = await shop().benefits(`sku=${PIR}&context=list`, { as: 'p-ostwerda' });
      expect(benefit(items![0]!.benefits, 'b-cartvalue').value).toMatchObject({
        amount: '25.00',
        per: 'je Bestellung',
      });
    });

    it('leaves copper and loose material out of the discount and says why', async () => {
      const { items } = await shop().benefits(`sku=${CABLE}&sku=${GRAVEL}&context=product`, { as: 'p-ostwerda' });
      expect(items!.map(({ excluded }) => excluded)).toEqual([
        { title: 'Ohne Sofortrabatt', reason: 'Kupferpreis tagesaktuell' },
        { title: 'Ohne Sofortrabatt', reason: 'Tagespreise ab Werk' },
      ]);
      for (const { benefits } of items!) expect(idsOf(benefits)).not.toContain('b-quantity');
    });

    it('explains the campaign to neighbours of the articles that it means', async () => {
      const { items } = await shop().benefits(`sku=${BOARD_ACCESSORY}&context=product`, { as: 'p-ostwerda' });
      expect(idsOf(items![0]!.benefits)).not.toContain('b-campaign');
      expect(items![0]!.excluded).toEqual({ title: 'Ohne Winterbau-Aktion', reason: 'nur Plattenware' });
    });

    it('tells a campaign as the distance to it, and what it replaces', async () => {
      const { items } = await shop().benefits(`sku=${PIR}&context=product`, { as: 'p-ostwerda' });
      expect(benefit(items![0]!.benefits, 'b-campaign')).toMatchObject({
        state: 'available',
        stacking: 'instead',
        insteadOf: { id: 'b-quantity', title: 'Sofortrabatt ab ganzer Verpackung' },
        conditions: [{ type: 'quantity', min: '5', missing: '4', unit: 'Pakete', met: false, text: 'ab 5 Paketen' }],
        validFrom: '2026-11-09',
        validUntil: '2026-12-18',
      });
    });

    it.each([
      ['2026-11-08T23:30:00+01:00', 'before it begins', 'later'],
      ['2026-11-09T00:10:00+01:00', 'on its first day', 'now'],
      ['2026-12-18T23:30:00+01:00', 'on its last day', 'now'],
      ['2026-12-19T00:10:00+01:00', 'after its end', 'gone'],
    ])('%s: the campaign is %s as it should be', async (now, _, expected) => {
      const app = shop().at(new Date(now));
      const { items } = await shop().benefits(`sku=${PIR}&context=product`, { as: 'p-ostwerda' }, app);
      const campaign = items![0]!.benefits.find(({ id }) => id === 'b-campaign');
      expect(campaign ? (campaign.validFrom! > now.slice(0, 10) ? 'later' : 'now') : 'gone').toBe(expected);
    });

    it('shows a lower tier what is locked and what opens it', async () => {
      const { items } = await shop().benefits(`sku=${PIR}&context=product`, { as: 'p-selbach' });
      expect(benefit(items![0]!.benefits, 'b-early')).toMatchObject({
        state: 'locked',
        reason: 'Ihr Betrieb ist in Stufe Bronze.',
        unlocks: 'Ab Gold, zum Beispiel mit 36.000\u00a0€ Umsatz im Jahr (4 von 6 Kriterien).',
      });
      expect(benefit(items![0]!.benefits, 'b-response').title).toBe('Rückruf innerhalb von 4 Stunden');
    });

    it('names the longest payment term only, with the day on which it ends', async () => {
      const gold = (await shop().benefits(`sku=${PIR}&context=product`, { as: 'p-ostwerda' })).items![0]!.benefits;
      expect(idsOf(gold).filter((id) => /invoice|term/.test(id))).toEqual(['b-term45']);
      // Brammhoven gets one invoice at the end of the month, so 45 days count from the 30th.
      expect(benefit(gold, 'b-term45').compare).toEqual({
        label: 'Zahlbar bis',
        without: '08.12.2026',
        with: '14.01.2027',
      });
    });

    it('says that the credit line is not enough, and by how much it is left', async () => {
      const { cart } = await shop().quote([{ sku: CABLE, quantity: 100 }], { as: 'p-immekamp' });
      expect(benefit(cart, 'b-term30')).toMatchObject({
        state: 'available',
        conditions: [
          {
            type: 'credit-line',
            met: false,
            text: 'Ihr Rahmen reicht für diese Bestellung nicht: frei sind 1.890\u00a0€.',
          },
        ],
      });
    });

    it('offers a way back to those who stayed away, and to nobody else', async () => {
      expect(idsOf((await shop().benefits('context=account', { as: 'p-drostehain' })).benefits)).toContain('b-winback');
      expect(idsOf((await shop().benefits('context=account', { as: 'p-selbach' })).benefits)).not.toContain(
        'b-winback',
      );
    });

    it('lets only those redeem points who may, and tells the others who does', async () => {
      expect(
        benefit((await shop().benefits('context=account', { as: 'p-ostwerda' })).benefits, 'b-points-premium'),
      ).toMatchObject({
        state: 'available',
        conditions: [{ type: 'points', missing: '210', unit: 'Punkte' }, { type: 'choice' }],
      });
      expect(
        benefit((await shop().benefits('context=account', { as: 'p-wichelhus' })).benefits, 'b-points-premium'),
      ).toMatchObject({
        state: 'ineligible',
        reason: 'Das übernimmt bei Ihnen: Einkauf.',
      });
    });

    it('tells guests what there is, without any price or value', async () => {
      const answer = await shop().benefits(`sku=${PIR}&context=product`);
      expect(answer.audience).toBe('guest');
      expect(answer.programme).toMatchObject({
        name: 'Nordwerk Profikreis',
        joinUrl: '/profikreis',
        signInUrl: '/anmelden',
      });
      expect(answer.subject).toBeUndefined();
      const [item] = answer.items!;
      expect([item!.netPrice, item!.listPrice, item!.excluded]).toEqual([undefined, undefined, undefined]);
      expect(
        item!.benefits.filter(({ value }) => value && ['money', 'percent', 'points'].includes(value.type)),
      ).toEqual([]);
      expect(benefit(item!.benefits, 'b-quantity')).toMatchObject({
        state: 'available',
        conditions: [{ type: 'enrolment', met: false }, { met: true }],
      });
      expect(benefit(item!.benefits, 'b-early').state).toBe('locked');
      expect(idsOf(item!.benefits)).not.toContain('b-netprice');
    });

    it('shows a firm outside the programme its price and what it would get by joining', async () => {
      const answer = await shop().benefits(`sku=${PIR}&context=product`, { as: 'p-wiesenhau' });
      expect([answer.audience, answer.reason]).toEqual([
        'not-enrolled',
        'Kostenlos, ohne Mindestumsatz, jederzeit kündbar.',
      ]);
      expect(answer.items![0]!.netPrice).toEqual({ amount: '69.98', currency: 'EUR' });
      const discount = benefit(answer.items![0]!.benefits, 'b-quantity');
      expect(discount).toMatchObject({ state: 'locked', value: { label: '\u22122,80\u00a0€' } });
      expect(discount.conditions.filter(({ met }) => !met).map(({ type }) => type)).toEqual(['enrolment']);
    });

    it('gives the way to join only to those who may', async () => {
      expect((await shop().benefits(`sku=${PIR}`, { as: 'p-wiesenhau' })).programme!.joinUrl).toBe('/profikreis');
      const lead = await shop().benefits(`sku=${PIR}`, { as: 'p-eschmoor' });
      expect(lead.programme!.joinUrl).toBeUndefined();
      expect(lead.reason).toContain('Geschäftsleitung');
    });

    it.each(['p-haukesiel', 'p-ennerwald'])(
      'tells %s, who may not see prices, no money in any place',
      async (person) => {
        for (const query of [
          `sku=${PIR}&sku=${SCREWS}&sku=${CABLE}&sku=${GRAVEL}`,
          'context=account',
          '',
          'context=cart',
          'context=checkout',
        ]) {
          const answer = await shop().benefits(query, { as: person });
          // Prices have two digits after the point; round sums such as the turnover of a tier are public.
          expect(JSON.stringify(answer)).not.toMatch(/\d,\d\d\s€|"(amount|percent|missing)":"/);
          for (const one of [...(answer.benefits ?? []), ...(answer.items ?? []).flatMap((item) => item.benefits)]) {
            expect(`${one.title} ${one.label} ${one.value?.label} ${JSON.stringify(one.compare)}`).not.toMatch(/[€%]/);
          }
          for (const { netPrice, listPrice } of answer.items ?? [])
            expect([netPrice, listPrice]).toEqual([undefined, undefined]);
        }
        const { reason } = await shop().benefits(`sku=${PIR}`, { as: person });
        expect(reason).toMatch(/^Preise.*Geschäftsleitung und Einkauf/);
      },
    );

    it('shows a site lead prices but no terms of payment', async () => {
      const { items, reason } = await shop().benefits(`sku=${PIR}&context=product`, { as: 'p-drellmann' });
      expect(items![0]!.netPrice!.amount).toBe('61.57');
      expect(idsOf(items![0]!.benefits).filter((id) => /term|invoice/.test(id))).toEqual([]);
      expect(reason).toBe('Konditionen sieht bei Ihnen: Geschäftsleitung und Einkauf.');
    });

    it('gives a person who buys for two firms the prices of the one that the token names', async () => {
      const own = await shop().benefits(`sku=${PIR}`, { as: 'p-ostwerda' });
      const other = await shop().benefits(`sku=${PIR}`, { as: 'p-ostwerda', for: 'fugenthal' });
      expect([own.items![0]!.netPrice!.amount, other.items![0]!.netPrice!.amount]).toEqual(['61.57', '68.57']);
      expect(own.subject).not.toBe(other.subject);
    });

    it('speaks the language that is asked for, and German to all others', async () => {
      const english = await shop().send(`/v1/benefits?sku=${PIR}`, {
        as: 'p-ostwerda',
        lang: 'fr, en-GB;q=0.8, de;q=0.5',
      });
      expect(english.headers.get('Content-Language')).toBe('en');
      const answer = (await english.json()) as Awaited<ReturnType<TestShop['benefits']>>;
      expect(benefit(answer.items![0]!.benefits, 'b-quantity')).toMatchObject({
        title: 'Instant discount on full packages',
        value: { label: '\u2212€2.46' },
      });
      expect(benefit(answer.items![0]!.benefits, 'b-response').title).toBe('Call-back within 30 minutes');
      expect((await shop().send('/v1/benefits?sku=1', { lang: 'fr' })).headers.get('Content-Language')).toBe('de');
    });

    it('has an English text for every German one', async () => {
      // Names of places, people and the programme are the same in both.
      const german = /[äöüß]|\b(und|der|die|das|ab|mit|ohne|für|je|im|bei|von|bis|auf|nach|zum|Uhr|Tage|Punkte)\b/;
      for (const person of ['p-ostwerda', 'p-selbach', 'p-immekamp', 'p-drostehain', 'p-wiesenhau', undefined]) {
        for (const query of ['', `sku=${PIR}&sku=${SCREWS}&sku=${CABLE}&sku=${GRAVEL}&sku=441200`]) {
          const { items, benefits = [] } = await shop().benefits(query, { as: person, lang: 'en' });
          for (const one of [...benefits, ...(items ?? []).flatMap((item) => item.benefits)]) {
            const { id, kind: _, effect: __, ...texts } = one;
            const words = JSON.stringify(texts).replace(/Werkstattrunde|"(type|of|insteadOf)":"[^"]*"/g, '');
            expect(german.exec(words)?.[0] ?? '', `${id}: ${words}`).toBe('');
          }
        }
      }
    });

    it('refuses more than 100 articles and nonsense in the query', async () => {
      const skus = Array.from({ length: 101 }, (_, index) => `sku=${index}`).join('&');
      const response = await shop().send(`/v1/benefits?${skus}`);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ code: 'invalid', errors: [{ pointer: '/sku' }] });
      expect((await shop().send(`/v1/benefits?${skus.slice(0, skus.lastIndexOf('&'))}`)).status).toBe(200);
      expect((await shop().send('/v1/benefits?context=elsewhere')).status).toBe(422);
      expect((await shop().send(`/v1/benefits?sku=${'x'.repeat(129)}`)).status).toBe(422);
      expect((await shop().send('/v1/benefits?sku=__proto__&sku=constructor')).status).toBe(200);
    });
  });

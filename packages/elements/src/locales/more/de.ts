import type { MoreLocale } from './en.js';

const de: MoreLocale = (f, address) => {
  const sie = address !== 'du';
  return {
    benefits: sie ? 'Ihre Vorteile' : 'Deine Vorteile',
    countBenefits: (count) =>
      f.plural(count, {
        one: sie ? 'Ihr Vorteil' : 'Dein Vorteil',
        other: `${sie ? 'Ihre' : 'Deine'} ${count} Vorteile`,
      }),
    detailsAndMore: (count) =>
      count > 0
        ? `Einzelheiten und ${f.plural(count, { one: '1 weiterer Vorteil', other: `${count} weitere Vorteile` })}`
        : 'Einzelheiten',
    close: 'Schließen',
    more: 'Mehr dazu',
    forQuantity: (quantity, what) => `bei ${f.number(quantity)} × ${what}`,
    quantity: (quantity, unit) => `für ${f.number(quantity)}${unit ? ` × ${unit}` : ''}`,

    effects: {
      'saves-work': 'Spart Arbeit',
      'simplifies-buying': 'Einfacher einkaufen',
      'helps-cash-flow': 'Schont die Liquidität',
      other: 'Weitere Vorteile',
    },
    daysLonger: (days) => f.plural(days, { one: `${days} Tag länger`, other: `${days} Tage länger` }),
    points: (points) => f.plural(points, { one: `${f.number(points)} Punkt`, other: `${f.number(points)} Punkte` }),
    percent: (percent) => `${f.number(percent)} %`,
    yourPriceWith: (price) => `${sie ? 'Ihr' : 'Dein'} Preis damit ${price}`,
    distance: (missing, goal) => `Noch ${missing} bis: ${goal}`,
    distanceInOrder: (missing) => `Noch ${missing} in diesem Auftrag`,
    thisOrder: (have, min) => `Dieser Auftrag: ${have} von ${min}`,
    stacking: {
      included: sie ? 'In Ihrem Preis schon enthalten' : 'In deinem Preis schon enthalten',
      additional: sie ? 'Geht zusätzlich von Ihrem Nettopreis ab' : 'Geht zusätzlich von deinem Nettopreis ab',
      instead: (other) => (other ? `Statt: ${other}` : 'Ersetzt einen anderen Vorteil'),
    },
    higher: (other) => `Es gilt ${other}: das spart mehr.`,
    rewardFor: (what) => `Dank für: ${what}`,
    states: {
      granted: 'aktiv',
      available: 'in Reichweite',
      pending: 'in Prüfung',
      locked: 'gesperrt',
      ineligible: sie ? 'nicht für Sie' : 'nicht für dich',
    },
    onLines: (count, all) =>
      `auf ${count} von ${f.plural(all, { one: `${all} Position`, other: `${all} Positionen` })}`,

    compare: 'Vergleich mit und ohne Programm',
    compareWhat: 'Vergleich',
    without: 'ohne',
    withProgramme: 'mit Programm',
    net: (quantity, unit) => `${f.number(quantity)}${unit ? ` × ${unit}` : ''}, netto`,
    gross: (quantity, unit) => `${f.number(quantity)}${unit ? ` × ${unit}` : ''}, brutto`,
    validUntil: (moment) => `Gilt bis ${moment}`,
    endsToday: (time) => `Endet heute ${time} Uhr`,
    daysLeft: (days) => f.plural(days, { one: 'noch ein Tag', other: `noch ${days} Tage` }),
    hoursLeft: (hours, minutes) => `noch ${hours} Std. ${minutes} Min.`,
    pricesAsOf: (display, time) => `Preise ${display === 'net' ? 'netto' : 'brutto'}, Stand heute ${time} Uhr.`,
    howWeCalculate: 'Wie wir rechnen',

    programmeTitle: (name) =>
      `${name ? `${name}: ` : ''}${sie ? 'Ihre' : name ? 'deine' : 'Deine'} Vorteile im Überblick`,
    signIn: 'Anmelden',
    join: 'Teilnehmen',
    createAccount: 'Konto anlegen',
    or: 'oder',
    withProgrammePrice: (name, price) => `Mit ${name}: ${price}`,
    empty: 'Gerade kein Vorteil bei diesem Artikel',
    emptyList: 'Gerade keine Vorteile',
    errorHint: sie ? 'Bestellen können Sie trotzdem.' : 'Bestellen kannst du trotzdem.',
    offline: (time) => `Stand heute ${time} Uhr, keine Verbindung`,
    stale: (time) => `Stand heute ${time} Uhr, gerade nicht aktualisierbar`,
    askContact: (name) => `Fragen? ${name}`,
  };
};
export default de;

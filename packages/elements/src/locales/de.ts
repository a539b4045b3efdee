import type { Locale } from './en.js';

const de: Locale = (f, address) => {
  const sie = address !== 'du';
  return {
    loading: 'Vorteile werden geladen',
    showBenefits: (count) => f.plural(count, { one: `${count} Vorteil anzeigen`, other: `${count} Vorteile anzeigen` }),
    moreBenefits: (count) => f.plural(count, { one: 'ein weiterer Vorteil', other: `${count} weitere Vorteile` }),
    locked: 'gesperrt',
    pending: 'in Prüfung',
    ineligible: sie ? 'nicht für Sie' : 'nicht für dich',
    programme: 'Programm',
    guest: sie ? 'Ihr Preis nach Anmeldung' : 'Dein Preis nach Anmeldung',
    notEnrolled: (name) => `Mehr Vorteile: ${name}`,
    pendingEnrolment: 'Teilnahme wird geprüft',
    noBenefits: 'Keine Vorteile für dieses Konto',
    excluded: 'Ohne Rabatt',
    error: 'Vorteile nicht abrufbar',
    retry: 'Erneut laden',
    asOf: (ms) => `Stand ${f.time(ms)} Uhr`,
  };
};
export default de;

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parseGraduatedPrices, type PricedArticle } from '@tauwerk/core';

/** One article of the shop's own catalogue. Quantities everywhere count orderable packages. */
export interface Article extends PricedArticle {
  sku: string;
  name: string;
  category: string;
  group: string;
  /** Unit of the price, in words: `m²`, `Stück`. */
  unit: string;
  /** Orderable package in words, one and many. */
  pack: { one: string; many: string };
  packaging: string;
  vat: 'standard' | 'reduced';
  shortText: string;
  image: string;
  handling: string;
  /** 0 for goods in stock, else days until the article can be fetched. */
  leadDays: number;
  stock: Readonly<Record<string, number>>;
  /** Normalised text that searches look into. */
  haystack: string;
}

export interface Category {
  id: string;
  name: string;
  /** Name for narrow places; a soft hyphen where it may break. */
  tile: string;
  image: string;
}

export const CATEGORIES: readonly Category[] = [
  { id: 'dach', name: 'Dach & Fassade', tile: 'Dach & Fassade', image: 'dachziegel' },
  { id: 'daemmung', name: 'Dämmstoffe', tile: 'Dämmstoffe', image: 'daemmplatte' },
  { id: 'holz', name: 'Holz & Platten', tile: 'Holz & Platten', image: 'kantholz' },
  { id: 'trockenbau', name: 'Trockenbau', tile: 'Trockenbau', image: 'gipsplatte' },
  { id: 'moertel', name: 'Mörtel, Zement & Estrich', tile: 'Mörtel, Zement & Estrich', image: 'sack' },
  { id: 'befestigung', name: 'Befestigungstechnik', tile: 'Befestigungs\u00adtechnik', image: 'schrauben' },
  { id: 'bauchemie', name: 'Bauchemie & Abdichtung', tile: 'Bauchemie & Abdichtung', image: 'kartusche' },
  { id: 'farbe', name: 'Farben & Putze', tile: 'Farben & Putze', image: 'farbeimer' },
  { id: 'elektro', name: 'Elektroinstallation', tile: 'Elektro\u00adinstallation', image: 'kabel' },
  { id: 'shk', name: 'Sanitär & Heizung', tile: 'Sanitär & Heizung', image: 'rohr' },
  { id: 'maschinen', name: 'Maschinen & Zubehör', tile: 'Maschinen & Zubehör', image: 'bohrmaschine' },
  { id: 'handwerkzeug', name: 'Handwerkzeug & Leitern', tile: 'Hand\u00adwerkzeug & Leitern', image: 'hammer' },
  { id: 'arbeitsschutz', name: 'Arbeitsschutz', tile: 'Arbeitsschutz', image: 'helm' },
  { id: 'galabau', name: 'Tiefbau & Galabau', tile: 'Tiefbau & Galabau', image: 'pflaster' },
];

export const categoryName = (id: string): string => CATEGORIES.find((category) => category.id === id)?.name ?? id;

const UNITS: Record<string, [unit: string, many: string]> = {
  Stk: ['Stück', 'Stück'],
  Pkt: ['Paket', 'Pakete'],
  Sack: ['Sack', 'Sack'],
  Rolle: ['Rolle', 'Rollen'],
  Eimer: ['Eimer', 'Eimer'],
  Dose: ['Dose', 'Dosen'],
  Paar: ['Paar', 'Paar'],
  Set: ['Set', 'Sets'],
  Kanister: ['Kanister', 'Kanister'],
};
const PLURALS: Record<string, string> = {
  Paket: 'Pakete',
  Ring: 'Ringe',
  Trommel: 'Trommeln',
  Stange: 'Stangen',
  Lage: 'Lagen',
  Bund: 'Bunde',
  Platte: 'Platten',
  Rolle: 'Rollen',
  Karton: 'Kartons',
};

/** How an article travels, in words. */
export const HANDLING: Record<string, string> = {
  heavy: 'schwer, Abholung mit Ladehilfe',
  bulky: 'sperrig, Abholung am Holz- und Plattenhof',
  long: 'Langgut, Abholung am Holz- und Plattenhof',
  hazmat: 'Gefahrgut, Übergabe mit Einweisung',
};

/** What belongs beside an article of a category, as `category/group`. */
const COMPANIONS: Record<string, readonly string[]> = {
  dach: [
    'holz/Latten',
    'befestigung/Holzbauschrauben',
    'daemmung/Zubehör',
    'arbeitsschutz/Absturzsicherung',
    'handwerkzeug/Hämmer',
  ],
  daemmung: [
    'befestigung/Holzbauschrauben',
    'dach/Dachbahnen',
    'daemmung/Zubehör',
    'handwerkzeug/Sägen & Messer',
    'holz/Schalung',
  ],
  holz: [
    'befestigung/Holzbauschrauben',
    'befestigung/Holzverbinder',
    'maschinen/Trennen',
    'farbe/Lasuren',
    'arbeitsschutz/Handschutz',
  ],
  trockenbau: [
    'trockenbau/Profile',
    'trockenbau/Befestigung',
    'trockenbau/Spachtel',
    'bauchemie/Dichtstoffe',
    'handwerkzeug/Messen',
  ],
  moertel: [
    'bauchemie/Grundierung',
    'handwerkzeug/Maurer & Fliese',
    'farbe/Armierung',
    'arbeitsschutz/Handschutz',
    'handwerkzeug/Messen',
  ],
  befestigung: [
    'maschinen/Bohrer',
    'maschinen/Akkuwerkzeug',
    'handwerkzeug/Schraubendreher',
    'arbeitsschutz/Handschutz',
    'befestigung/Dübel',
  ],
  bauchemie: [
    'bauchemie/Reiniger',
    'bauchemie/Zubehör',
    'bauchemie/Grundierung',
    'arbeitsschutz/Handschutz',
    'farbe/Abdecken',
  ],
  farbe: [
    'farbe/Malerwerkzeug',
    'farbe/Abdecken',
    'bauchemie/Grundierung',
    'handwerkzeug/Leitern',
    'arbeitsschutz/Atemschutz',
  ],
  elektro: ['elektro/Dosen', 'elektro/Klemmen', 'elektro/Installationsrohr', 'handwerkzeug/Zangen', 'maschinen/Bohrer'],
  shk: ['shk/Fittings', 'shk/Rohrdämmung', 'befestigung/Dübel', 'bauchemie/Dichtstoffe', 'handwerkzeug/Zangen'],
  maschinen: [
    'maschinen/Bohrer',
    'maschinen/Trennen',
    'maschinen/Schleifen',
    'arbeitsschutz/Augen & Gehör',
    'maschinen/Baustrom',
  ],
  handwerkzeug: [
    'handwerkzeug/Messen',
    'arbeitsschutz/Handschutz',
    'handwerkzeug/Transport',
    'arbeitsschutz/Augen & Gehör',
    'handwerkzeug/Fachbuch',
  ],
  arbeitsschutz: [
    'arbeitsschutz/Handschutz',
    'arbeitsschutz/Kopfschutz',
    'arbeitsschutz/Augen & Gehör',
    'arbeitsschutz/Schuhe',
    'arbeitsschutz/Erste Hilfe',
  ],
  galabau: ['galabau/Geotextil', 'galabau/Schüttgut', 'moertel/Beton', 'galabau/Geräte', 'arbeitsschutz/Schuhe'],
};

/** One spelling for search: small letters, ä = ae, ß = ss, no accents, × = x. */
export function normalise(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/(\d)\s*[×x*]\s*(?=\d)/g, '$1x')
    .replace(/\s+/g, ' ')
    .trim();
}

export class Catalogue {
  readonly #bySku: ReadonlyMap<string, Article>;

  constructor(readonly articles: readonly Article[]) {
    this.#bySku = new Map(articles.map((article) => [article.sku, article]));
  }

  get(sku: string): Article | undefined {
    return this.#bySku.get(sku);
  }

  inCategory(category: string): Article[] {
    return this.articles.filter((article) => article.category === category);
  }

  /** Every word must occur; a number finds its article wherever it stands. */
  search(query: string, among: readonly Article[] = this.articles): Article[] {
    const words = normalise(query).split(' ').filter(Boolean).slice(0, 8);
    return among.filter(({ haystack }) => words.every((word) => haystack.includes(word)));
  }

  /** Articles that differ from this one in a size or a colour only, with the differing part as label. */
  variants(article: Article): { article: Article; label: string }[] {
    const stem = nameStem(article.name);
    const family = this.articles.filter(
      (other) => other.category === article.category && other.group === article.group && nameStem(other.name) === stem,
    );
    if (family.length < 2 || family.length > 12) return [];
    const names = family.map(({ name }) => name.split(' '));
    const shared = (index: (words: string[], step: number) => string | undefined) => {
      let step = 0;
      while (names.every((words) => index(words, step) !== undefined && index(words, step) === index(names[0]!, step)))
        step++;
      return step;
    };
    const head = shared((words, step) => words[step]);
    const tail = shared((words, step) => words[words.length - 1 - step]);
    return family.map((variant) => {
      const words = variant.name.split(' ');
      // A bare number needs the unit that follows it in every name of the family.
      const end = Math.max(words.length - tail, head + 1);
      const bare = /^[\d.,]+$/.test(words[end - 1] ?? '') && /^(mm|cm|m|m²|l|ml|kg|W|A|V|%)$/.test(words[end] ?? '');
      return {
        article: variant,
        label: words
          .slice(head, bare ? end + 1 : end)
          .join(' ')
          .replace(/,$/, ''),
      };
    });
  }

  /** Up to `max` articles that are used together with this one. */
  companions(article: Article, max = 5): Article[] {
    const own = stems(`${article.name} ${categoryName(article.category)} ${article.group} ${article.shortText}`);
    const picked: Article[] = [];
    for (const place of COMPANIONS[article.category] ?? []) {
      const [category, group] = place.split('/');
      const rank = (candidate: Article) =>
        stems(`${candidate.name} ${candidate.shortText}`).filter((word) =>
          own.some((mine) => mine.includes(word.slice(0, 7))),
        ).length *
          2 +
        (candidate.leadDays === 0 ? 1 : 0);
      const best = this.articles
        .filter(
          (candidate) => candidate.category === category && candidate.group === group && candidate.sku !== article.sku,
        )
        .reduce<Article | undefined>(
          (top, candidate) => (top && rank(top) >= rank(candidate) ? top : candidate),
          undefined,
        );
      if (best) picked.push(best);
    }
    return picked.slice(0, max);
  }
}

const stems = (text: string) =>
  normalise(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 6 && !/\d/.test(word));

/** The name without its sizes; of a name without numbers the first two words. */
function nameStem(name: string): string {
  if (!/\d/.test(name)) return name.split(' ').slice(0, 2).join(' ').replace(/,$/, '');
  return name.replace(/\d+([.,×x/–-]\d+)*/g, '#');
}

/** Reads `catalogue.csv`. */
export async function loadCatalogue(contentDir: string): Promise<Catalogue> {
  const text = await readFile(join(contentDir, 'catalogue.csv'), 'utf8');
  const rows = parse(text, { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[];
  return new Catalogue(rows.map(readArticle));
}

function readArticle(row: Record<string, string>): Article {
  const cell = (name: string) => row[name] ?? '';
  const [unit, many] = UNITS[cell('unit')] ?? [cell('unit'), cell('unit')];
  const container = cell('packaging').split(' ')[0] ?? 'Paket';
  const single = Number(cell('packaging_quantity')) === 1;
  const stock: Record<string, number> = {};
  for (const [name, value] of Object.entries(row)) {
    if (name.startsWith('stock_')) stock[name.slice('stock_'.length)] = Number(value) || 0;
  }
  return {
    sku: cell('sku'),
    name: cell('name'),
    category: cell('category'),
    group: cell('group'),
    unit,
    pack: single ? { one: unit, many } : { one: container, many: PLURALS[container] ?? container },
    packaging: cell('packaging'),
    packagingQuantity: cell('packaging_quantity') || '1',
    listPrice: cell('net_list_price'),
    graduatedPrices: parseGraduatedPrices(cell('graduated_prices')),
    vat: cell('vat_class') === 'reduced' ? 'reduced' : 'standard',
    shortText: cell('short_text'),
    image: /^[a-z]+$/.test(cell('image')) ? cell('image') : 'platte',
    handling: cell('handling'),
    leadDays: Number(cell('lead_days')) || 0,
    stock,
    haystack: normalise(
      [
        cell('sku'),
        cell('name'),
        cell('group'),
        categoryName(cell('category')),
        cell('short_text'),
        cell('packaging'),
      ].join(' '),
    ),
  };
}

/** The packages after a preposition: «in Paketen». */
export const inPackages = ({ pack: { many } }: Article): string => `in ${/(e|er)$/.test(many) ? `${many}n` : many}`;

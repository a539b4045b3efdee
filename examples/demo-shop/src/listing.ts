import { CATEGORIES, type Article } from './catalogue.js';
import { TRADES, type Buyer } from './companies.js';
import { parseAmount } from './format.js';
import { priceOf } from './pricing.js';
import { seesPrices, type View } from './view.js';

export const SORTS = ['empfohlen', 'nummer', 'preis', 'bestand'] as const;
export type Sort = (typeof SORTS)[number];
export const PACKS = { einzeln: 'Einzeln', paket: 'Paket oder Karton', palette: 'Palette' } as const;
type Pack = keyof typeof PACKS;

/** What the address of a list says. Every part of it survives in links, so a list can be bookmarked and shared. */
export interface ListQuery {
  categories: string[];
  group: string;
  text: string;
  /** Branches that must have the article, `bestell` for goods to order. */
  stock: string[];
  packs: Pack[];
  from: string;
  to: string;
  sort: Sort;
  page: number;
  size: 60 | 120;
}

const TO_ORDER = 'bestell';

export function readQuery(params: URLSearchParams, view: View): ListQuery {
  const known = new Set(CATEGORIES.map(({ id }) => id));
  const branches = new Set([...view.shop.branches.map(({ id }) => id), TO_ORDER]);
  const sort = params.get('sort') as Sort;
  const text = (params.get('q') ?? '').trim().slice(0, 80);
  const categories = [...new Set(params.getAll('k').filter((id) => known.has(id)))];
  // All boxes of the own assortment ticked is the own assortment.
  const trade = text ? undefined : tradeCategories(view.buyer);
  const all = trade !== undefined && trade.length === categories.length && trade.every((id) => categories.includes(id));
  return {
    categories: all ? [] : categories,
    group: (params.get('g') ?? '').slice(0, 60),
    text,
    stock: [...new Set(params.getAll('b').filter((id) => branches.has(id)))],
    packs: [...new Set(params.getAll('vp').filter((pack): pack is Pack => Object.hasOwn(PACKS, pack)))],
    from: seesPrices(view) ? (params.get('pv') ?? '').slice(0, 12) : '',
    to: seesPrices(view) ? (params.get('pb') ?? '').slice(0, 12) : '',
    sort: SORTS.includes(sort) && (sort !== 'preis' || seesPrices(view)) ? sort : 'empfohlen',
    page: Math.max(1, Math.min(999, Math.trunc(Number(params.get('seite'))) || 1)),
    size: params.get('n') === '120' ? 120 : 60,
  };
}

/** Fields of a query as they stand in the address, without what is the default. */
export function queryFields(query: ListQuery): [name: string, value: string][] {
  const fields: [string, string][] = [];
  const put = (name: string, value: string) => value && fields.push([name, value]);
  put('q', query.text);
  for (const id of query.categories) put('k', id);
  put('g', query.group);
  for (const id of query.stock) put('b', id);
  for (const pack of query.packs) put('vp', pack);
  put('pv', query.from);
  put('pb', query.to);
  if (query.sort !== 'empfohlen') put('sort', query.sort);
  if (query.size !== 60) put('n', String(query.size));
  if (query.page > 1) put('seite', String(query.page));
  return fields;
}

export function listUrl(query: ListQuery, change: Partial<ListQuery> = {}): string {
  const fields = queryFields({ ...query, page: 1, ...change });
  return fields.length > 0 ? `/sortiment?${new URLSearchParams(fields)}` : '/sortiment';
}

/** Categories that «Ihr Sortiment» shows; `undefined` for people without a firm. */
export const tradeCategories = (buyer: Buyer | undefined): readonly string[] | undefined =>
  buyer && TRADES[buyer.company.trade]?.categories;

export interface Listing {
  /** Nothing but the firm's own assortment was asked for. */
  own: boolean;
  /** Articles before the boxes of the filter were ticked: what the numbers beside them count. */
  scope: readonly Article[];
  found: readonly Article[];
  shown: readonly Article[];
  pages: number;
  page: number;
}

export function list(view: View, query: ListQuery): Listing {
  const { catalogue } = view.shop;
  const trade = tradeCategories(view.buyer);
  const own = trade !== undefined && query.categories.length === 0 && query.text === '';
  const wanted = query.categories.length > 0 ? query.categories : own ? trade : undefined;
  let scope = wanted ? wanted.flatMap((id) => catalogue.inCategory(id)) : [...catalogue.articles];
  if (query.group) scope = scope.filter(({ group }) => group === query.group);
  if (query.text) scope = catalogue.search(query.text, scope);

  const from = parseAmount(query.from);
  const to = parseAmount(query.to);
  const unit = (article: Article) => Number(priceOf(article, 1, view.buyer).unit);
  const found = scope.filter(
    (article) =>
      (query.stock.length === 0 || query.stock.some((place) => isThere(article, place))) &&
      (query.packs.length === 0 || query.packs.includes(packOf(article))) &&
      (from === undefined || unit(article) >= from) &&
      (to === undefined || unit(article) <= to),
  );
  const sorted = sortArticles(found, query, view);
  const pages = Math.max(1, Math.ceil(sorted.length / query.size));
  const page = Math.min(query.page, pages);
  return { own, scope, found, shown: sorted.slice((page - 1) * query.size, page * query.size), pages, page };
}

export const isThere = (article: Article, place: string): boolean =>
  place === TO_ORDER ? article.leadDays > 0 : (article.stock[place] ?? 0) > 0;

export function packOf({ packaging }: Article): Pack {
  if (/Palette/.test(packaging)) return 'palette';
  return /^(Paket|Karton|Bund|Beutel|Kassette|Ring|Lage)/.test(packaging) ? 'paket' : 'einzeln';
}

function sortArticles(articles: readonly Article[], { sort, categories }: ListQuery, view: View): Article[] {
  const rows = [...articles];
  const bySku = (a: Article, b: Article) => a.sku.localeCompare(b.sku);
  if (sort === 'nummer') return rows.sort(bySku);
  if (sort === 'preis') {
    const prices = new Map(rows.map((article) => [article, Number(priceOf(article, 1, view.buyer).unit)]));
    return rows.sort((a, b) => prices.get(a)! - prices.get(b)! || bySku(a, b));
  }
  if (sort === 'bestand')
    return rows.sort((a, b) => (b.stock[view.branch.id] ?? 0) - (a.stock[view.branch.id] ?? 0) || bySku(a, b));
  return categories.length === 1 ? rows : interleave(rows);
}

/** One of each category in turn, so that a first page shows the whole trade. */
function interleave(articles: readonly Article[]): Article[] {
  const queues = new Map<string, Article[]>();
  for (const article of articles) queues.set(article.category, [...(queues.get(article.category) ?? []), article]);
  const mixed: Article[] = [];
  for (let round = 0; mixed.length < articles.length; round++) {
    queues.forEach((queue) => queue[round] && mixed.push(queue[round]!));
  }
  return mixed;
}

import { parse } from 'csv-parse/sync';
import { parseDecimal, parseGraduatedPrices, type PricedArticle } from '@tauwerk/core';
import type { ContentIssue } from './issues.js';
import { HANDLINGS } from './programme-schema.js';

/** An article of the catalogue; what its price depends on is what core's `customerPrice` wants. */
export interface Article extends PricedArticle {
  sku: string;
  name: string;
  category: string;
  group: string;
  /** Unit of the price. */
  unit: string;
  packaging: string;
  vatClass: 'standard' | 'reduced';
  shortText: string;
  image: string;
  handling: (typeof HANDLINGS)[number];
  leadDays: number;
  /** Units on the shelf per branch. */
  stock: Record<string, number>;
}

const COLUMNS = [
  'sku',
  'name',
  'category',
  'group',
  'unit',
  'packaging',
  'packaging_quantity',
  'net_list_price',
  'vat_class',
  'graduated_prices',
  'short_text',
  'image',
  'handling',
  'lead_days',
] as const;

const filled = (value: string) => value.length > 0 && value.length <= 200;
const whole = (value: string) => /^\d{1,9}$/.test(value);
const price = (value: string) => /^\d{1,9}(\.\d{1,4})?$/.test(value);
const steps = (value: string) => {
  const parts = value.split('|');
  return (
    parts.every((part) => /^\d{1,7}:\d{1,9}(\.\d{1,4})?$/.test(part)) &&
    parseGraduatedPrices(value).length === parts.length
  );
};

/** What each column must be, and how to say so. */
const RULES: Record<(typeof COLUMNS)[number], [(value: string) => boolean, string]> = {
  sku: [(value) => /^[\w.\-/]{1,64}$/.test(value), 'an article number without spaces'],
  name: [filled, 'a name'],
  category: [(value) => /^[\w-]{1,64}$/.test(value), 'the id of a category'],
  group: [filled, 'a group'],
  unit: [filled, 'the unit of the price'],
  packaging: [filled, 'the packaging in words'],
  packaging_quantity: [(value) => price(value) && Number(value) > 0, 'how many units one package holds, like 2.88'],
  net_list_price: [price, 'a price with a point, like 24.30, not negative'],
  vat_class: [(value) => value === 'standard' || value === 'reduced', 'standard or reduced'],
  graduated_prices: [(value) => value === '' || steps(value), 'steps like 1:24.30|5:23.57'],
  short_text: [(value) => value.length <= 500, 'a text of at most 500 characters'],
  image: [(value) => value === '' || /^[\w.-]+$/.test(value), 'the name of a picture'],
  handling: [(value) => (HANDLINGS as readonly string[]).includes(value), `one of ${HANDLINGS.join(', ')}`],
  lead_days: [whole, 'a whole number of days'],
};

/** Reads `catalogue.csv`: UTF-8, comma, decimal point, a heading line, `stock_<branch>` for each branch. */
export function readCatalogue(
  file: string,
  text: string,
  branchIds: readonly string[],
  issues: ContentIssue[],
): Article[] {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as typeof records;
  } catch (error) {
    const { lines, message } = error as Error & { lines?: number };
    issues.push({ file, line: lines, message });
    return [];
  }
  const header = records[0]?.record ?? [];
  const missing = COLUMNS.filter((column) => !header.includes(column));
  for (const column of missing) issues.push({ file, line: 1, field: column, message: 'missing, expected this column' });
  for (const column of header) {
    const branch = /^stock_(.+)$/.exec(column)?.[1];
    if (
      branch ? branchIds.length > 0 && !branchIds.includes(branch) : !(COLUMNS as readonly string[]).includes(column)
    ) {
      const known = branch ? `stock_ and a branch (${branchIds.join(', ')})` : `one of ${COLUMNS.join(', ')}`;
      issues.push({ file, line: 1, field: column, message: `unknown column, expected ${known}` });
    }
  }
  if (missing.length > 0) return [];

  const articles: Article[] = [];
  const seen = new Map<string, number>();
  for (const { record, info } of records.slice(1)) {
    const line = info.lines;
    if (record.length !== header.length) {
      issues.push({
        file,
        line,
        message: `expected ${header.length} fields, got ${record.length} (a comma in a text needs quotes around it)`,
      });
      continue;
    }
    const row = new Map(header.map((column, index) => [column, record[index]!.trim()]));
    const before = issues.length;
    for (const column of COLUMNS) {
      const [check, expected] = RULES[column];
      const value = row.get(column)!;
      if (!check(value))
        issues.push({ file, line, field: column, message: `expected ${expected}, got ${JSON.stringify(value)}` });
    }
    const stock: Record<string, number> = {};
    for (const [column, value] of row) {
      if (!column.startsWith('stock_')) continue;
      if (whole(value)) stock[column.slice(6)] = Number(value);
      else issues.push({ file, line, field: column, message: `expected a whole number, got ${JSON.stringify(value)}` });
    }
    const sku = row.get('sku')!;
    if (seen.has(sku))
      issues.push({
        file,
        line,
        field: 'sku',
        message: `expected each article once, ${sku} is already in line ${seen.get(sku)}`,
      });
    seen.set(sku, line);
    if (issues.length === before) articles.push(toArticle(row, stock));
  }
  return articles;
}

function toArticle(row: Map<string, string>, stock: Record<string, number>): Article {
  const get = (column: (typeof COLUMNS)[number]) => row.get(column)!;
  // `3.60` and `3.6` are the same package; the shorter one reads better and hashes alike.
  const quantity = parseDecimal(get('packaging_quantity')) && String(Number(get('packaging_quantity')));
  return {
    sku: get('sku'),
    name: get('name'),
    category: get('category'),
    group: get('group'),
    unit: get('unit'),
    packaging: get('packaging'),
    packagingQuantity: quantity!,
    listPrice: get('net_list_price'),
    vatClass: get('vat_class') as Article['vatClass'],
    graduatedPrices: parseGraduatedPrices(get('graduated_prices')),
    shortText: get('short_text'),
    image: get('image'),
    handling: get('handling') as Article['handling'],
    leadDays: Number(get('lead_days')),
    stock,
  };
}

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONTENT } from '../test/shop.js';
import { readContentFolder } from './folder.js';
import { ContentError } from './issues.js';

describe('content folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tauwerk-content-'));
    cpSync(CONTENT, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  function edit(file: string, from: string | RegExp, to: string) {
    const text = read(file);
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file} has no ${String(from)}`);
    writeFileSync(join(folder, file), changed);
  }
  /** Line of the first place of a text in a file. */
  const lineOf = (file: string, text: string) => read(file).slice(0, read(file).indexOf(text)).split('\n').length;
  function errors(): string[] {
    try {
      readContentFolder(folder);
    } catch (error) {
      if (error instanceof ContentError) return error.message.split('\n');
      throw error;
    }
    return [];
  }

  it('of the demo is right', () => expect(errors()).toEqual([]));

  it.each<[string, string, string | RegExp, string, string]>([
    [
      'a misspelt effect',
      'programme.yaml',
      '    effect: saves-work',
      '    effect: save-work',
      'benefits[0].effect: expected one of saves-work, simplifies-buying, helps-cash-flow, got "save-work"',
    ],
    [
      'an unknown field',
      'programme.yaml',
      'instead_of: b-quantity',
      'insteadof: b-quantity',
      'benefits[11].insteadof: unknown field (misspelt, or in the wrong place?)',
    ],
    [
      'a missing field',
      'programme.yaml',
      '    title: Click & Collect in 60 Minuten\n',
      '',
      'benefits[0].title: missing, expected this field',
    ],
    [
      'a number where a text belongs',
      'companies.yaml',
      'customer_number: "10482"',
      'customer_number: 10482',
      'companies[0].customer_number: expected a text (put it in quotes if it looks like a number), got 10482',
    ],
    [
      'an amount with a comma',
      'programme.yaml',
      'amount: "39.00"',
      'amount: "39,00"',
      'benefits[5].value.amount: expected an amount in quotes with two digits, like "12.50", got "39,00"',
    ],
    [
      'an unknown kind of value',
      'programme.yaml',
      '{ type: days, days: 7 }',
      '{ type: weeks, days: 7 }',
      'value.type: expected one of money, percent, points, days, text, got "weeks"',
    ],
    [
      'an unknown tier',
      'programme.yaml',
      'tiers: [ gold ]',
      'tiers: [ platinum ]',
      'benefits[1].tiers[0]: expected a tier (bronze, silver, gold), got "platinum"',
    ],
    [
      'an unknown benefit',
      'programme.yaml',
      'instead_of: b-quantity',
      'instead_of: b-quanity',
      'benefits[11].instead_of: expected the id of a benefit, got "b-quanity"',
    ],
    [
      'an unknown category',
      'companies.yaml',
      'daemmung: 0.12',
      'dämmung: 0.12',
      'companies[0].price_discounts.dämmung: expected a category of catalogue.csv or default',
    ],
    [
      'a discount in per cent',
      'companies.yaml',
      'dach: 0.14',
      'dach: 14',
      'companies[0].price_discounts.dach: expected a share between 0 and 1, like 0.12 for 12 %, got 14',
    ],
    [
      'an unknown contact',
      'companies.yaml',
      'contact: k-tellwisch',
      'contact: k-nobody',
      'companies[0].contact: expected a contact (k-tellwisch, k-quadbeck, k-ehmkendorf, k-wallhoop), got "k-nobody"',
    ],
    [
      'an unknown role',
      'companies.yaml',
      'role: "purchaser", since: 2016',
      'role: "buyer", since: 2016',
      'people[1].role: expected a role (owner, purchaser,',
    ],
    [
      'a person in two firms',
      'companies.yaml',
      'id: p-immekamp',
      'id: p-ostwerda',
      'companies[1].people[0].id: expected each person once, "p-ostwerda" is also in brammhoven',
    ],
    [
      'a firm that is there twice',
      'companies.yaml',
      'id: ohmsiek',
      'id: brammhoven',
      'companies[1].id: expected each id once, "brammhoven" is there twice',
    ],
    [
      'a member without a tier',
      'companies.yaml',
      'tier: gold',
      'tier: null',
      'companies[0].tier: expected a tier, because the company is enrolled',
    ],
    [
      'a site reference of 13 characters',
      'companies.yaml',
      'ref: HAFENSCHULE',
      'ref: HAFENSCHULE-2',
      'sites[1].ref: expected a site reference of at most 12 characters, got "HAFENSCHULE-2"',
    ],
    [
      'a benefit that is there twice',
      'programme.yaml',
      'id: b-early\n',
      'id: b-locker\n',
      'expected each id once, "b-locker" is there twice',
    ],
    [
      'a day that is none',
      'programme.yaml',
      '"2026-12-18"',
      '"2026-02-30"',
      'valid_until: expected a day of the calendar in quotes, like "2026-11-24", got "2026-02-30"',
    ],
    [
      'an end before the beginning',
      'programme.yaml',
      'valid_until: "2026-12-18"',
      'valid_until: "2026-10-18"',
      'valid_until: expected a day not before valid_from 2026-11-09, got "2026-10-18"',
    ],
    [
      'an unknown time zone',
      'branches.yaml',
      'Europe/Vilnius',
      'Europe/Kursuva',
      'branches[2].time_zone: expected a time zone like Europe/Berlin, got "Europe/Kursuva"',
    ],
    [
      'a shop that closes before it opens',
      'branches.yaml',
      '{ from: "07:00", to: "12:00" }',
      '{ from: "12:00", to: "07:00" }',
      'branches[0].hours.sat[0]: expected an end after 12:00, got "07:00"',
    ],
    [
      'a translation of nothing',
      'programme.en.yaml',
      '  b-early:',
      '  b-earlier:',
      'benefits.b-earlier: expected the id of a benefit, got "b-earlier"',
    ],
    [
      'a translation with another number of notes',
      'programme.en.yaml',
      'conditions: [ from 5 packages ]',
      'conditions: [ from 5 packages, and more ]',
      'expected 1 texts, one for each condition with a note, got 2',
    ],
  ])('names %s with its file and line', (_, file, from, to, message) => {
    const first = typeof from === 'string' ? lineOf(file, from) : 0;
    edit(file, from, to);
    const [error, ...more] = errors();
    expect(error).toContain(message);
    expect(error!.startsWith(`${file}:`)).toBe(true);
    const line = Number(/:(\d+)/.exec(error!)![1]);
    // What is missing has no line of its own; what repeats is told where it repeats.
    if (to !== '' && !message.includes('once')) expect(line - first).toBeLessThanOrEqual(3);
    expect(line).toBeGreaterThanOrEqual(1);
    // What is there twice is missing where it should be.
    if (!message.includes('twice')) expect(more).toEqual([]);
  });

  it.each<[string, RegExp, string, string]>([
    [
      'a price with a comma',
      /^(121021,.*?,2\.88,)24\.30/m,
      '$1"24,30"',
      'net_list_price: expected a price with a point, like 24.30, not negative, got "24,30"',
    ],
    [
      'a price below nothing',
      /^(121021,.*?,2\.88,)24\.30/m,
      '$1-24.30',
      'net_list_price: expected a price with a point, like 24.30, not negative, got "-24.30"',
    ],
    [
      'a package of nothing',
      /^(121021,.*?),2\.88,/m,
      '$1,0,',
      'packaging_quantity: expected how many units one package holds, like 2.88, got "0"',
    ],
    [
      'an unknown handling',
      /^(121021,.*),bulky,/m,
      '$1,huge,',
      'handling: expected one of normal, heavy, bulky, long, hazmat, got "huge"',
    ],
    [
      'steps that cannot be read',
      /^(121021,.*)1:24\.30\|5:23\.57/m,
      '$11:24.30;5:23.57',
      'graduated_prices: expected steps like 1:24.30|5:23.57, got "1:24.30;5:23.57|20:22.60"',
    ],
    [
      'an article that is there twice',
      /^121028,/m,
      '121021,',
      'sku: expected each article once, 121021 is already in line',
    ],
    [
      'a comma without quotes',
      /^(121021,PIR-Aufsparrendämmung)/m,
      '$1, neu',
      'expected 17 fields, got 18 (a comma in a text needs quotes around it)',
    ],
    [
      'half a package on the shelf',
      /^(121021,.*),136,/m,
      '$1,1.5,',
      'stock_hellbrock: expected a whole number, got "1.5"',
    ],
  ])('names %s with its line and column', (_, from, to, message) => {
    const line = lineOf('catalogue.csv', message.includes('twice') || message.includes('once') ? '121028,' : '121021,');
    edit('catalogue.csv', from, to);
    const found = errors();
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
    expect(found[0]).toMatch(new RegExp(`^catalogue\\.csv:${line}[ :]`));
  });

  it('names a column that is missing and one that nobody knows', () => {
    edit('catalogue.csv', 'vat_class', 'vat');
    expect(errors()).toEqual([
      'catalogue.csv:1 vat_class: missing, expected this column',
      expect.stringMatching(/^catalogue\.csv:1 vat: unknown column, expected one of sku, name, /),
    ]);
    edit('catalogue.csv', 'vat,', 'vat_class,');
    edit('catalogue.csv', 'stock_kursuva', 'stock_berlin');
    expect(errors()).toEqual([
      'catalogue.csv:1 stock_berlin: unknown column, expected stock_ and a branch (hellbrock, wersebeck, kursuva)',
    ]);
  });

  it('names the line at which YAML cannot be read', () => {
    edit('programme.yaml', '  name: Nordwerk Profikreis', '  name: "Nordwerk Profikreis');
    expect(errors()[0]).toMatch(/^programme\.yaml:\d+: /);
  });

  it('names a file that is missing, or not UTF-8', () => {
    rmSync(join(folder, 'branches.yaml'));
    writeFileSync(join(folder, 'companies.yaml'), Buffer.from('roles: { owner: { name: "Gesch\xe4ft" } }', 'latin1'));
    expect(errors()).toEqual(['branches.yaml: missing, expected this file', 'companies.yaml: expected UTF-8']);
    rmSync(join(folder, 'catalogue.csv'));
    expect(errors()).toHaveLength(3);
  });

  it('tells all that is wrong at once, up to fifty', () => {
    edit('programme.yaml', '    effect: saves-work', '    effect: work');
    edit('companies.yaml', 'dach: 0.14', 'dach: 14');
    edit('catalogue.csv', /^(121021,.*?,2\.88,)24\.30/m, '$1x');
    expect(errors().map((line) => line.split(':')[0])).toEqual(['programme.yaml', 'companies.yaml', 'catalogue.csv']);
    writeFileSync(join(folder, 'catalogue.csv'), read('catalogue.csv').replaceAll(',standard,', ',full,'));
    const many = errors();
    expect(many).toHaveLength(51);
    expect(many.at(-1)).toMatch(/^… and \d+ more$/);
  });

  it('reads files of Windows: byte order mark, CRLF, empty lines at the end', () => {
    const { hash } = readContentFolder(folder);
    writeFileSync(join(folder, 'catalogue.csv'), `\ufeff${read('catalogue.csv').replaceAll('\n', '\r\n')}\r\n\r\n`);
    writeFileSync(join(folder, 'programme.yaml'), read('programme.yaml').replaceAll('\n', '\r\n'));
    expect(readContentFolder(folder).hash).toBe(hash);
  });
});

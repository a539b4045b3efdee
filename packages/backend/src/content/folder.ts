import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readCatalogue } from './catalogue.js';
import { checkReferences } from './check.js';
import { BranchesFile, CompaniesFile } from './company-schema.js';
import { ContentError, type ContentIssue } from './issues.js';
import { ProgrammeFile, ProgrammeWords } from './programme-schema.js';
import { readYaml, type YamlFile } from './yaml.js';

/** One thing of the content, as it is stored. */
export interface ContentRow {
  collection: string;
  id: string;
  position: number;
  body: unknown;
}

export interface ContentFolder {
  rows: ContentRow[];
  /** Changes when what the files say changes; comments and line breaks do not count. */
  hash: string;
}

/** Part of the hash: raised when the same files are read to other rows. */
const READER_VERSION = 1;

/**
 * Reads and checks a content folder as a whole.
 * @throws {ContentError} with every issue found
 */
export function readContentFolder(folder: string): ContentFolder {
  const issues: ContentIssue[] = [];
  if (!existsSync(folder))
    throw new ContentError([
      {
        file: resolve(folder),
        message: 'expected a folder with programme.yaml, companies.yaml, branches.yaml and catalogue.csv',
      },
    ]);

  const read = (file: string): string | undefined => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(join(folder, file)));
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      issues.push({ file, message: missing ? 'missing, expected this file' : 'expected UTF-8' });
      return undefined;
    }
  };
  const yaml = <S extends Parameters<typeof readYaml>[2]>(file: string, schema: S) => {
    const text = read(file);
    return text === undefined ? undefined : readYaml(file, text, schema, issues);
  };

  const branches = yaml('branches.yaml', BranchesFile);
  const programme = yaml('programme.yaml', ProgrammeFile);
  const companies = yaml('companies.yaml', CompaniesFile);
  const words = new Map<string, YamlFile<ProgrammeWords>>();
  for (const file of readdirSync(folder).sort()) {
    const language = /^programme\.([a-z]{2})\.yaml$/.exec(file)?.[1];
    if (!language) continue;
    if (language !== 'de' && language !== 'en')
      issues.push({ file, message: `expected programme.de.yaml or programme.en.yaml, the languages of this backend` });
    const overlay = yaml(file, ProgrammeWords);
    if (overlay) words.set(language, overlay);
  }
  const catalogue = read('catalogue.csv');
  const branchIds = branches?.data.branches.map(({ id }) => id) ?? [];
  const articles = catalogue === undefined ? [] : readCatalogue('catalogue.csv', catalogue, branchIds, issues);

  // References need whole files: a broken file would make every reference to it look wrong.
  if (programme && companies && branches && issues.length === 0)
    checkReferences({ programme, companies, branches, words, articles });
  if (issues.length > 0 || !programme || !companies || !branches) throw new ContentError(issues);

  const { tiers, benefits, club, programme: facts } = programme.data;
  const rows: ContentRow[] = [
    { collection: 'programme', id: facts.id, position: 0, body: { ...facts, club } },
    ...rowsOf('tier', tiers),
    ...rowsOf('benefit', benefits),
    ...[...words].map(([id, { data }], position) => ({ collection: 'words', id, position, body: data })),
    ...Object.entries(companies.data.roles).map(([id, body], position) => ({ collection: 'role', id, position, body })),
    ...rowsOf('contact', companies.data.contacts),
    ...rowsOf('company', companies.data.companies),
    ...rowsOf('staff', companies.data.shop_staff),
    ...rowsOf('branch', branches.data.branches),
    ...articles.map((body, position) => ({ collection: 'article', id: body.sku, position, body })),
  ];
  const hash = createHash('sha256')
    .update(JSON.stringify([READER_VERSION, rows]))
    .digest('hex');
  return { rows, hash };
}

const rowsOf = (collection: string, things: readonly { id: string }[]): ContentRow[] =>
  things.map((body, position) => ({ collection, id: body.id, position, body }));

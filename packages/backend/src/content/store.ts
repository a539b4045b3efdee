import { asc } from 'drizzle-orm';
import type { Db } from '../database.js';
import { content } from '../schema.js';
import type { Article } from './catalogue.js';
import type { Branch, Company, Contact, Person, Role } from './company-schema.js';
import type { BenefitRule, Club, ProgrammeFile, ProgrammeWords, TierRule } from './programme-schema.js';
import { translate, type Language } from './translate.js';

export type ProgrammeFacts = ProgrammeFile['programme'] & { club?: Club | undefined };

/** Everything that reads like the content files, ready to be asked. Held in memory until another import. */
export interface Content {
  hash: string;
  /** The programme in each language. */
  texts: Record<Language, ProgrammeTexts>;
  /** Entry tier first. */
  tierIds: readonly string[];
  companies: ReadonlyMap<string, Company>;
  people: ReadonlyMap<string, { person: Person; company: Company }>;
  contacts: ReadonlyMap<string, Contact>;
  branches: ReadonlyMap<string, Branch>;
  articles: ReadonlyMap<string, Article>;
}

export interface ProgrammeTexts {
  programme: ProgrammeFacts;
  tiers: readonly TierRule[];
  roles: ReadonlyMap<string, Role>;
  benefits: readonly BenefitRule[];
  byId: ReadonlyMap<string, BenefitRule>;
}

/** Reads the content of `hash` from the database. */
async function load(db: Db, hash: string): Promise<Content> {
  const rows = await db.select().from(content).orderBy(asc(content.collection), asc(content.position));
  const all = <T>(collection: string) =>
    rows.filter((row) => row.collection === collection) as { id: string; body: T }[];
  const mapOf = <T>(collection: string) => new Map(all<T>(collection).map(({ id, body }) => [id, body]));

  const companies = mapOf<Company>('company');
  const people = new Map<string, { person: Person; company: Company }>();
  for (const company of companies.values())
    for (const person of company.people) people.set(person.id, { person, company });

  const source = {
    programme: all<ProgrammeFacts>('programme')[0]!.body,
    tiers: all<TierRule>('tier').map(({ body }) => body),
    roles: mapOf<Role>('role'),
    benefits: all<BenefitRule>('benefit').map(({ body }) => body),
  };
  const words = mapOf<ProgrammeWords>('words');
  return {
    hash,
    texts: { de: translate(source, words.get('de')), en: translate(source, words.get('en')) },
    tierIds: source.tiers.map(({ id }) => id),
    companies,
    people,
    contacts: mapOf<Contact>('contact'),
    branches: mapOf<Branch>('branch'),
    articles: mapOf<Article>('article'),
  };
}

/** Gives the content of a hash, read once. */
export function createContentStore(db: Db): (hash: string) => Promise<Content> {
  let current: { hash: string; content: Promise<Content> } | undefined;
  return (hash) => {
    if (current?.hash !== hash) {
      const loading = load(db, hash);
      current = { hash, content: loading };
      // A failed read is not kept: the next request tries again.
      loading.catch(() => (current = undefined));
    }
    return current!.content;
  };
}

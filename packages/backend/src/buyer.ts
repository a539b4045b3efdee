import { parseDecimal, subtract, type BenefitsAnswer, type Decimal, type Programme } from '@tauwerk/core';
import { calendarDay } from './clock.js';
import type { Company, Person, Role } from './content/company-schema.js';
import type { Content, ProgrammeTexts } from './content/store.js';
import type { Language } from './content/translate.js';
import type { Facts } from './facts.js';
import { formatList } from './format.js';
import { WORDS, type Words } from './words.js';

/** A person who acts for a company, in the role that counts there. */
export interface Actor {
  company: Company;
  person: Person;
  roleId: string;
  role: Role;
}

/** Who asks, and everything about them that a benefit may depend on. */
export interface Buyer {
  audience: BenefitsAnswer['audience'];
  actor?: Actor | undefined;
  language: Language;
  texts: ProgrammeTexts;
  words: Words;
  /** Calendar day in the time zone of the programme. */
  today: string;
  /** Position of the buyer's tier, the entry tier being 0; -1 outside the programme. */
  rank: number;
  tierId: string;
  orders: number;
  lastOrderOn?: string | undefined;
  points: number;
  creditLine?: Decimal | undefined;
  creditLeft?: Decimal | undefined;
  sees(right: string): boolean;
}

/** The role of a person in a company; `undefined` when the person does not act for it. */
export function findActor(
  content: Content,
  language: Language,
  personId: string,
  companyId?: string,
): Actor | undefined {
  const found = content.people.get(personId);
  if (!found) return undefined;
  const { person, company: own } = found;
  const other =
    companyId && companyId !== own.id ? person.also_for.find(({ company }) => company === companyId) : undefined;
  if (companyId && companyId !== own.id && !other) return undefined;
  const company = other ? content.companies.get(other.company) : own;
  const roleId = other?.role ?? person.role;
  const role = content.texts[language].roles.get(roleId);
  return company && role && { company, person, roleId, role };
}

export function createBuyer(content: Content, facts: Facts, language: Language, now: Date, actor?: Actor): Buyer {
  const texts = content.texts[language];
  const today = calendarDay(now, texts.programme.time_zone);
  const base = { actor, language, texts, words: WORDS[language], today };
  if (!actor) {
    return {
      ...base,
      audience: 'guest',
      rank: -1,
      tierId: content.tierIds[0]!,
      orders: 0,
      points: 0,
      sees: () => false,
    };
  }
  const { company, role } = actor;
  const participation = facts.joinedTier ? 'enrolled' : company.participation;
  // A tier that content gives outweighs the entry tier of the day of joining.
  const tierId = company.tier ?? facts.joinedTier ?? content.tierIds[0]!;
  const line = parseDecimal(company.payment.credit_line);
  const used = parseDecimal(company.payment.credit_used ?? '0')!;
  const reported = facts.lastOrderAt && calendarDay(facts.lastOrderAt, texts.programme.time_zone);
  const days = [company.history?.last_order_on, reported].filter((day) => day !== undefined).sort();
  return {
    ...base,
    audience: participation === 'enrolled' ? 'member' : participation,
    rank: participation === 'enrolled' ? content.tierIds.indexOf(tierId) : -1,
    tierId,
    orders: (company.history?.orders ?? 0) + facts.orders,
    lastOrderOn: days.at(-1),
    points: company.history?.points ?? 0,
    creditLine: line,
    creditLeft: line && subtract(subtract(line, used), parseDecimal(facts.onInvoice)!),
    sees: (right) => (role.sees as readonly string[]).includes(right),
  };
}

/** Names of the roles in the buyer's firm that somebody has and that fulfil a condition. */
export function rolesWho({ actor, texts, words }: Buyer, fulfils: (role: Role, id: string) => boolean): string {
  const ids = new Set(actor?.company.people.map(({ role }) => role));
  const names = [...texts.roles].filter(([id, role]) => ids.has(id) && fulfils(role, id)).map(([, { name }]) => name);
  return formatList(names, words.and);
}

/** The programme as the answer names it; whoever may not join gets no link to it. */
export function programmeOf(buyer: Buyer, content: Content): Programme {
  const { programme } = buyer.texts;
  const { actor } = buyer;
  const contact = content.contacts.get(actor?.company.contact ?? programme.contact ?? '');
  const mayJoin = !actor || (buyer.audience === 'not-enrolled' && actor.role.may.includes('enrol'));
  return {
    name: programme.name,
    joinUrl: mayJoin ? programme.join_url : undefined,
    signInUrl: actor ? undefined : programme.sign_in_url,
    termsUrl: programme.terms_url,
    note: programme.note,
    contact: contact && { name: contact.display_name, phone: contact.phone },
  };
}

/** Why the buyer sees no benefits, or not all of them. */
export function audienceReason(buyer: Buyer, masked: ReadonlySet<string>): string | undefined {
  const { audience, words, texts, actor } = buyer;
  const { name, note } = texts.programme;
  if (audience === 'pending') return actor?.company.participation_note ?? words.pending(name);
  if (audience === 'ineligible') return actor?.company.participation_note ?? words.notForYou(name);
  if (audience === 'not-enrolled') {
    const roles = rolesWho(buyer, ({ may }) => may.includes('enrol'));
    return actor?.role.may.includes('enrol') || !roles ? note : words.whoMayJoin(name, roles);
  }
  if (masked.size === 0) return undefined;
  const rights = [...masked].filter((right) => words.rights[right]);
  const roles = rolesWho(buyer, ({ sees }) => rights.every((right) => (sees as readonly string[]).includes(right)));
  return rights.length && roles
    ? words.masked(
        formatList(
          rights.map((right) => words.rights[right]!),
          words.and,
        ),
        roles,
      )
    : undefined;
}

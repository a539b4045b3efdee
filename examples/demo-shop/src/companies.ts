import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compare, parseDecimal } from '@tauwerk/core';

export interface Role {
  name: string;
  sees: readonly string[];
  may: readonly string[];
  limitNet?: string;
}

export interface Person {
  id: string;
  name: string;
  role: string;
  since: number;
  newcomer: boolean;
  /** Codes of the cost centres the person books on; empty for all. */
  costCentres: readonly string[];
  alsoFor: readonly { company: string; role: string }[];
}

export interface Contact {
  id: string;
  name: string;
  role: string;
  phone: string;
  hours: string;
}

export interface Payment {
  method: 'invoice' | 'prepayment';
  termDays: number;
  collective: 'none' | 'monthly' | 'half-monthly';
  creditLine?: string;
  creditUsed?: string;
  cashDiscount?: { percent: string; days: number };
}

export interface Company {
  id: string;
  number: string;
  name: string;
  trade: string;
  employees: number;
  since: number;
  tier?: string;
  tierNote?: string;
  enrolled: boolean;
  branch: string;
  contact: string;
  payment: Payment;
  approval?: { limitNet: string; approver: string };
  /** Agreed share off the list price per category. */
  discounts: Readonly<Record<string, number>>;
  costCentres: readonly { code: string; name: string }[];
  sites: readonly { ref: string; name: string; costCentre: string }[];
  people: readonly Person[];
}

/** A trade in words, and what it buys: the categories of «Ihr Sortiment». */
export const TRADES: Record<string, { name: string; field: string; categories: readonly string[] }> = {
  roofing: {
    name: 'Dachdeckerei',
    field: 'Bedachung',
    categories: ['dach', 'daemmung', 'holz', 'befestigung', 'bauchemie', 'arbeitsschutz', 'handwerkzeug'],
  },
  electrical: {
    name: 'Elektro',
    field: 'Elektrotechnik',
    categories: ['elektro', 'befestigung', 'maschinen', 'handwerkzeug', 'arbeitsschutz'],
  },
  joinery: {
    name: 'Tischlerei',
    field: 'Tischlerei',
    categories: ['holz', 'befestigung', 'trockenbau', 'bauchemie', 'farbe', 'maschinen', 'handwerkzeug'],
  },
  'plumbing-heating': {
    name: 'SHK',
    field: 'Sanitär und Heizung',
    categories: ['shk', 'befestigung', 'bauchemie', 'maschinen', 'handwerkzeug', 'arbeitsschutz'],
  },
  landscaping: {
    name: 'Galabau',
    field: 'Garten- und Landschaftsbau',
    categories: ['galabau', 'moertel', 'holz', 'befestigung', 'arbeitsschutz'],
  },
  painting: {
    name: 'Maler',
    field: 'Maler und Fassade',
    categories: ['farbe', 'moertel', 'daemmung', 'bauchemie', 'handwerkzeug', 'arbeitsschutz'],
  },
};

export const TIERS: Record<string, string> = { bronze: 'Bronze', silver: 'Silber', gold: 'Gold' };

/** A person who is signed in for a company, in the role that counts there. */
export class Buyer {
  constructor(
    readonly person: Person,
    readonly company: Company,
    readonly role: Role,
    readonly roleId: string,
  ) {}

  get seesPrices(): boolean {
    return this.role.sees.includes('prices');
  }

  get seesTerms(): boolean {
    return this.role.sees.includes('terms');
  }

  /** May look at what the firm as a whole ordered. */
  get seesCompany(): boolean {
    return this.role.sees.includes('tier_company') || this.role.sees.includes('invoices');
  }

  get mayOrder(): boolean {
    return this.role.may.includes('order');
  }

  /** May put goods into a cart, be it only to hand the list to somebody who orders. */
  get mayCollect(): boolean {
    return this.mayOrder || this.role.may.includes('request_order');
  }

  get mayEnrol(): boolean {
    return this.role.may.includes('enrol');
  }

  get costCentres(): Company['costCentres'] {
    const own = this.person.costCentres;
    const allowed = this.company.costCentres.filter(({ code }) => own.length === 0 || own.includes(code));
    return allowed.length > 0 ? allowed : this.company.costCentres;
  }

  discount(category: string): number {
    return this.company.discounts[category] ?? this.company.discounts['default'] ?? 0;
  }

  /** Who else must agree to an order of this net value; `undefined` when nobody must. */
  approverFor(net: string): { name: string; limit: string } | undefined {
    if (this.role.may.includes('approve')) return undefined;
    const limits = [this.role.limitNet, this.company.approval?.limitNet].filter((limit) => limit !== undefined);
    const limit = limits.sort((a, b) => compare(parseDecimal(a)!, parseDecimal(b)!))[0];
    if (limit === undefined || compare(parseDecimal(net)!, parseDecimal(limit)!) <= 0) return undefined;
    return { name: this.approver?.name ?? 'die Geschäftsleitung', limit };
  }

  /** The person who releases orders: named by the firm, else its owner, else its purchaser. */
  get approver(): Person | undefined {
    const { people, approval } = this.company;
    return (
      people.find(({ id }) => id === approval?.approver) ??
      people.find(({ role }) => role === 'owner') ??
      people.find(({ role }) => role === 'purchaser')
    );
  }
}

/** Firms, people and rights as the shop knows them. */
export class Companies {
  constructor(
    readonly companies: readonly Company[],
    readonly roles: Readonly<Record<string, Role>>,
    readonly contacts: readonly Contact[],
    /** The merchant's own people: they see list prices and buy nothing. */
    readonly staff: readonly { id: string; name: string; role: string }[],
  ) {}

  company(id: string): Company | undefined {
    return this.companies.find((company) => company.id === id);
  }

  contact(id: string): Contact | undefined {
    return this.contacts.find((contact) => contact.id === id);
  }

  /** Firms that a person may buy for, the own one first. */
  choices(personId: string): Company[] {
    const own = this.companies.find(({ people }) => people.some(({ id }) => id === personId));
    const person = own?.people.find(({ id }) => id === personId);
    const others = (person?.alsoFor ?? []).map(({ company }) => this.company(company));
    return [own, ...others].filter((company) => company !== undefined);
  }

  buyer(personId: string | undefined, companyId?: string): Buyer | undefined {
    if (!personId) return undefined;
    const choices = this.choices(personId);
    const person = choices[0]?.people.find(({ id }) => id === personId);
    const company = choices.find(({ id }) => id === companyId) ?? choices[0];
    if (!person || !company) return undefined;
    const roleId =
      company === choices[0] ? person.role : (person.alsoFor.find((other) => other.company === company.id)?.role ?? '');
    const role = this.roles[roleId];
    return role && new Buyer(person, company, role, roleId);
  }
}

/** Reads `companies.yaml`. */
export async function loadCompanies(contentDir: string): Promise<Companies> {
  // The file is the shop's own master data, so its shape is trusted as any own database would be.
  const data = parse(await readFile(join(contentDir, 'companies.yaml'), 'utf8')) as any;
  const roles: Record<string, Role> = {};
  for (const [id, role] of Object.entries<any>(data.roles)) {
    roles[id] = { name: role.name, sees: role.sees ?? [], may: role.may ?? [], limitNet: role.limit_net };
  }
  const contacts = (data.contacts as any[]).map(({ id, display_name, role, phone, hours }) => ({
    id,
    name: display_name,
    role,
    phone,
    hours,
  }));
  const staff = ((data.shop_staff ?? []) as any[]).map(({ id, display_name, role }) => ({
    id,
    name: display_name,
    role,
  }));
  return new Companies((data.companies as any[]).map(readCompany), roles, contacts, staff);
}

function readCompany(row: any): Company {
  const { payment, approval } = row;
  return {
    id: row.id,
    number: row.customer_number,
    name: row.name,
    trade: row.trade,
    employees: row.employees,
    since: row.since,
    tier: row.tier ?? undefined,
    tierNote: row.tier_note,
    enrolled: row.participation === 'enrolled',
    branch: row.home_branch,
    contact: row.contact,
    payment: {
      method: payment.method,
      termDays: payment.term_days,
      collective: payment.collective_invoice ?? 'none',
      creditLine: payment.credit_line,
      creditUsed: payment.credit_used,
      cashDiscount: payment.cash_discount,
    },
    approval: approval && { limitNet: approval.limit_net, approver: approval.approver },
    discounts: row.price_discounts ?? {},
    costCentres: row.cost_centres ?? [],
    sites: (row.sites ?? []).map((site: any) => ({ ref: site.ref, name: site.name, costCentre: site.cost_centre })),
    people: (row.people as any[]).map((person) => ({
      id: person.id,
      name: person.display_name,
      role: person.role,
      since: person.since,
      newcomer: person.newcomer === true,
      costCentres: person.cost_centres ?? [],
      alsoFor: person.also_for ?? [],
    })),
  };
}

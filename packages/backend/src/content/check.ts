import type { Article } from './catalogue.js';
import type { CompaniesFile, Branch } from './company-schema.js';
import type { ProgrammeFile, ProgrammeWords } from './programme-schema.js';
import type { YamlFile } from './yaml.js';

type Path = readonly (string | number)[];
type Complain = (path: Path, message: string) => void;

export interface Files {
  programme: YamlFile<ProgrammeFile>;
  companies: YamlFile<CompaniesFile>;
  branches: YamlFile<{ branches: Branch[] }>;
  words: Map<string, YamlFile<ProgrammeWords>>;
  articles: readonly Article[];
}

/** Says so when `id` is not among `known`. */
function expectKnown(complain: Complain, path: Path, id: string | undefined, known: ReadonlySet<string>, what: string) {
  if (id === undefined || known.has(id)) return;
  const names = [...known];
  const hint = names.length <= 20 ? ` (${names.join(', ')})` : '';
  complain(path, `expected ${what}${hint}, got ${JSON.stringify(id)}`);
}

function expectUnique(complain: Complain, list: Path, ids: readonly string[], field = 'id') {
  const seen = new Set<string>();
  ids.forEach((id, index) => {
    if (seen.has(id))
      complain([...list, index, field], `expected each ${field} once, ${JSON.stringify(id)} is there twice`);
    seen.add(id);
  });
}

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

/** Checks what one file says about another, and what no schema can tell. */
export function checkReferences(files: Files): void {
  checkProgramme(files);
  checkCompanies(files);
  checkBranches(files);
  for (const words of files.words.values()) checkWords(files.programme.data, words);
}

function checkProgramme({ programme: { data, complain }, companies, branches, articles }: Files) {
  const tiers = new Set(ids(data.tiers));
  const benefits = new Set(ids(data.benefits));
  const clubs = new Set(data.club ? [data.club.id] : []);
  const roles = new Set(Object.keys(companies.data.roles));
  const branchIds = new Set(ids(branches.data.branches));
  const categories = new Set(articles.map(({ category }) => category));
  const groups = new Set(articles.map(({ group }) => group));

  expectUnique(complain, ['tiers'], ids(data.tiers));
  expectUnique(complain, ['benefits'], ids(data.benefits));
  expectKnown(
    complain,
    ['programme', 'contact'],
    data.programme.contact,
    new Set(ids(companies.data.contacts)),
    'a contact of companies.yaml',
  );
  data.tiers.forEach((tier, index) => {
    tier.unlocks.forEach((id, at) =>
      expectKnown(complain, ['tiers', index, 'unlocks', at], id, benefits, 'the id of a benefit'),
    );
    const [need, of] = (tier.need ?? '0 of 0').split(' of ').map(Number);
    if (tier.need && (of !== tier.criteria.length || need! > of!)) {
      complain(['tiers', index, 'need'], `expected "n of ${tier.criteria.length}", got ${JSON.stringify(tier.need)}`);
    }
  });
  data.club?.unlocks.forEach((id, at) =>
    expectKnown(complain, ['club', 'unlocks', at], id, benefits, 'the id of a benefit'),
  );

  data.benefits.forEach((benefit, index) => {
    const at = (...path: Path) => ['benefits', index, ...path];
    benefit.tiers.forEach((id, n) => expectKnown(complain, at('tiers', n), id, tiers, 'a tier'));
    expectKnown(complain, at('club'), benefit.club, clubs, 'the club');
    expectKnown(complain, at('instead_of'), benefit.instead_of, benefits, 'the id of a benefit');
    if (benefit.stacking === 'instead' && !benefit.instead_of)
      complain(at('stacking'), 'missing, expected instead_of beside "instead"');
    if (benefit.instead_of === benefit.id)
      complain(at('instead_of'), 'expected another benefit, got the benefit itself');
    if (benefit.valid_from && benefit.valid_until && benefit.valid_from > benefit.valid_until) {
      complain(
        at('valid_until'),
        `expected a day not before valid_from ${benefit.valid_from}, got ${JSON.stringify(benefit.valid_until)}`,
      );
    }
    const { value } = benefit;
    if (value?.type === 'percent' && (value.percent === undefined) === (value.from === undefined)) {
      complain(at('value'), 'expected either percent or from');
    }
    benefit.applies_to?.categories?.forEach((id, n) =>
      expectKnown(complain, at('applies_to', 'categories', n), id, categories, 'a category of catalogue.csv'),
    );
    benefit.applies_to?.groups?.forEach((id, n) =>
      expectKnown(complain, at('applies_to', 'groups', n), id, groups, 'a group of catalogue.csv'),
    );
    benefit.exclusions.forEach((exclusion, n) => {
      expectKnown(
        complain,
        at('exclusions', n, 'category'),
        exclusion.category,
        categories,
        'a category of catalogue.csv',
      );
      exclusion.groups?.forEach((id, m) =>
        expectKnown(complain, at('exclusions', n, 'groups', m), id, groups, 'a group of catalogue.csv'),
      );
    });
    for (const id of Object.keys(benefit.by_tier)) expectKnown(complain, at('by_tier', id), id, tiers, 'a tier');
    benefit.conditions.forEach((condition, n) => {
      const here = (field: string) => at('conditions', n, field);
      if (condition.type === 'tier') expectKnown(complain, here('tier'), condition.tier, tiers, 'a tier');
      if (condition.type === 'branch') expectKnown(complain, here('branch'), condition.branch, branchIds, 'a branch');
      if (condition.type === 'role')
        condition.roles.forEach((id) => expectKnown(complain, here('roles'), id, roles, 'a role'));
      if (condition.type === 'purchased')
        condition.groups.forEach((id) => expectKnown(complain, here('groups'), id, groups, 'a group'));
    });
  });
}

function checkCompanies({ programme, companies: { data, complain }, branches, articles }: Files) {
  const tiers = new Set(ids(programme.data.tiers));
  const roles = new Set(Object.keys(data.roles));
  const contacts = new Set(ids(data.contacts));
  const branchIds = new Set(ids(branches.data.branches));
  const companies = new Set(ids(data.companies));
  const categories = new Set([...articles.map(({ category }) => category), 'default']);
  const people = new Map<string, string>();

  expectUnique(complain, ['contacts'], ids(data.contacts));
  expectUnique(complain, ['companies'], ids(data.companies));
  expectUnique(
    complain,
    ['companies'],
    data.companies.map((company) => company.customer_number),
    'customer_number',
  );
  data.contacts.forEach(({ branch, deputy }, index) => {
    expectKnown(complain, ['contacts', index, 'branch'], branch, branchIds, 'a branch');
    expectKnown(complain, ['contacts', index, 'deputy'], deputy, contacts, 'a contact');
  });
  data.companies.forEach((company, index) => {
    const at = (...path: Path) => ['companies', index, ...path];
    expectKnown(complain, at('tier'), company.tier ?? undefined, tiers, 'a tier');
    expectKnown(complain, at('home_branch'), company.home_branch, branchIds, 'a branch');
    expectKnown(complain, at('contact'), company.contact, contacts, 'a contact');
    expectKnown(
      complain,
      at('approval', 'approver'),
      company.approval?.approver,
      new Set(ids(company.people)),
      'a person of this company',
    );
    if ((company.participation === 'enrolled') !== (company.tier !== null)) {
      complain(
        at('tier'),
        company.tier === null
          ? 'expected a tier, because the company is enrolled'
          : 'expected null, because the company is not enrolled',
      );
    }
    for (const category of Object.keys(company.price_discounts)) {
      expectKnown(
        complain,
        at('price_discounts', category),
        category,
        categories,
        'a category of catalogue.csv or default',
      );
    }
    const codes = new Set(company.cost_centres.map(({ code }) => code));
    company.sites.forEach((site, n) =>
      expectKnown(complain, at('sites', n, 'cost_centre'), site.cost_centre, codes, 'a cost centre of this company'),
    );
    company.people.forEach((person, n) => {
      const here = (...path: Path) => at('people', n, ...path);
      const other = people.get(person.id);
      if (other) complain(here('id'), `expected each person once, ${JSON.stringify(person.id)} is also in ${other}`);
      people.set(person.id, company.id);
      expectKnown(complain, here('role'), person.role, roles, 'a role');
      expectKnown(complain, here('preferred_branch'), person.preferred_branch, branchIds, 'a branch');
      person.cost_centres?.forEach((code, m) =>
        expectKnown(complain, here('cost_centres', m), code, codes, 'a cost centre of this company'),
      );
      person.also_for.forEach((place, m) => {
        expectKnown(complain, here('also_for', m, 'company'), place.company, companies, 'a company');
        expectKnown(complain, here('also_for', m, 'role'), place.role, roles, 'a role');
      });
    });
  });
}

function checkBranches({ programme, branches: { data, complain } }: Files) {
  const tiers = new Set(ids(programme.data.tiers));
  expectUnique(complain, ['branches'], ids(data.branches));
  data.branches.forEach((branch, index) => {
    const at = (...path: Path) => ['branches', index, ...path];
    const access = new Set(ids(branch.access_kinds));
    branch.early_opening.forEach((opening, n) => {
      opening.tiers.forEach((id, m) => expectKnown(complain, at('early_opening', n, 'tiers', m), id, tiers, 'a tier'));
      opening.access.forEach((id, m) =>
        expectKnown(complain, at('early_opening', n, 'access', m), id, access, 'an access kind of this branch'),
      );
    });
    branch.access_kinds.forEach((kind, n) =>
      kind.tiers?.forEach((id, m) => expectKnown(complain, at('access_kinds', n, 'tiers', m), id, tiers, 'a tier')),
    );
    branch.cut_off.forEach((rule, n) =>
      expectKnown(complain, at('cut_off', n, 'access'), rule.access, access, 'an access kind of this branch'),
    );
    for (const [days, spans] of Object.entries(branch.hours)) {
      spans.forEach(({ from, to }, n) => {
        if (from >= to) complain(at('hours', days, n), `expected an end after ${from}, got ${JSON.stringify(to)}`);
      });
    }
    expectUnique(
      complain,
      at('special_days'),
      branch.special_days.map(({ date }) => date),
      'date',
    );
    branch.special_days.forEach(({ closed, hours }, n) => {
      if ((closed === true) === (hours !== undefined))
        complain(at('special_days', n), 'expected either closed: true or hours');
    });
  });
}

function checkWords(programme: ProgrammeFile, { data, complain }: YamlFile<ProgrammeWords>) {
  const benefits = new Map(programme.benefits.map((benefit) => [benefit.id, benefit]));
  for (const [id, words] of Object.entries(data.benefits ?? {})) {
    const at = (...path: Path) => ['benefits', id, ...path];
    const benefit = benefits.get(id);
    expectKnown(complain, at(), id, new Set(benefits.keys()), 'the id of a benefit');
    if (!benefit) continue;
    const notes = benefit.conditions.filter((condition) => 'note' in condition && condition.note).length;
    if (words.conditions && words.conditions.length !== notes) {
      complain(
        at('conditions'),
        `expected ${notes} texts, one for each condition with a note, got ${words.conditions.length}`,
      );
    }
    if (words.exclusions && words.exclusions.length !== benefit.exclusions.length) {
      complain(
        at('exclusions'),
        `expected ${benefit.exclusions.length}, one for each exclusion, got ${words.exclusions.length}`,
      );
    }
    for (const tier of Object.keys(words.by_tier ?? {})) {
      expectKnown(complain, at('by_tier', tier), tier, new Set(Object.keys(benefit.by_tier)), 'a tier of by_tier');
    }
  }
  for (const tier of Object.keys(data.tiers ?? {})) {
    expectKnown(complain, ['tiers', tier], tier, new Set(ids(programme.tiers)), 'a tier');
  }
}

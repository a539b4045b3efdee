import { keepTogether } from '../format.js';
import type { BenefitRule, BenefitWords, ProgrammeWords, ValueRule } from './programme-schema.js';
import type { ProgrammeTexts } from './store.js';

export const LANGUAGES = ['de', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The programme with the texts of another language laid over it; what is not translated stays as it is. */
export function translate(source: Omit<ProgrammeTexts, 'byId'>, words: ProgrammeWords | undefined): ProgrammeTexts {
  const { programme } = source;
  const benefits = source.benefits.map((benefit) =>
    keepNumbers(translateBenefit(benefit, words?.benefits?.[benefit.id])),
  );
  return {
    programme: {
      ...programme,
      ...words?.programme,
      club: programme.club && { ...programme.club, ...words?.club },
    },
    tiers: source.tiers.map((tier) => {
      const own = words?.tiers?.[tier.id];
      return {
        ...tier,
        name: own?.name ?? tier.name,
        criteria: tier.criteria.map((criterion) => ({
          ...criterion,
          name: own?.criteria?.[criterion.id] ?? criterion.name,
        })),
      };
    }),
    roles: new Map([...source.roles].map(([id, role]) => [id, { ...role, name: words?.roles?.[id] ?? role.name }])),
    benefits,
    byId: new Map(benefits.map((benefit) => [benefit.id, benefit])),
  };
}

function translateBenefit(benefit: BenefitRule, words: BenefitWords | undefined): BenefitRule {
  if (!words) return benefit;
  const byTier: BenefitRule['by_tier'] = {};
  for (const [tier, variant] of Object.entries(benefit.by_tier)) {
    const own = words.by_tier?.[tier];
    // Only what differs in the tier: a key without a value would hide the text of the benefit itself.
    byTier[tier] = {
      ...variant,
      ...(own?.title && { title: own.title }),
      ...(own?.label && { label: own.label }),
      ...(own?.summary && { summary: own.summary }),
      ...(own?.compare && { compare: own.compare }),
      ...(variant.value && { value: translateValue(variant.value, own?.value) }),
      ...(variant.conditions && { conditions: translateNotes(variant.conditions, own?.conditions) }),
    };
  }
  return {
    ...benefit,
    title: words.title ?? benefit.title,
    label: words.label ?? benefit.label,
    summary: words.summary ?? benefit.summary,
    compare: words.compare ?? benefit.compare,
    reward: { for: words.reward ?? benefit.reward.for, note: words.reward_note ?? benefit.reward.note },
    value: benefit.value && translateValue(benefit.value, words.value, words.limit),
    conditions: translateNotes(benefit.conditions, words.conditions),
    exclusions: benefit.exclusions.map((exclusion, index) => ({ ...exclusion, ...words.exclusions?.[index] })),
    link: benefit.link && { ...benefit.link, label: words.link ?? benefit.link.label },
    by_tier: byTier,
  };
}

/** A value has one text: its words, or what it is a part of. */
function translateValue(value: ValueRule, words: string | undefined, limit?: string): ValueRule {
  if (value.type === 'text') return { ...value, text: words ?? value.text };
  if (value.type === 'money')
    return { ...value, basis: value.basis && (words ?? value.basis), limit: value.limit && (limit ?? value.limit) };
  if (value.type === 'percent') return { ...value, basis: value.basis && (words ?? value.basis) };
  return value;
}

function translateNotes(
  conditions: BenefitRule['conditions'],
  notes: readonly string[] | undefined,
): BenefitRule['conditions'] {
  let next = 0;
  return conditions.map((condition) =>
    'note' in condition && condition.note ? { ...condition, note: notes?.[next++] ?? condition.note } : condition,
  );
}

/** Numbers and the sign behind them stay on one line. Done once here, because the texts go out with every answer. */
function keepNumbers(benefit: BenefitRule): BenefitRule {
  const keep = <T extends { title?: string | undefined; label?: string | undefined; summary?: string | undefined }>(
    texts: T,
  ): T => ({
    ...texts,
    ...(texts.title && { title: keepTogether(texts.title) }),
    ...(texts.label && { label: keepTogether(texts.label) }),
    ...(texts.summary && { summary: keepTogether(texts.summary) }),
  });
  const byTier = Object.entries(benefit.by_tier).map(([tier, variant]) => [tier, keep(variant)]);
  return { ...keep(benefit), by_tier: Object.fromEntries(byTier) as BenefitRule['by_tier'] };
}

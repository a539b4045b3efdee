import type { Benefit, Condition } from '@tauwerk/core';
import type { Buyer } from '../buyer.js';
import type { Content } from '../content/store.js';
import type { BenefitRule, ConditionRule } from '../content/programme-schema.js';
import { formatMoney, formatNumber, formatPercent } from '../format.js';
import { checkCondition, isAboutPurchase } from './conditions.js';
import { applies, exclusionOf } from './match.js';
import type { Place } from './place.js';
import { fillText, tellsPrice, valueFor } from './value.js';

/** Rights that kept something from the buyer, gathered while benefits are assessed. */
export type Masked = Set<string>;

/** What a benefit is to this buyer at this place; `undefined` when it is nothing to them. */
export function assess(
  rule: BenefitRule,
  buyer: Buyer,
  place: Place,
  content: Content,
  masked: Masked,
): Benefit | undefined {
  if (place.context && !rule.placements.includes(place.context)) return undefined;
  if (!applies(rule, place.article) || exclusionOf(rule, place.article)) return undefined;
  if (rule.valid_until && buyer.today > rule.valid_until) return undefined;
  const standing = remembered(rule, buyer, content);
  if (!standing) return undefined;
  const missing = buyer.actor ? rule.needs.filter((right) => !buyer.sees(right)) : [];
  if (missing.length > 0) {
    missing.forEach((right) => masked.add(right));
    return undefined;
  }

  const { variant } = standing;
  const found = gather(variant.conditions, rule, buyer, place, content, standing.state);
  if (!found) return undefined;
  const conditions = [...standing.conditions, ...found.conditions];
  const unmet = conditions.some(({ met }) => !met);
  const shown = valueOf(variant, rule, buyer, place, masked);
  if (shown === 'nothing') return undefined;

  const fill = (text: string | undefined) => text && fillText(text, buyer, place);
  const compare = shown.masked ? undefined : variant.compare;
  const [label, without, withIt] = [fill(compare?.label), fill(compare?.without), fill(compare?.with)];
  return {
    id: rule.id,
    kind: rule.kind,
    effect: rule.effect,
    title: variant.title,
    label: variant.label,
    summary: fill(variant.summary),
    reward: variant.reward,
    value: shown.value as Benefit['value'],
    ...standing.stacking,
    conditions,
    state: found.ineligible ? 'ineligible' : (standing.state ?? (unmet ? 'available' : 'granted')),
    reason: found.ineligible ?? standing.reason,
    validFrom: rule.valid_from,
    validUntil: rule.valid_until,
    link: variant.link,
    unlocks: standing.unlocks,
    compare: label && without && withIt ? { label, without, with: withIt } : undefined,
  };
}

interface Standing {
  /** Tier whose variant of the texts counts. */
  tier: string;
  /** Fixed by who asks; else the conditions decide. */
  state?: Benefit['state'] | undefined;
  reason?: string | undefined;
  unlocks?: string | undefined;
  conditions: Condition[];
}

/** What is the same for each of a hundred articles is worked out once for a buyer. */
type Remembered = Standing & { variant: BenefitRule; stacking: ReturnType<typeof stackingOf> };
const memory = new WeakMap<Buyer, Map<BenefitRule, Remembered | undefined>>();

function remembered(rule: BenefitRule, buyer: Buyer, content: Content): Remembered | undefined {
  let own = memory.get(buyer);
  if (!own) memory.set(buyer, (own = new Map()));
  if (!own.has(rule)) {
    const standing = standingOf(rule, buyer, content);
    const variant = standing && ({ ...rule, ...rule.by_tier[standing.tier] } as BenefitRule);
    own.set(rule, standing && variant && { ...standing, variant, stacking: stackingOf(rule, buyer) });
  }
  return own.get(rule);
}

/** Where the buyer stands towards a benefit by audience, tier and club; `undefined` when it is behind them. */
function standingOf(rule: BenefitRule, buyer: Buyer, content: Content): Standing | undefined {
  const { audience, words, texts, actor } = buyer;
  const { name, club } = texts.programme;
  const rank = Math.max(buyer.rank, 0);
  const ranks = rule.tiers.map((id) => content.tierIds.indexOf(id));
  const condition = (type: string, text: string): Condition => ({ type, text, met: false }) as Condition;
  const outside: Partial<Record<Buyer['audience'], Standing>> = {
    guest: { tier: '', state: 'available', conditions: [condition('enrolment', words.signInFirst(name))] },
    'not-enrolled': {
      tier: content.tierIds[0]!,
      state: 'locked',
      reason: words.inProgramme(name),
      unlocks: words.inProgramme(name),
      conditions: [condition('enrolment', words.joinFirst(name))],
    },
    pending: {
      tier: content.tierIds[0]!,
      state: 'pending',
      reason: words.pending(name),
      conditions: [condition('enrolment', words.joinFirst(name))],
    },
    ineligible: {
      tier: content.tierIds[0]!,
      state: 'ineligible',
      reason: actor?.company.participation_note ?? words.notForYou(name),
      conditions: [],
    },
  };
  const now = outside[audience] ?? { tier: buyer.tierId, conditions: [] };

  if (!ranks.includes(rank)) {
    const above = Math.min(...ranks.filter((own) => own > rank));
    const tier = texts.tiers[above];
    if (!tier) return undefined;
    return {
      ...now,
      tier: tier.id,
      state: 'locked',
      reason:
        audience === 'member' && buyer.sees('tier_company') ? words.yourTier(texts.tiers[rank]!.name) : now.reason,
      unlocks: unlockWords(buyer, above),
      conditions: [...now.conditions, condition('tier', words.fromTier(tier.name))],
    };
  }
  if (rule.club && club && audience === 'member') {
    const membership = actor?.company.club;
    if (!membership)
      return {
        ...now,
        state: 'locked',
        unlocks: words.byInvitation(club.name),
        conditions: [condition('invitation', words.byInvitation(club.name))],
      };
    // The invitation itself is what an invited firm has; the rest comes with accepting it.
    if (membership === 'invited' && rule.kind !== 'club')
      return { ...now, conditions: [condition('invitation', words.acceptInvitation(club.name))] };
  }
  return now;
}

/** What opens a tier: its name and its main criterion. */
function unlockWords({ texts, words, language }: Buyer, rank: number): string {
  const { name, criteria, need } = texts.tiers[rank]!;
  const [main] = criteria;
  if (!main) return words.fromTier(name);
  const target =
    main.unit === 'EUR'
      ? formatMoney(String(main.target), texts.programme.currency, language, true)
      : main.unit === 'percent'
        ? formatPercent(String(main.target), language)
        : formatNumber(String(main.target), language);
  const [some, all] = need?.split(' of ') ?? [];
  return words.unlocks(name, words.criterion(target, main.name), some && all && words.need(some, all));
}

/** Checks the conditions; for somebody outside the programme only those of the purchase. */
function gather(
  rules: readonly ConditionRule[],
  rule: BenefitRule,
  buyer: Buyer,
  place: Place,
  content: Content,
  fixed?: Benefit['state'],
) {
  const conditions: Condition[] = [];
  let ineligible: string | undefined;
  for (const condition of rules) {
    // What depends on a firm cannot be promised to somebody of whom nothing is known yet.
    if (buyer.audience === 'guest' && ['agreement', 'inactive'].includes(condition.type)) return undefined;
    if (
      buyer.audience !== 'member' &&
      buyer.audience !== 'guest' &&
      ['agreement', 'inactive', 'first-orders'].includes(condition.type)
    ) {
      const finding =
        condition.type === 'first-orders' ? checkCondition(condition, rule, buyer, place, content) : { hide: true };
      if ('hide' in finding) return undefined;
    }
    if (fixed && !isAboutPurchase(condition)) continue;
    const finding = checkCondition(condition, rule, buyer, place, content);
    if ('hide' in finding) return undefined;
    if ('ineligible' in finding) ineligible = finding.ineligible;
    else if ('condition' in finding) conditions.push(finding.condition);
  }
  return { conditions, ineligible };
}

/** The value as far as the buyer may see it; `nothing` when a benefit is its value and there is none. */
function valueOf({ value }: BenefitRule, rule: BenefitRule, buyer: Buyer, place: Place, masked: Masked) {
  if (!value) return {};
  if (tellsPrice(value) && !buyer.sees('prices')) {
    if (buyer.actor) masked.add('prices');
    return { masked: true };
  }
  const shown = valueFor(rule, value, buyer, place);
  const isAgreement = value.type === 'percent' && value.from !== undefined;
  return isAgreement && place.article && !shown ? ('nothing' as const) : { value: shown };
}

/** What an `instead` replaces: the nearest of the chain that this buyer has; without one it simply comes on top. */
function stackingOf(rule: BenefitRule, { texts, rank }: Buyer): Pick<Benefit, 'insteadOf' | 'stacking'> {
  if (rule.stacking !== 'instead') return { stacking: rule.stacking, insteadOf: undefined };
  const tierId = texts.tiers[Math.max(rank, 0)]!.id;
  const seen = new Set([rule.id]);
  for (let id = rule.instead_of; id && !seen.has(id); id = texts.byId.get(id)?.instead_of) {
    seen.add(id);
    const other = texts.byId.get(id);
    if (other?.tiers.includes(tierId))
      return { stacking: 'instead', insteadOf: { id, title: other.by_tier[tierId]?.title ?? other.title } };
  }
  return { stacking: 'additional', insteadOf: undefined };
}

import type { Benefit, BenefitItem } from '@tauwerk/core';
import type { Buyer } from '../buyer.js';
import type { Article } from '../content/catalogue.js';
import type { BenefitRule } from '../content/programme-schema.js';
import type { Content } from '../content/store.js';
import { unitWord } from '../format.js';
import { assess, type Masked } from './assess.js';
import { exclusionOf, lowersPrice } from './match.js';
import { ONE, priceFor, type Place } from './place.js';

/** Benefits of the buyer at a place, out of those that `wanted` lets through. */
export function collectBenefits(
  buyer: Buyer,
  place: Place,
  content: Content,
  masked: Masked,
  wanted: (rule: BenefitRule) => boolean,
): Benefit[] {
  const benefits: Benefit[] = [];
  for (const rule of buyer.texts.benefits) {
    const benefit = wanted(rule) && assess(rule, buyer, place, content, masked);
    if (benefit) benefits.push(benefit);
  }
  return withoutSuperseded(benefits, buyer);
}

/** A longer payment term makes the shorter ones that it replaces pointless; of discounts both are told, as the quantity decides. */
function withoutSuperseded(benefits: Benefit[], { texts }: Buyer): Benefit[] {
  const gone = new Set<string>();
  for (const { id, stacking, state, value } of benefits) {
    if (stacking !== 'instead' || value?.type !== 'days' || (state !== 'granted' && state !== 'available')) continue;
    for (
      let other = texts.byId.get(id)?.instead_of;
      other && !gone.has(other);
      other = texts.byId.get(other)?.instead_of
    )
      gone.add(other);
  }
  return benefits.filter(({ id }) => !gone.has(id));
}

/** In a cart each line shows what concerns the line; what concerns the order is shown once. */
export const concernsLine = ({ scope }: BenefitRule, context: Place['context']) =>
  scope === 'article' || (context !== 'cart' && context !== 'checkout');

/** Where an exclusion is worth telling when nobody said where the badge stands. */
const ARTICLE_PLACEMENTS = ['product', 'list', 'cart'] as const;

/** The exclusion of an article that matters most: of a discount first. */
function excludedFrom(article: Article, buyer: Buyer, context: Place['context']): BenefitItem['excluded'] {
  if (buyer.audience === 'guest') return undefined;
  const places = context ? [context] : ARTICLE_PLACEMENTS;
  const hits = buyer.texts.benefits.filter(
    (rule) =>
      rule.scope === 'article' &&
      rule.tiers.includes(buyer.tierId) &&
      rule.needs.every(buyer.sees) &&
      places.some((place) => rule.placements.includes(place)) &&
      !(rule.valid_until && buyer.today > rule.valid_until) &&
      !(rule.valid_from && buyer.today < rule.valid_from) &&
      exclusionOf(rule, article),
  );
  const rule = hits.find(lowersPrice) ?? hits[0];
  const exclusion = rule && exclusionOf(rule, article);
  return exclusion && { title: exclusion.title ?? rule.label ?? rule.title, reason: exclusion.reason };
}

/** The answer for one article; an article that nobody knows has no benefits. */
export function itemFor(
  sku: string,
  buyer: Buyer,
  content: Content,
  masked: Masked,
  place: Partial<Place> = {},
): BenefitItem {
  const article = content.articles.get(sku);
  if (!article) return { sku, benefits: [] } as unknown as BenefitItem;
  const { currency } = buyer.texts.programme;
  const quantity = place.quantity ?? ONE;
  const price = buyer.sees('prices') ? priceFor(buyer, article, quantity) : undefined;
  if (!price && buyer.actor) masked.add('prices');
  const here: Place = { ...place, article, quantity, price };
  return {
    sku,
    name: article.name,
    unit: unitWord(article, buyer.language),
    netPrice: price && { amount: price.pack, currency },
    listPrice: price && { amount: price.list, currency },
    benefits: collectBenefits(buyer, here, content, masked, (rule) => concernsLine(rule, place.context)),
    excluded: excludedFrom(article, buyer, place.context),
  };
}

import type { Article } from '../content/catalogue.js';
import type { BenefitRule } from '../content/programme-schema.js';

/** Whether a benefit is meant for the article. Without an article every benefit is. */
export function applies({ applies_to: to }: BenefitRule, article: Article | undefined): boolean {
  if (!to || !article) return true;
  return (
    (!to.categories || to.categories.includes(article.category)) && (!to.groups || to.groups.includes(article.group))
  );
}

export type Exclusion = BenefitRule['exclusions'][number];

/** Whether an exclusion says which articles it is about; others only tell something. */
const namesArticles = ({ category, groups, handling }: Exclusion) => !!(category || groups || handling);

/** Whether articles of a cart may not count, so that the page cannot measure by the whole cart. */
export const leavesOut = ({ exclusions }: BenefitRule) => exclusions.some(namesArticles);

/** Why the article is left out of a benefit of its category; `undefined` when it is not. */
export function exclusionOf(
  { exclusions, applies_to: to }: BenefitRule,
  article: Article | undefined,
): Exclusion | undefined {
  // Groups of `applies_to` do not matter here: an exclusion explains why a neighbour of the meant articles is left out.
  if (!article || (to?.categories && !to.categories.includes(article.category))) return undefined;
  return exclusions.find((exclusion) => {
    const { category, groups, handling } = exclusion;
    return (
      namesArticles(exclusion) &&
      (!category || category === article.category) &&
      (!groups || groups.includes(article.group)) &&
      (!handling || handling.includes(article.handling))
    );
  });
}

/** Whether a benefit lowers the price of a line: what an exclusion from it says matters most. */
export const lowersPrice = ({ value, stacking }: BenefitRule) =>
  stacking !== 'included' &&
  value?.type === 'percent' &&
  value.percent !== undefined &&
  (value.of ?? (value.basis ? 'other' : 'line')) === 'line';

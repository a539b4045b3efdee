import {
  accountBenefits,
  cartBenefits,
  isOfOrder,
  quote,
  type BenefitContext,
  type CartLine,
  type Client,
} from '@tauwerk/core';

export { cartBenefits };

/** Where benefits without an article come from: the cart or the account. */
export const sourceOf = (
  client: Client,
  context: BenefitContext,
  locale: string,
  cart: readonly CartLine[] | undefined,
) => (isOfOrder(context) ? quote(client, cart ?? [], locale) : accountBenefits(client, context, locale));

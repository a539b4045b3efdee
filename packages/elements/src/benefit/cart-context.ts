import type { BenefitContext } from '@tauwerk/core';

/** Whether a place stands for the order as a whole. */
export const isOfOrder = (context: BenefitContext): boolean => context === 'cart' || context === 'checkout';

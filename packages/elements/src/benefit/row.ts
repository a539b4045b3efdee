import type { Benefit } from '@tauwerk/core';
import { iconOfKind } from '../base/icons.js';
import type { Words } from '../locales/en.js';

/** A benefit, or a state, in a line: the same words serve chip, line, card, list and details. */
export interface Row {
  icon: string;
  label: string;
  value?: string | undefined;
  tone: '' | 'plain' | 'plain dash' | 'warn';
  /** Said to a screen reader where sighted people see it by colour and drawing. */
  hint?: string | undefined;
}

/** A benefit with what the rules found for this very purchase; without them the backend's own labels stand. */
export interface ShownBenefit extends Benefit {
  /** Worth in words. */
  worth?: string | undefined;
  /** Distance in words, e.g. "250 € more in this order". */
  distance?: string | undefined;
}

/** A benefit as a row with its short name. */
export function rowOf(benefit: ShownBenefit, text: Words): Row {
  const { state, title, label = title, value } = benefit;
  switch (state) {
    case 'locked':
      return { icon: 'lock', label, tone: 'plain dash', hint: text.locked };
    case 'pending':
      return { icon: 'hourglass', label, tone: 'plain', hint: text.pending };
    case 'ineligible':
      return { icon: 'ban', label, tone: 'plain', hint: text.ineligible };
    case 'available':
      return { icon: 'goal', label: benefit.distance ?? label, tone: '' };
    default: {
      const worth = benefit.worth ?? value?.label;
      return {
        icon: iconOfKind(benefit.kind),
        label,
        // A label that already says "45 days" does not say it twice.
        value: worth && label.includes(worth) ? undefined : worth,
        tone: value?.type === 'points' ? 'plain' : '',
      };
    }
  }
}

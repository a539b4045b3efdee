import { reflect } from '../base/attributes.js';
import { lazy } from '../base/lazy.js';
import { BenefitElement, type BenefitView } from '../benefit/benefit-element.js';
import { sheets } from './benefit-badge.styles.js';
import { drawChips, drawIcon } from './chips.js';

type Variant = 'chip' | 'line' | 'card' | 'icon';
const VARIANTS: readonly Variant[] = ['chip', 'line', 'card', 'icon'];
const ATTRIBUTES = ['variant', 'max'];

const blocks = lazy('the variants "line" and "card"', () => import('../benefit/blocks.js'));

/**
 * Shows a buyer's benefits beside an article, a cart line or an order: in money on the buyer's own net price and
 * quantity, with the reason and the way there. Details open in a popover.
 *
 * @element tau-benefit-badge
 *
 * @csspart chip - The button of the variant `chip`.
 * @csspart icon - The button of the variant `icon`.
 * @csspart card - The box of the variant `card`.
 * @csspart line - One benefit as a line.
 * @csspart label - Name of the benefit.
 * @csspart value - What it is worth.
 * @csspart reason - Grey text below.
 * @csspart popover - The details.
 * @csspart group - Benefits with the same effect.
 * @csspart comparison - The table with and without the programme.
 * @csspart close - The button that closes the details.
 * @csspart button - The button that leads to the programme.
 * @csspart link - Links of the programme.
 *
 * @fires {StateEvent} tau-state - The element entered another state.
 * @fires {BenefitViewEvent} tau-benefit-view - Benefits were on screen for the first time.
 * @fires {BenefitToggleEvent} tau-benefit-open - The details were opened.
 * @fires {BenefitToggleEvent} tau-benefit-close - The details were closed.
 * @fires {EnrolRequestEvent} tau-enrol-request - The buyer wants to join; cancelable.
 */
export class BenefitBadge extends BenefitElement {
  static override sheets = sheets;
  static override lazy = true;

  /**
   * `chip` (default), `line`, `card` or `icon`.
   * @attr variant
   */
  declare variant: string | null;
  /**
   * Most benefits that are shown before "+2", 1 to 20. Default 1; 3 for `card`.
   * @attr max
   */
  declare max: string | null;

  private get shape(): Variant {
    const variant = this.variant as Variant;
    return VARIANTS.includes(variant) ? variant : 'chip';
  }

  private get most(): number {
    const max = Math.floor(Number(this.max));
    return max >= 1 && max <= 20 ? max : this.shape === 'card' ? 3 : 1;
  }

  protected override get simple(): boolean {
    return this.shape === 'chip' || this.shape === 'icon';
  }

  override get leading(): 'effect' | 'value' {
    return this.lead === 'effect' || (this.lead !== 'value' && this.shape === 'card') ? 'effect' : 'value';
  }

  protected override drawView(view: BenefitView): boolean | null {
    const box = this.box!;
    const variant = this.shape;
    const part = this.simple ? null : this.follow('blocks', blocks);
    if (part === undefined) return false;
    if (part) return part.drawBlock(this, box, view, variant as 'line' | 'card', this.most);
    if (variant === 'icon') drawIcon(box, view);
    else drawChips(box, view, this.most);
    return true;
  }

  protected override drawSkeleton(label: string): void {
    const there = this.box!.firstElementChild;
    if (there && !there.matches('.late')) return;
    const bar = there ?? this.box!.appendChild(document.createElement('span'));
    bar.className = `skeleton late ${this.shape}-skeleton`;
    bar.setAttribute('role', 'img');
    bar.setAttribute('aria-label', label);
    bar.setAttribute('aria-hidden', String(!label));
  }
}

reflect(BenefitBadge, ATTRIBUTES);

declare global {
  interface HTMLElementTagNameMap {
    'tau-benefit-badge': BenefitBadge;
  }
}

import { isOfOrder } from '@tauwerk/core';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { reflect } from '../base/attributes.js';
import { BenefitElement, type BenefitView } from '../benefit/benefit-element.js';
import { blockOf } from '../benefit/blocks.js';
import { groups, invitation } from '../benefit/groups.js';
import { line } from '../benefit/rows.js';
import { apply } from '../benefit/rules.js';
import { drawState, stateLine, staleText } from '../benefit/state-line.js';
import { sheets } from './benefit-list.styles.js';

const ATTRIBUTES = ['without-heading'];

/**
 * Shows the benefits of an account, a cart, a page or the programme in their groups: saves work, simplifies buying,
 * helps cash flow.
 *
 * @element tau-benefit-list
 *
 * @slot heading - Heading instead of the built-in one.
 *
 * @csspart heading - The heading.
 * @csspart group - Benefits with the same effect.
 * @csspart line - One benefit as a line.
 * @csspart label - Name of the benefit.
 * @csspart value - What it is worth, or its state.
 * @csspart reason - Grey text below.
 * @csspart button - The button that leads to the programme.
 * @csspart link - Links of the programme.
 *
 * @fires {StateEvent} tau-state - The element entered another state.
 * @fires {BenefitViewEvent} tau-benefit-view - Benefits were on screen for the first time.
 * @fires {EnrolRequestEvent} tau-enrol-request - The buyer wants to join; cancelable.
 */
export class BenefitList extends BenefitElement {
  static override sheets = sheets;

  /**
   * Leaves out the heading, where the page has one of its own.
   * @attr without-heading
   */
  declare withoutHeading: string | null;

  protected override get simple(): boolean {
    return false;
  }

  override get leading(): 'effect' | 'value' {
    return this.lead === 'value' ? 'value' : 'effect';
  }

  protected override drawView(view: BenefitView): boolean | null {
    const ready = apply(this, view, this.leading);
    if (!ready) return ready;
    render(this.#content(view), blockOf(this.box!, 'stack'));
    return true;
  }

  protected override drawSkeleton(label: string): void {
    // The button that was pressed keeps its place, and the focus, until the answer comes.
    if (this.box!.querySelector('[data-tau=retry]')) return;
    const bar = html`<span class="skeleton late"></span>`;
    render(
      html`<div class="stack" role="status" aria-label=${label} aria-hidden=${!label}>${bar}${bar}${bar}</div>`,
      blockOf(this.box!, 'stack'),
    );
  }

  #content(view: BenefitView): TemplateResult {
    const { state, benefits } = view;
    const invited = state === 'guest' || state === 'not-enrolled';
    const row = stateLine(view);
    const options = {
      withState: !invited && this.context === 'account',
      brief: isOfOrder(this.context),
      top: this.hasAttribute('without-heading'),
    };
    return html`
      ${
        options.top ? nothing : html`<slot name="heading"><h3 class="title" part="heading">${heading(view)}</h3></slot>`
      }
      ${benefits.length ? html`<div>${groups(view, options)}</div>` : nothing}
      ${state === 'offline' ? line({ icon: 'offline', label: staleText(view), tone: 'plain' }) : nothing}
      ${invited ? invitation(view) : row ? drawState(view, row) : nothing}
    `;
  }
}

function heading({ state, programme, facts }: BenefitView): string {
  const { text } = facts!.i18n;
  return state === 'guest' || state === 'not-enrolled' ? text.programmeTitle(programme?.name) : text.benefits;
}

reflect(BenefitList, ATTRIBUTES);

declare global {
  interface HTMLElementTagNameMap {
    'tau-benefit-list': BenefitList;
  }
}

/** `CustomEvent` and never `Event`: old libraries replace the global `Event`. */
abstract class TauEvent<Detail> extends CustomEvent<Detail> {
  constructor(type: string, detail: Detail, cancelable = false) {
    super(type, { detail, bubbles: true, composed: true, cancelable });
  }
}

/** States that every widget designs; reflected as the attribute `state`. */
export type WidgetState =
  | 'loading'
  | 'ready'
  | 'empty'
  | 'guest'
  | 'not-enrolled'
  | 'pending'
  | 'ineligible'
  | 'error'
  | 'offline'
  | 'unsupported'
  | 'disabled';

/** `tau-state`: a widget entered another state; `reason` says why in English, for developers. */
export class StateEvent extends TauEvent<{ state: WidgetState; reason: string }> {
  constructor(state: WidgetState, reason: string) {
    super('tau-state', { state, reason });
  }
}

/** `tau-benefit-view`: benefits were on screen for the first time; ids only, nothing about the person. */
export class BenefitViewEvent extends TauEvent<{ sku: string; benefits: string[] }> {
  constructor(sku: string, benefits: string[]) {
    super('tau-benefit-view', { sku, benefits });
  }
}

/** `tau-benefit-open` and `tau-benefit-close`: the details were opened or closed. */
export class BenefitToggleEvent extends TauEvent<{ sku: string }> {
  constructor(type: 'tau-benefit-open' | 'tau-benefit-close', sku: string) {
    super(type, { sku });
  }
}

/** `tau-enrol-request`: the buyer wants to join; `preventDefault()` keeps the link from being followed. */
export class EnrolRequestEvent extends TauEvent<{ href: string }> {
  constructor(href: string) {
    super('tau-enrol-request', { href }, true);
  }
}

/** By the names that pages listen to. */
export interface TauEventMap {
  'tau-state': StateEvent;
  'tau-benefit-view': BenefitViewEvent;
  'tau-benefit-open': BenefitToggleEvent;
  'tau-benefit-close': BenefitToggleEvent;
  'tau-enrol-request': EnrolRequestEvent;
}

declare global {
  interface HTMLElementEventMap extends TauEventMap {}
  interface DocumentEventMap extends TauEventMap {}
}

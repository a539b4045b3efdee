import { css } from '../base/css.js';

/**
 * The token layer, first part: what chips need. Public `--tau-*` properties are only read here, never set, so that a shop
 * may set them anywhere above the element. Private `--_*` names are worked out once per element and are the only ones that
 * widget styles use.
 *
 * Three inputs decide every colour: accent, text and surface. The contrast rule is CSS (OKLCH relative colours): text of
 * the accent reaches 4.5:1 and lines reach 3:1 (WCAG 2.2, 1.4.3 and 1.4.11) whatever the accent is.
 * No `rem`: shops set `html { font-size: 62.5% }`.
 */
export const tokens = css`
  :host {
    --_accent: var(--tau-color-accent, #0e6470); /* the one brand colour; any value is allowed */
    --_text: var(--tau-color-text, light-dark(#1c2227, #e9ecef)); /* body text */
    --_surface: var(--tau-color-surface, light-dark(#ffffff, #171a1d)); /* what the component lies on */
    --_muted: var(
      --tau-color-text-muted,
      color-mix(in oklab, var(--_text) 74%, var(--_surface))
    ); /* secondary text, >= 4.5:1 */
    --_line: var(
      --tau-color-line,
      color-mix(in oklab, var(--_text) 14%, var(--_surface))
    ); /* hairlines, decoration only */
    --_control: var(
      --tau-color-line-control,
      color-mix(in oklab, var(--_text) 52%, var(--_surface))
    ); /* borders of inputs and buttons, >= 3:1 */
    --_accent-text: var(
      --tau-color-accent-text,
      light-dark(
        oklch(from var(--_accent) min(l, 0.46) min(c, 0.15) h / 1),
        oklch(from var(--_accent) clamp(0.8, l, 0.9) min(c, 0.11) h / 1)
      )
    ); /* links, icons, values, >= 4.5:1 on surface and tint */
    --_accent-line: var(
      --tau-color-accent-line,
      light-dark(
        oklch(from var(--_accent) min(l, 0.57) min(c, 0.16) h / 1),
        oklch(from var(--_accent) clamp(0.7, l, 0.86) min(c, 0.13) h / 1)
      )
    ); /* bars, selected borders, focus ring, >= 3:1 */
    --_accent-tint: var(
      --tau-color-accent-tint,
      light-dark(
        color-mix(in oklab, var(--_accent-line) 7%, var(--_surface)),
        color-mix(in oklab, var(--_accent-line) 13%, var(--_surface))
      )
    ); /* quiet background of selected or highlighted parts */
    --_warning: var(--tau-color-warning, light-dark(#855000, #efbd66)); /* act soon */
    --_radius: var(--tau-radius, 6px); /* controls, chips, cells; 0 / 6 / 12 */
    --_font: var(--tau-font-family, inherit);
    --_fs-s: var(--tau-font-size-s, 13px); /* captions, chips, help text */
    --_fw: var(--tau-font-weight-strong, 600);
    --_t: var(--tau-motion-duration, 140ms);
    --_ease: var(--tau-motion-easing, cubic-bezier(0.2, 0, 0, 1));
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([theme='auto']) {
    color-scheme: light dark;
  }
  :host([radius='0']) {
    --_radius: 0px;
  }
  :host([radius='6']) {
    --_radius: 6px;
  }
  :host([radius='12']) {
    --_radius: 12px;
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_t: 0ms;
    }
  }
  @media (forced-colors: active) {
    :host {
      --_text: CanvasText;
      --_muted: CanvasText;
      --_surface: Canvas;
      --_line: GrayText;
      --_control: ButtonText;
      --_accent-text: LinkText;
      --_accent-line: Highlight;
      --_accent-tint: Canvas;
      --_warning: CanvasText;
    }
  }
  @media print {
    :host {
      color-scheme: light;
    }
  }
`;

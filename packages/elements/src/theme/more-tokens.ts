import { css } from '../base/css.js';

/** The token layer, second part: what lines, cards, lists and the details need beyond chips. */
export const moreTokens = css`
  :host {
    --_sunken: var(
      --tau-color-sunken,
      color-mix(in oklab, var(--_text) 5%, var(--_surface))
    ); /* tracks, skeletons, group headers */
    --_raised: var(
      --tau-color-raised,
      light-dark(var(--_surface), color-mix(in oklab, var(--_text) 7%, var(--_surface)))
    ); /* popover, dialog */
    --_accent-fill: var(
      --tau-color-accent-fill,
      light-dark(
        oklch(
          from var(--_accent) calc(min(l, 0.53) + clamp(0, (l - 0.65) * 1000, 1) * (l - min(l, 0.53))) min(c, 0.19) h /
            1
        ),
        oklch(from var(--_accent) clamp(0.72, l, 0.86) min(c, 0.13) h / 1)
      )
    ); /* filled button, selected cell */
    --_on-accent: var(
      --tau-color-on-accent,
      light-dark(oklch(from var(--_accent) calc(1 - clamp(0, (l - 0.65) * 1000, 1) * 0.8) 0 h / 1), oklch(0.19 0 0))
    ); /* text on accent-fill, >= 4.5:1 */
    --_positive: var(--tau-color-positive, light-dark(#17693a, #86d3a3)); /* done, confirmed */
    --_critical: var(--tau-color-critical, light-dark(#b0251c, #ff9f94)); /* failed, refused */
    --_s1: var(--tau-space-1, 4px); /* icon to text inside a chip */
    --_s2: var(--tau-space-2, 8px); /* between related items */
    --_s3: var(--tau-space-3, 12px); /* list row padding */
    --_s4: var(--tau-space-4, 16px); /* card padding */
    --_s5: var(--tau-space-5, 24px); /* between groups */
    --_size: var(--tau-size-control, 44px); /* height of buttons and inputs */
    --_radius-card: var(--tau-radius-card, calc(var(--_radius) * 1.34)); /* cards, popover, dialog */
    --_shadow: var(
      --tau-shadow-overlay,
      0 1px 2px light-dark(rgb(16 24 32 / 0.08), rgb(0 0 0 / 0.5)),
      0 12px 32px light-dark(rgb(16 24 32 / 0.16), rgb(0 0 0 / 0.55))
    ); /* the only elevation: popover, dialog, toast */
    --_fs: var(--tau-font-size, 15px); /* body */
    --_fs-l: var(--tau-font-size-l, 18px); /* headings, key figures */
  }
  :host([density='compact']) {
    --_fs: var(--tau-font-size, 14px);
    --_s3: var(--tau-space-3, 8px);
    --_s4: var(--tau-space-4, 12px);
    --_s5: var(--tau-space-5, 16px);
    --_size: var(--tau-size-control, 36px);
  }
  /* Fingers always get 44 px, whatever the density says. */
  @media (pointer: coarse) {
    :host {
      --_size: max(44px, var(--tau-size-control, 44px));
    }
  }
  @media (forced-colors: active) {
    :host {
      --_raised: Canvas;
      --_sunken: Canvas;
      --_accent-fill: Highlight;
      --_on-accent: HighlightText;
      --_positive: CanvasText;
      --_critical: CanvasText;
    }
  }
`;

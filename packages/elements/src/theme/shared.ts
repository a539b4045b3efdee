import { css } from '../base/css.js';

/**
 * Parts that all widgets share. Text properties that a page sets on `*` or on ancestors are taken back on the widgets'
 * own boxes (`.tau`), not on `:host`, where page rules would win.
 */
export const shared = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  :host([state='unsupported']),
  [hidden] {
    display: none !important;
  }
  .box {
    display: contents;
  }
  .tau {
    font-family: var(--_font);
    font-weight: 400;
    font-style: normal;
    font-variant-numeric: tabular-nums;
    letter-spacing: normal;
    word-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-shadow: none;
    text-transform: none;
    white-space: normal;
    color: var(--_text);
    overflow-wrap: break-word;
  }
  button {
    appearance: none;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  :focus-visible {
    outline: 2px solid var(--_accent-line);
    outline-offset: 2px;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .icon {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .small {
    inline-size: 16px;
    block-size: 16px;
    stroke-width: 1.75;
  }
  .skeleton {
    display: block;
    block-size: 12px;
    border-radius: min(var(--_radius), 6px);
    background: color-mix(in oklab, var(--_text) 9%, var(--_surface));
    animation: pulse 1.6s ease-in-out infinite alternate;
  }
  /* A wait shorter than this is not worth a flicker. */
  .late {
    animation: appear 0s 300ms both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  @keyframes pulse {
    to {
      opacity: 0.55;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .skeleton:not(.late) {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .skeleton {
      border: 1px solid GrayText;
    }
  }
`;

/** Text of lines, cards, lists and details. */
export const moreShared = css`
  .block,
  .pop {
    font-size: var(--_fs);
    line-height: 1.45;
    hyphens: manual;
  }
  p,
  h3,
  h4,
  ul,
  table {
    margin: 0;
    padding: 0;
    font: inherit;
    list-style: none;
  }
  :is(.block, .pop) button {
    font: inherit;
    letter-spacing: inherit;
    color: inherit;
    text-align: inherit;
  }
  p,
  li {
    text-wrap: pretty;
  }
  :is(.block, .pop) .link {
    display: inline-block;
    min-block-size: 24px;
    border-radius: 2px;
    color: var(--_accent-text);
    text-decoration: underline 1px;
    text-underline-offset: 3px;
  }
  .link:hover {
    text-decoration-thickness: 2px;
  }
  :host(:dir(rtl)) .flip {
    scale: -1 1;
  }
`;

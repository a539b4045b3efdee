import { css, sheet } from '../base/css.js';
import { moreTokens } from '../theme/more-tokens.js';
import { moreShared } from '../theme/shared.js';

/** A benefit as a line, lines in groups, the card around them, the one filled button. */
const blocks = css`
  .line {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr) auto;
    column-gap: 10px;
    align-items: start;
    align-content: center;
    inline-size: 100%;
    min-block-size: 44px;
    padding-block: var(--_s2);
  }
  :host([density='compact']) .line {
    min-block-size: 36px;
    padding-block: 5px;
  }
  button.line {
    padding-inline: 8px;
    margin-inline: -8px;
    inline-size: calc(100% + 16px);
  }
  button.line:hover {
    background: var(--_sunken);
  }
  .line > .icon {
    margin-block-start: 1px;
    color: var(--_accent-text);
  }
  .value {
    font-weight: var(--_fw);
    text-align: end;
    white-space: nowrap;
  }
  .sub {
    grid-column: 2 / -1;
    padding-inline-end: 20px;
    font-size: var(--_fs-s);
    color: var(--_muted);
  }
  .end {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 22px;
    padding-inline-start: 8px;
  }
  .go {
    display: inline-flex;
    color: var(--_muted);
  }
  .plain > .icon {
    color: var(--_muted);
  }
  .warn > .icon {
    color: var(--_warning);
  }
  .lines > li + li {
    border-block-start: 1px solid var(--_line);
  }
  .group + .group {
    margin-block-start: var(--_s4);
  }
  .group > :is(h3, h4) {
    display: flex;
    align-items: center;
    gap: 6px;
    padding-block-end: 2px;
    font-size: var(--_fs-s);
    font-weight: var(--_fw);
    color: var(--_muted);
  }
  .card {
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_surface);
  }
  .head {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--_s2);
    padding: var(--_s3) var(--_s4);
    border-block-end: 1px solid var(--_line);
  }
  .head > h3 {
    font-weight: var(--_fw);
  }
  .head > span {
    font-size: var(--_fs-s);
    color: var(--_muted);
  }
  .body {
    padding: 0 var(--_s4);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 4px 12px;
    padding: 8px var(--_s4);
    border-block-start: 1px solid var(--_line);
    font-size: var(--_fs-s);
    color: var(--_muted);
  }
  .note {
    font-size: var(--_fs-s);
    color: var(--_muted);
  }
  .invite {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_s2);
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_s2);
    min-block-size: var(--_size);
    padding: 6px 16px;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_accent-fill);
    color: var(--_on-accent);
    font-weight: var(--_fw);
    line-height: 1.25;
    text-align: center;
    text-decoration: none;
    transition: background var(--_t) var(--_ease);
  }
  .button:hover {
    background: color-mix(in oklab, var(--_accent-fill) 88%, var(--_text));
  }
  .button:active {
    background: color-mix(in oklab, var(--_accent-fill) 78%, var(--_text));
  }
  @media (forced-colors: active) {
    .button {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
  @media print {
    .button {
      display: none;
    }
  }
`;

/** Comes on top of the sheets of an element that draws more than chips. */
export const blocksSheet = sheet(moreTokens + moreShared + blocks);

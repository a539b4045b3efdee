import { css, sheet } from '../base/css.js';
import { shared } from '../theme/shared.js';
import { tokens } from '../theme/tokens.js';

const badge = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
    min-block-size: 28px;
    vertical-align: middle;
  }
  :host([variant='line']),
  :host([variant='card']) {
    display: block;
  }
  :host([variant='line']) {
    min-block-size: 57px;
  }
  :host([variant='icon']) {
    min-block-size: 36px;
  }
  .box:has(> .chip + .chip) {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 6px;
    max-inline-size: 100%;
    vertical-align: top;
  }
  .chip {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    max-inline-size: 100%;
    min-block-size: 28px;
    padding: 3px 9px 3px 7px;
    border: 1px solid color-mix(in oklab, var(--_accent-line) 30%, var(--_surface));
    border-radius: var(--_radius);
    background: var(--_accent-tint);
    font-size: var(--_fs-s);
    line-height: 1.3;
    vertical-align: top;
    transition: border-color var(--_t) var(--_ease);
  }
  :host([density='compact']) .chip {
    min-block-size: 24px;
    padding-block: 1px;
  }
  /* The chip is 28 px high; fingers get 44 px. */
  .chip::after {
    content: '';
    position: absolute;
    inset: -2px 0;
  }
  @media (pointer: coarse) {
    .chip::after {
      inset: -8px -2px;
    }
  }
  .chip:hover {
    border-color: var(--_accent-line);
  }
  .chip .icon {
    color: var(--_accent-text);
  }
  .chip b {
    font-weight: var(--_fw);
    white-space: nowrap;
  }
  .label {
    min-inline-size: 0;
  }
  .more {
    padding-inline-start: 6px;
    border-inline-start: 1px solid color-mix(in oklab, var(--_accent-line) 30%, var(--_surface));
    color: var(--_muted);
    white-space: nowrap;
  }
  .chip.plain {
    background: transparent;
    border-color: var(--_line);
    color: var(--_muted);
  }
  .chip.plain .icon {
    color: var(--_muted);
  }
  .chip.plain:hover {
    border-color: var(--_control);
  }
  .chip.dash {
    border-style: dashed;
    border-color: var(--_control);
  }
  .chip.warn {
    background: transparent;
    border-color: color-mix(in oklab, var(--_warning) 45%, var(--_surface));
  }
  .chip.warn .icon {
    color: var(--_warning);
  }
  .badge {
    position: relative;
    display: inline-grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border: 1px solid color-mix(in oklab, var(--_accent-line) 30%, var(--_surface));
    background: var(--_accent-tint);
    color: var(--_accent-text);
  }
  .badge.plain,
  .badge.warn {
    background: transparent;
    border-color: var(--_line);
    color: var(--_muted);
  }
  .badge.warn {
    color: var(--_warning);
  }
  .badge::after {
    content: '';
    position: absolute;
    inset: -4px;
  }
  .count {
    position: absolute;
    inset-block-start: -7px;
    inset-inline-end: -7px;
    min-inline-size: 18px;
    block-size: 18px;
    padding-inline: 4px;
    border: 1px solid var(--_accent-line);
    border-radius: 9px;
    background: var(--_surface);
    color: var(--_text);
    font-size: 12px;
    font-weight: var(--_fw);
    line-height: 16px;
    text-align: center;
  }
  .chip-skeleton {
    display: inline-block;
    vertical-align: top;
    inline-size: 148px;
    block-size: 28px;
    max-inline-size: 100%;
  }
  .line-skeleton {
    block-size: 57px;
    border-block: 22px solid transparent;
    background-clip: padding-box;
  }
  .card-skeleton {
    block-size: 220px;
    border: 1px solid var(--_line);
    background: none;
  }
  .icon-skeleton {
    inline-size: 36px;
    block-size: 36px;
  }
`;

/** The sheet of every badge; lines and cards bring another. */
export const sheets = [sheet(tokens + shared + badge)];

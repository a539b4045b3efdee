import { css, sheet } from '../base/css.js';

/** The details: a window beside the trigger, a sheet from below on narrow screens. */
export const detailsSheet = sheet(css`
  .pop {
    position: fixed;
    inset: auto;
    inset-block-start: 0;
    inset-inline-start: 0;
    margin: 0;
    padding: 0;
    inline-size: min(400px, calc(100vw - 16px));
    max-block-size: min(760px, calc(100vh - 16px));
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--_line);
    border-radius: var(--_radius-card);
    background: var(--_raised);
    box-shadow: var(--_shadow);
  }
  .pop-head {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: var(--_s2);
    padding: 12px 8px 4px 16px;
    background: inherit;
  }
  .pop-head h3 {
    font-size: var(--_fs-l);
    font-weight: var(--_fw);
    line-height: 1.3;
    text-wrap: balance;
  }
  .close {
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: var(--_size);
    block-size: var(--_size);
    margin-block: -8px;
    color: var(--_muted);
  }
  .close:focus-visible {
    outline-offset: -4px;
  }
  .close:hover {
    background: var(--_sunken);
    color: var(--_text);
  }
  .pop-head > div {
    min-inline-size: 0;
  }
  .pop-body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_s4);
    padding: 10px 16px 16px;
  }
  .pop-foot {
    padding: 10px 16px;
    border-block-start: 1px solid var(--_line);
    font-size: var(--_fs-s);
    color: var(--_muted);
  }
  .compare {
    inline-size: 100%;
    border-collapse: collapse;
    overflow-wrap: anywhere;
    font-size: var(--_fs-s);
  }
  .compare th,
  .compare td {
    padding: 6px 0 6px 10px;
    border-block-end: 1px solid var(--_line);
    font-weight: 400;
    text-align: end;
    vertical-align: top;
  }
  .compare th:first-child {
    padding-inline-start: 0;
    text-align: start;
  }
  .compare th {
    color: var(--_muted);
  }
  .compare :is(td, thead th):last-child {
    color: var(--_text);
    font-weight: var(--_fw);
  }
  .compare tbody tr:last-child > * {
    border-block-end: 0;
  }
  .meta {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr);
    gap: 4px 8px;
    align-items: start;
    font-size: var(--_fs-s);
    color: var(--_muted);
  }
  .meta .icon {
    margin-block-start: 2px;
  }
  .sheet {
    inset: auto 0 0 0;
    inline-size: 100%;
    max-inline-size: none;
    max-block-size: 85vh;
    border-inline: 0;
    border-block-end: 0;
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }
  .sheet::backdrop {
    background: rgb(0 0 0 / 0.45);
  }
  @media print {
    .pop {
      box-shadow: none;
      break-inside: avoid;
    }
  }
`);

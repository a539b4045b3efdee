import { css, sheet } from '../base/css.js';
import { blocksSheet } from '../benefit/blocks.styles.js';
import { shared } from '../theme/shared.js';
import { tokens } from '../theme/tokens.js';

const list = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_s4);
  }
  .title {
    font-size: var(--_fs-l);
    font-weight: var(--_fw);
    line-height: 1.3;
    text-wrap: balance;
  }
  .invite .button {
    inline-size: 100%;
  }
  @container (min-width: 420px) {
    .invite .button {
      inline-size: max-content;
    }
  }
`;

export const sheets = [sheet(tokens + shared + list), blocksSheet];

import { iconPath } from '../base/icons.js';
import type { BenefitView } from '../benefit/benefit-element.js';
import type { Row } from '../benefit/row.js';
import { rowsOf, stateRow, usable } from '../benefit/state-row.js';

/**
 * Chips and icons are drawn by hand: one button with a few children each, on pages with hundreds of them. Everything
 * larger is drawn by lit-html.
 */
const SVG = 'http://www.w3.org/2000/svg';

function element(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const created = document.createElement(tag);
  if (className) created.className = className;
  created.append(...children);
  return created;
}

function icon(name: string, className: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  svg.appendChild(document.createElementNS(SVG, 'path')).setAttribute('d', iconPath(name));
  return svg;
}

const hidden = (text: string) => element('span', 'hidden', text);

/** Keeps the buttons that are there, so that focus and open details survive a new price. */
function buttons(box: HTMLElement, count: number): HTMLElement[] {
  const kept = [...box.children] as HTMLElement[];
  if (kept.length !== count || kept[0]?.localName !== 'button') {
    box.textContent = '';
    for (let index = 0; index < count; index++) {
      const button = box.appendChild(document.createElement('button'));
      button.setAttribute('type', 'button');
    }
  }
  return [...box.children] as HTMLElement[];
}

function dress(button: HTMLElement, view: BenefitView, part: string, className: string, children: Node[]): void {
  const failed = view.state === 'error';
  // An icon may have been here.
  button.removeAttribute('aria-label');
  button.className = `tau ${className}`.trim();
  button.setAttribute('part', part);
  button.setAttribute('data-tau', failed ? 'retry' : 'open');
  if (failed) button.removeAttribute('aria-haspopup');
  else button.setAttribute('aria-haspopup', 'dialog');
  button.replaceChildren(...children);
}

/** Draws up to `max` chips; the last one says how many more there are. */
export function drawChips(box: HTMLElement, view: BenefitView, max: number): void {
  const rows = rowsOf(view);
  const shown = rows.slice(0, max);
  const more = rows.length - view.benefits.length + usable(view) - shown.length;
  buttons(box, shown.length).forEach((button, index) => {
    const { icon: name, label, value, tone, hint } = shown[index]!;
    const words = element('span', 'label', label);
    if (value) words.append(' ', element('b', '', value));
    if (hint) words.append(hidden(`, ${hint}`));
    const children: Node[] = [icon(name, 'icon small'), words];
    if (more > 0 && index === shown.length - 1) {
      const plus = element('span', '', `+${more}`);
      plus.setAttribute('aria-hidden', 'true');
      children.push(element('span', 'more', plus, hidden(`, ${view.i18n.text.moreBenefits(more)}`)));
    }
    dress(button, view, 'chip', `chip ${tone}`, children);
  });
}

/** Draws one button with the number of benefits, for tight tables. */
export function drawIcon(box: HTMLElement, view: BenefitView): void {
  const [row] = rowsOf(view) as [Row | undefined];
  if (!row) return void (box.textContent = '');
  const [button] = buttons(box, 1) as [HTMLElement];
  const count = usable(view);
  const counted = count > 0 && !stateRow(view);
  const children: Node[] = [icon(row.icon, 'icon')];
  if (counted) {
    const number = element('span', 'count', String(count));
    number.setAttribute('aria-hidden', 'true');
    children.push(number);
  }
  dress(button, view, 'icon', `badge ${row.tone}`, children);
  button.setAttribute(
    'aria-label',
    [counted ? view.i18n.text.showBenefits(count) : row.label, row.hint].filter(Boolean).join(', '),
  );
}

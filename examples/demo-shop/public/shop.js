// The shop's own script. Every page works without it: it only saves a round trip where numbers can be told at once,
// and it tells the loyalty widgets what lies in the cart.
(() => {
  'use strict';

  const money = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const number = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 3 });
  const euro = (cents) => `${money.format(cents / 100)}\u00a0€`;

  /** Whole quantities as the server reads them: `24`, `1.000`. */
  const readQuantity = (text) => {
    const clean = text.trim();
    if (!/^(\d{1,6}|\d{1,3}(\.\d{3})+)$/.test(clean)) return undefined;
    const value = Number(clean.replaceAll('.', ''));
    return value >= 1 && value <= 99999 ? value : undefined;
  };

  /** Price of one package for a quantity, from `[[1, "61.5744"], [5, "59.7312"]]`. */
  const stepFor = (steps, quantity) => steps.findLast(([from]) => from <= quantity) ?? steps[0];
  /** Prices have up to six digits, so the line is multiplied as a whole number and rounded once. */
  const cents = (price, quantity) => Math.round((Math.round(Number(price) * 1e6) * quantity) / 1e4);

  const setBadge = (badge, quantity, price) => {
    badge?.setAttribute('quantity', String(quantity));
    if (price) badge?.setAttribute('net-price', price);
  };

  const publishCart = (lines) => document.dispatchEvent(new CustomEvent('tau-cart', { detail: { lines } }));

  // Every page knows the cart of its session.
  const cart = document.body.dataset.cart ? JSON.parse(document.body.dataset.cart) : [];
  publishCart(cart);

  // Product page: badge, graduated price and hint follow the quantity.
  const field = document.querySelector('#menge');
  const form = field?.form;
  if (form) {
    const { content, unit, one, many } = form.dataset;
    const steps = form.dataset.steps ? JSON.parse(form.dataset.steps) : undefined;
    const badge = document.querySelector('tau-benefit-badge[placement="product"]');
    const hint = document.querySelector('#menge-h');
    const rows = [...document.querySelectorAll('.steps tbody tr')];
    field.addEventListener('input', () => {
      const quantity = readQuantity(field.value);
      if (!quantity) return;
      const [from, price] = steps ? stepFor(steps, quantity) : [];
      setBadge(badge, quantity, price);
      for (const row of rows) row.classList.toggle('cur', Number(row.dataset.from) === from);
      const inside = content === '1' ? '' : ` = ${number.format(quantity * Number(content))} ${unit}`;
      const total = price ? `, ${euro(cents(price, quantity))} netto` : '';
      hint.textContent = `${number.format(quantity)} ${quantity === 1 ? one : many}${inside}${total}`;
    });
  }

  // Cart page: a changed quantity shows its line and its benefits at once; the sums follow with the next answer.
  const changed = document.querySelector('#korb-neu');
  for (const row of document.querySelectorAll('tr[data-sku]')) {
    const { sku } = row.dataset;
    const steps = row.dataset.steps ? JSON.parse(row.dataset.steps) : undefined;
    row.querySelector(`input[name="q-${sku}"]`)?.addEventListener('input', (event) => {
      const quantity = readQuantity(event.target.value);
      const line = cart.find((candidate) => candidate.sku === sku);
      if (!quantity || !line) return;
      const price = steps && stepFor(steps, quantity)[1];
      line.quantity = quantity;
      if (price) {
        line.netPrice = price;
        row.querySelector('[data-pack]').textContent = euro(cents(price, 1));
        row.querySelector('[data-line]').textContent = euro(cents(price, quantity));
      }
      setBadge(row.querySelector('tau-benefit-badge'), quantity, price);
      if (changed) changed.hidden = false;
      publishCart(cart);
    });
  }
})();

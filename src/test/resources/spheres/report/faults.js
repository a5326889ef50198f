// What is wrong with a claim report, as a list of sentences: run in the page after its figures are drawn.
const faults = [];
const check = (good, sentence) => good || faults.push(sentence);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

for (const figure of all('figure')) {
  if (figure.querySelector('.chart')) {
    const svg = figure.querySelector('.chart svg');
    check(figure.dataset.drawn === 'true', `figure ${figure.id} is not drawn`);
    check(svg && svg.getBoundingClientRect().width > 100, `figure ${figure.id} has no width`);
    check(svg && svg.querySelector('[class*=mark-] [class*=mark-]'), `figure ${figure.id} has no marks`);
    check(figure.querySelector('.chart').getAttribute('aria-label'), `figure ${figure.id} has no alternative text`);
  } else {
    check(figure.querySelector('.missing, pre'), `figure ${figure.id} shows neither a chart nor why there is none`);
  }
}

all('a[href^="#"]').forEach(link => check(document.getElementById(link.hash.slice(1)), `link ${link.hash} leads nowhere`));
check(performance.getEntriesByType('resource').filter(entry => /^https?:/.test(entry.name)).length === 0, 'something is loaded from the network');
check(document.documentElement.scrollWidth <= innerWidth, `the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`);

// The table: each filter shows exactly its rows, sorting orders them.
const rows = all('#table tbody tr');
const form = document.querySelector('.filters');
const shown = () => all('#table tbody tr').filter(row => row.getClientRects().length > 0);
const filtered = (name, value, expected) => {
  form.elements[name].value = value;
  form.dispatchEvent(new Event('input', {bubbles: true}));
  const ids = list => list.map(row => row.dataset.order).join();
  check(ids(shown()) === ids(expected), `filter ${name} = ${value} shows ${shown().length} rows, not ${expected.length}`);
  check(form.elements.shown.value === `${expected.length} of ${rows.length} claims`, `filter ${name} = ${value} counts ${form.elements.shown.value}`);
  form.elements[name].value = '';
  form.dispatchEvent(new Event('input', {bubbles: true}));
};
for (const name of ['section', 'status']) {
  const values = [...form.elements[name].options].map(option => option.value).filter(value => value !== '');
  check(values.length > 0, `filter ${name} has nothing to choose`);
  values.forEach(value => filtered(name, value, rows.filter(row => row.dataset[name] === value)));
}
const word = rows[0].querySelector('a').textContent;
filtered('text', word.toUpperCase(), rows.filter(row => row.textContent.includes(word)));
filtered('text', 'no claim says this', []);
for (const name of ['seconds', 'n', 'rank', 'order']) {
  const header = document.querySelector(`th[data-sort=${name}]`);
  for (const direction of ['ascending', 'descending']) {
    header.querySelector('button').click();
    const values = all('#table tbody tr').map(row => Number(row.dataset[name]));
    const sorted = [...values].sort((a, b) => direction === 'ascending' ? a - b : b - a);
    check(values.join() === sorted.join(), `sorting by ${name}, ${direction}, leaves the rows in disorder`);
    check(header.getAttribute('aria-sort') === direction, `the header of ${name} does not say that it sorts ${direction}`);
  }
}
document.querySelector('th[data-sort=order] button').click();

// Data can be taken away.
for (const button of all('.download')) {
  check(button.nextElementSibling.textContent.trim().split('\n').length > 1, `table ${button.dataset.file} is empty`);
}

// WCAG AA: 4.5 to 1, 3 to 1 for large text.
const rgb = color => (color.match(/[\d.]+/g) || []).map(Number);
const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const ground = element => {
  for (let at = element; at; at = at.parentElement) {
    const [r, g, b, a = 1] = rgb(getComputedStyle(at).backgroundColor);
    if (a > 0) {
      return [r, g, b];
    }
  }
  return [255, 255, 255];
};
for (const element of all('body *')) {
  const text = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
  if (text && element.getClientRects().length > 0 && !['SCRIPT', 'title'].includes(element.tagName)) {
    const style = getComputedStyle(element);
    const [one, other] = [luminance(rgb(element instanceof SVGElement ? style.fill : style.color)), luminance(ground(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700;
    check(ratio >= (large ? 3 : 4.5), `contrast of "${element.textContent.trim().slice(0, 30)}" is ${ratio.toFixed(2)}`);
  }
}
return faults;

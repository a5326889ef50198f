'use strict';

// The figures: a specification and tables of values stand in the page; colours are the page's own, so that they follow it into the dark and onto paper.
const theme = {
  background: 'transparent',
  font: 'system-ui, sans-serif',
  view: {stroke: 'transparent'},
  axis: {
    labelColor: 'var(--ink)', titleColor: 'var(--ink)', domainColor: 'var(--soft)', tickColor: 'var(--soft)',
    gridColor: 'var(--faint)', labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal',
  },
  legend: {labelColor: 'var(--ink)', titleColor: 'var(--ink)', labelFontSize: 12, titleFontSize: 12, labelLimit: 300, titleLimit: 300},
  header: {labelColor: 'var(--ink)', titleColor: 'var(--ink)'},
  text: {color: 'var(--ink)'},
  rule: {color: 'var(--ink)'},
  range: {category: ['var(--c1)', 'var(--c2)', 'var(--c3)', 'var(--c4)', 'var(--c5)', 'var(--c6)']},
};

// Vega's own guess takes names that end in a number for dates.
function typed(row) {
  const value = text => text === '' ? null : text === 'true' || text === 'false' ? text === 'true' : isNaN(text) ? text : Number(text);
  return Object.fromEntries(Object.entries(row).map(([name, text]) => [name, value(text)]));
}

// A layer whose data the run did not measure would have no extent.
function leaveOutWhatIsMissing(spec, datasets) {
  if (spec.layer) {
    spec.layer = spec.layer.filter(layer => !layer.data?.name || layer.data.name in datasets);
    spec.layer.forEach(layer => leaveOutWhatIsMissing(layer, datasets));
  }
}

async function draw(figure) {
  const chart = figure.querySelector('.chart');
  try {
    const spec = JSON.parse(figure.querySelector('script').textContent);
    spec.datasets = {};
    for (const table of figure.querySelectorAll('pre[data-name]')) {
      spec.datasets[table.dataset.name] = vega.read(table.textContent, {type: 'csv'}).map(typed);
    }
    leaveOutWhatIsMissing(spec, spec.datasets);
    await vegaEmbed(chart, spec, {renderer: 'svg', actions: false, config: theme});
    figure.dataset.drawn = 'true';
  } catch (error) {
    figure.dataset.drawn = 'false';
    chart.textContent = 'This figure could not be drawn: ' + error.message;
    console.error(figure.id, error);
  }
}

async function drawAll() {
  for (const figure of document.querySelectorAll('figure')) {
    if (figure.querySelector('.chart')) {
      await draw(figure);
    }
  }
  document.documentElement.dataset.ready = 'true';
}

function download(button) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([button.nextElementSibling.textContent], {type: 'text/csv'}));
  link.download = button.dataset.file;
  link.click();
  URL.revokeObjectURL(link.href);
}

// The table of claims.
const table = document.getElementById('table');
const rows = [...table.tBodies[0].rows];
const filters = document.querySelector('.filters').elements;

function filter() {
  const words = filters.text.value.toLowerCase().split(/\s+/);
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = filters.section.value !== '' && row.dataset.section !== filters.section.value
      || filters.status.value !== '' && row.dataset.status !== filters.status.value
      || !words.every(word => text.includes(word));
  }
  filters.shown.value = `${rows.filter(row => !row.hidden).length} of ${rows.length} claims`;
}

function sort(header) {
  const direction = header.ariaSort === 'ascending' ? -1 : 1;
  const value = row => row.dataset[header.dataset.sort];
  const compare = (a, b) => value(a).localeCompare(value(b), 'en', {numeric: true}) || a.dataset.order - b.dataset.order;
  const numbers = (a, b) => value(a) - value(b) || a.dataset.order - b.dataset.order;
  table.querySelectorAll('th[aria-sort]').forEach(other => other.removeAttribute('aria-sort'));
  header.ariaSort = direction > 0 ? 'ascending' : 'descending';
  rows.sort(header.dataset.sort === 'section' ? compare : numbers);
  table.tBodies[0].append(...(direction > 0 ? rows : rows.reverse()));
}

document.querySelector('.filters').addEventListener('input', filter);
document.querySelector('.filters').addEventListener('submit', event => event.preventDefault());
document.querySelector('.filters').addEventListener('reset', () => setTimeout(filter));
table.querySelectorAll('th[data-sort] button').forEach(button => button.addEventListener('click', () => sort(button.parentElement)));
document.querySelectorAll('.counts button').forEach(button => button.addEventListener('click', () => {
  filters.status.value = button.dataset.status;
  filter();
  document.getElementById('claims').scrollIntoView();
}));
document.querySelectorAll('.download').forEach(button => button.addEventListener('click', () => download(button)));
drawAll();

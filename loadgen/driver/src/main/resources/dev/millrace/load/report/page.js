'use strict';
// What both pages are made of. Texts of a run become text nodes only: nothing here parses HTML.

/** An element; attributes by name, children are elements or texts. */
function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === 'class') made.className = value;
    else if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

function svg(name, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function median(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** About three digits, as in the tables of the terminal. */
function text(value) {
  if (value === null || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const fixed = digits => value.toLocaleString('en', {minimumFractionDigits: digits, maximumFractionDigits: digits});
  if (size >= 100 || Number.isInteger(value)) return fixed(0);
  if (size >= 10) return fixed(1);
  if (size >= 1) return fixed(2);
  return size >= 1e-3 ? fixed(3) : value.toExponential(2);
}

function change(ratio) {
  if (ratio === null || !Number.isFinite(ratio)) return '–';
  const percent = (ratio - 1) * 100;
  return (percent < 0 ? '−' : '+') + Math.abs(percent).toFixed(Math.abs(percent) < 9.95 ? 1 : 0) + ' %';
}

function pill(words, kind, big) {
  return el('span', {class: 'pill ' + (kind || '') + (big ? ' big' : '')}, words);
}

function card(title, ...content) {
  return el('section', {}, title ? el('h2', {}, title) : null, ...content);
}

/** Columns are titles; one that ends in # holds numbers. Cells are texts or elements. */
function table(columns, rows) {
  const number = i => columns[i].endsWith('#') ? 'number' : '';
  const cell = (content, i) => content && content.tagName === 'TD' ? content : el('td', {class: number(i)}, content);
  return el('div', {class: 'wide'}, el('table', {},
    el('thead', {}, el('tr', {}, ...columns.map((title, i) => el('th', {class: number(i), scope: 'col'}, title.replace('#', ''))))),
    el('tbody', {}, ...rows.map(row => el('tr', {class: row.className || ''}, ...row.map(cell))))));
}

function facts(pairs) {
  return el('div', {class: 'wide'}, el('table', {}, el('tbody', {}, ...pairs.map(([key, value]) =>
    el('tr', {}, el('td', {class: 'key'}, key), el('td', {class: 'value'}, value))))));
}

function machine(environment) {
  return [['processor', environment.processor], ['cores', String(environment.cores)], ['memory', text(environment.memoryMib) + ' MiB'],
    ['system', environment.system], ['java', environment.java], ['revision', environment.revision],
    ['started', environment.startedAt],
    ['load before', text(environment.loadBefore) + (environment.loadBefore > .5 ? ': something else was at work' : '')],
    ...Object.entries(environment.versions || {})];
}

/** Samples as dots, the median as a bar. The strip is at least a tenth of the median wide, so that a small spread looks small. */
function strip(samples, unit) {
  const low = Math.min(...samples), high = Math.max(...samples), middle = (low + high) / 2;
  const width = Math.max(high - low, .1 * Math.abs(median(samples)));
  const x = value => width > 0 ? 65 + 118 * (value - middle) / width : 65;
  const label = samples.map(text).join(', ') + ' ' + unit;
  return svg('svg', {class: 'strip', viewBox: '0 0 130 18', role: 'img', 'aria-label': label},
    (() => { const title = svg('title', {}); title.textContent = label; return title; })(),
    svg('line', {class: 'axis', x1: 4, x2: 126, y1: 9, y2: 9}),
    ...samples.map(sample => svg('circle', {cx: x(sample), cy: 9, r: 4})),
    svg('line', {class: 'middle', x1: x(median(samples)), x2: x(median(samples)), y1: 2, y2: 16}));
}

function copyable(words) {
  const shown = el('pre', {}, words);
  const button = el('button', {type: 'button', onclick: () => {
    const done = () => { button.textContent = 'Copied'; };
    // A page from file:// may have no clipboard: then the text is selected, ready for the keyboard.
    const select = () => { getSelection().selectAllChildren(shown); button.textContent = 'Selected'; };
    if (navigator.clipboard) navigator.clipboard.writeText(words).then(done, select); else select();
  }}, 'Copy');
  return el('div', {class: 'command'}, shown, button);
}

const DATA = JSON.parse(document.getElementById('data').textContent);
const PAGE = document.getElementById('page');

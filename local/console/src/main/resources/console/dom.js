// Small helpers. Text goes in as text, never as markup: names of sensors and values of records are not ours.
const SVG = 'http://www.w3.org/2000/svg';

export const byId = id => document.getElementById(id);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
export const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** Sets text only where it changed: screen readers and selections are left alone. */
export function say(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });

export const count = n => whole.format(n);
export const rate = n => `${n > 0 && n < 10 ? fine.format(n) : whole.format(n)}/s`;
export const millis = ms => (ms < 0.05 ? '< 0.1 ms' : ms >= 1000 ? `${fine.format(ms / 1000)} s` : ms >= 10 ? `${whole.format(ms)} ms` : `${fine.format(ms)} ms`);
export const seconds = s => (s >= 120 ? `${whole.format(s / 60)} min` : s >= 10 ? `${whole.format(s)} s` : `${fine.format(s)} s`);
export const time = at => clock.format(new Date(at));
export const known = value => value !== null && value !== undefined;

/** Makes a list show these items in their order: what stays keeps its element, and with it the focus. */
export function keyed(list, items, key, create, update) {
  const old = new Map([...list.children].map(child => [child.dataset.key, child]));
  let before = null;
  for (const item of items) {
    const name = key(item);
    let child = old.get(name);
    old.delete(name);
    if (!child) {
      child = create(item);
      child.dataset.key = name;
    }
    update?.(child, item);
    const next = before ? before.nextSibling : list.firstChild;
    if (next !== child) list.insertBefore(child, next);
    before = child;
  }
  old.forEach(child => child.remove());
}

// The pipeline as a picture: lanes of boxes and arrows. Built once per shape, then only its figures change.
import { byId, count, h, known, millis, rate, say, seconds, svg } from './dom.js';

const WIDE = 900;
const BOX = { width: 152, height: 62 };
const STATES = { idle: 'idle', ok: 'in time', tight: 'tight', late: 'late' };

const holder = byId('picture');
let shape = '';
let last = null;
const parts = new Map();

export function pipeline(picture) {
  last = picture;
  const width = Math.floor(holder.clientWidth);
  const now = [width, ...picture.lanes.flatMap(lane => [lane.id, ...lane.boxes.map(box => box.id)])].join();
  if (now !== shape) {
    shape = now;
    build(picture, width);
  }
  picture.lanes.forEach(update);
  table(picture);
  const slo = seconds(picture.sloSeconds);
  say(byId('legend'), picture.blind ? 'Kafka cannot be read: these figures are old' : `late: lag or p99 above ${slo}`);
  byId('legend').classList.toggle('bad', picture.blind);
}

new ResizeObserver(() => { if (last) pipeline(last); }).observe(holder);

function build(picture, width) {
  parts.clear();
  const wide = width >= WIDE;
  let top = 0;
  const columns = Math.max(...picture.lanes.map(lane => lane.boxes.length), 2);
  const lanes = picture.lanes.map(lane => {
    const height = wide ? 110 : 34 + lane.boxes.length * (BOX.height + 46) - 34;
    const drawn = drawLane(lane, wide, width, columns);
    drawn.setAttribute('transform', `translate(0 ${top})`);
    top += height;
    return drawn;
  });
  holder.replaceChildren(svg('svg', { width, height: top, viewBox: `0 0 ${width} ${top}`, 'aria-hidden': 'true' }, ...lanes));
}

function drawLane(lane, wide, width, columns) {
  const title = svg('text', { x: 0, y: 15, class: 'lane' });
  parts.set(`lane ${lane.id}`, title);
  const at = new Map(lane.boxes.map(box => [box.id, place(box.column, wide, width, columns)]));
  return svg('g', {}, title,
    ...lane.arrows.map(arrow => drawArrow(arrow, at.get(arrow.from), at.get(arrow.to), wide)),
    ...lane.boxes.map(box => drawBox(box, at.get(box.id))));
}

function place(column, wide, width, columns) {
  return wide
    ? { x: 1 + column * ((width - BOX.width - 2) / (columns - 1)), y: 30, width: BOX.width }
    : { x: 1, y: 28 + column * (BOX.height + 46), width: width - 2 };
}

function drawBox(box, at) {
  const label = svg('text', { x: 12, y: 23, class: 'name' }, box.label);
  const note = svg('text', { x: 12, y: 41, class: 'faint' });
  const time = svg('text', { x: at.width - 12, y: 54, class: 'figure', 'text-anchor': 'end' });
  const dots = svg('g', { transform: `translate(16 52)` });
  parts.set(`box ${box.id}`, { note, time, dots });
  return svg('g', { transform: `translate(${at.x} ${at.y})`, class: `box ${box.kind}` },
    svg('rect', { width: at.width, height: BOX.height, rx: 9 }), label, note, time, dots);
}

function drawArrow(arrow, from, to, wide) {
  const group = svg('g', { class: 'arrow' });
  const [x1, y1, x2, y2] = wide
    ? [from.x + from.width + 4, from.y + 31, to.x - 8, to.y + 31]
    : [26, from.y + BOX.height + 3, 26, to.y - 8];
  const line = `M${x1} ${y1}L${x2} ${y2}`;
  const tip = wide ? `M${x2 - 6} ${y2 - 5}L${x2 + 2} ${y2}L${x2 - 6} ${y2 + 5}` : `M${x2 - 5} ${y2 - 6}L${x2} ${y2 + 2}L${x2 + 5} ${y2 - 6}`;
  const middle = (x1 + x2) / 2;
  const text = (x, y, style) => svg('text', { x, y, class: style, 'text-anchor': wide ? 'middle' : 'start' });
  const rateText = wide ? text(middle, y1 - 9, 'rate') : text(44, (y1 + y2) / 2 - 1, 'rate');
  const lagText = wide ? text(middle, y1 + 18, 'faint') : text(44, (y1 + y2) / 2 + 14, 'faint');
  const timeText = wide ? text(middle, y1 + 33, 'faint') : text(150, (y1 + y2) / 2 - 1, 'faint');
  const flow = svg('path', { d: line, class: 'flow' });
  group.append(svg('title', {}, arrow.topic), svg('path', { d: line, class: 'way' }), flow, svg('path', { d: tip, class: 'tip' }), rateText, lagText, timeText);
  parts.set(`arrow ${arrow.id}`, { group, flow, rateText, lagText, timeText });
  return group;
}

function update(lane) {
  say(parts.get(`lane ${lane.id}`), known(lane.p50) ? `${lane.title} · p50 ${millis(lane.p50)} · p99 ${millis(lane.p99)}` : lane.title);
  for (const box of lane.boxes) {
    const part = parts.get(`box ${box.id}`);
    say(part.note, box.note);
    say(part.time, known(box.p50) ? millis(box.p50) : '');
    replicas(part.dots, box.replicas);
  }
  for (const arrow of lane.arrows) {
    const part = parts.get(`arrow ${arrow.id}`);
    part.group.setAttribute('class', `arrow ${arrow.health}`);
    part.group.dataset.topic = arrow.topic;
    say(part.rateText, rate(arrow.recordsPerSecond));
    say(part.lagText, lag(arrow));
    say(part.timeText, known(arrow.p99) ? `p99 ${millis(arrow.p99)}` : '');
    part.flow.style.animationDuration = `${Math.max(0.4, 3 - Math.log10(1 + arrow.recordsPerSecond) * 0.7)}s`;
  }
}

function lag(arrow) {
  if (!known(arrow.lagSeconds)) return '';
  const state = arrow.health === 'late' || arrow.health === 'tight' ? `${STATES[arrow.health]}: ` : '';
  return `${state}lag ${arrow.atMost && arrow.lagSeconds > 0 ? '≤ ' : ''}${seconds(arrow.lagSeconds)}`;
}

/** A dot for each worker: filled when ready, hollow while it starts; they come and go one by one. */
function replicas(holderOfDots, workers) {
  const wanted = new Map(workers.slice(0, 12).map(worker => [worker.instance, worker]));
  for (const dot of [...holderOfDots.children]) {
    if (!wanted.has(dot.dataset.instance) && !dot.classList.contains('gone')) {
      dot.classList.add('gone');
      setTimeout(() => dot.remove(), 700);
    }
  }
  [...wanted.values()].forEach((worker, index) => {
    let dot = [...holderOfDots.children].find(one => one.dataset.instance === worker.instance && !one.classList.contains('gone'));
    if (!dot) {
      dot = svg('circle', { r: 4.5 }, svg('title', {}));
      dot.dataset.instance = worker.instance;
      holderOfDots.append(dot);
    }
    dot.setAttribute('cx', index * 13);
    dot.setAttribute('class', worker.state);
    say(dot.firstChild, `${worker.instance}: ${worker.state}, took ${seconds(worker.startupSeconds)} to start`);
  });
}

function table(picture) {
  if (!byId('figures').open) return;
  byId('figure-rows').replaceChildren(...picture.lanes.flatMap(lane => lane.arrows.map(arrow => h('tr', {},
    ...[arrow.from, arrow.to, arrow.topic, rate(arrow.recordsPerSecond), known(arrow.lagRecords) ? count(arrow.lagRecords) : '–',
      known(arrow.lagSeconds) ? seconds(arrow.lagSeconds) : '–', known(arrow.p50) ? millis(arrow.p50) : '–',
      known(arrow.p99) ? millis(arrow.p99) : '–', STATES[arrow.health]].map(cell => h('td', {}, cell))))));
}

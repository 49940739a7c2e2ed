// A simulation: one scenario, its contenders side by side, over time below. Made of the load report's parts.

Object.assign(TITLES, {arrivals: 'Arrivals', backlog: 'Records waiting', delay: 'Longest delay', nodes: 'Nodes'});
const WANTED = ['arrivals', 'delay', 'backlog', 'replicas', 'nodes'];
ORDER.splice(0, ORDER.length, ...WANTED);
const hidden = new Set();

function figures() {
  const percent = share => text(Math.round(share * 1000) / 10) + ' %';
  return card('Figures', table(
    ['', 'max delay s#', 'p99 s#', 'late > ' + text(DATA.sloSeconds) + ' s#', 'lag·s#', 'replica·s#', 'changes#', 'most#', '0 to 1 s#', 'node·h#', DATA.currency + '#', 'Wh#', 'idle#'],
    DATA.outcomes.map(({contender, measured, bill}) => [
      contender, text(measured.maxDelaySeconds), text(measured.p99DelaySeconds), percent(measured.records > 0 ? measured.late / measured.records : 0),
      text(measured.lagSeconds), text(measured.replicaSeconds), text(measured.ups + measured.downs), text(measured.peakReplicas),
      measured.zeroToOneSeconds > 0 ? text(measured.zeroToOneSeconds) : '–', measured.nodeSeconds > 0 ? text(measured.nodeSeconds / 3600) : '–',
      text(bill.money), text(bill.wattHours), percent(bill.wattHours > 0 ? bill.idleWattHours / bill.wattHours : 0)])));
}

function curves() {
  const all = [];
  const add = (plot, name, unit, seconds, values) => all.push({...timed({plot, name, unit, seconds, values}), look: 'plain'});
  const first = DATA.outcomes[0];
  if (first) add('arrivals', 'arrivals', 'records/s', first.curves.seconds, first.curves.arrivalsPerSecond);
  for (const {contender, curves} of DATA.outcomes) {
    add('delay', contender, 's', curves.seconds, curves.delaySeconds);
    add('backlog', contender, 'records', curves.seconds, curves.backlog);
    add('replicas', contender, 'workers', curves.seconds, curves.replicas);
    if (curves.nodes.some(count => count > 0)) add('nodes', contender, 'nodes', curves.seconds, curves.nodes);
  }
  return all;
}

/** One contender may be so slow that the others' curves lie flat: each can be left out. */
function choice() {
  const bar = el('div', {class: 'switch', role: 'group', 'aria-label': 'contenders shown'}, el('span', {class: 'soft'}, 'Shown'));
  for (const {contender} of DATA.outcomes) {
    bar.append(el('button', {type: 'button', 'aria-pressed': 'true', onclick: event => {
      if (!hidden.delete(contender)) hidden.add(contender);
      event.currentTarget.setAttribute('aria-pressed', String(!hidden.has(contender)));
      draw();
    }}, contender));
  }
  return bar;
}

function changes() {
  const made = card('Changes', ...DATA.outcomes.filter(outcome => outcome.changes.length > 0).map(outcome =>
    el('details', {}, el('summary', {}, outcome.contender + ': ' + text(outcome.measured.ups + outcome.measured.downs)),
      table(['second#', 'from#', 'to#', 'why'], outcome.changes.map(change => [text(change.second), String(change.from), String(change.to), change.reason])))));
  made.style.marginTop = '14px';
  return made;
}

PAGE.replaceChildren(
  el('header', {}, el('div', {class: 'over'}, 'Millrace simulation'), el('h1', {}, DATA.scenario), el('p', {class: 'lead'}, DATA.description)),
  figures(),
  card('Setup', el('ul', {}, ...DATA.setup.map(line => el('li', {}, line)))),
  choice(),
  plots(curves(), all => all.filter(curve => !hidden.has(curve.name)), () => [], () => false),
  changes(),
  el('footer', {}, 'Simulated, not measured: money and energy are estimates from the price list. This page needs no network. All numbers are in the JSON file beside it. Plots: Chart.js (MIT).'));
draw();

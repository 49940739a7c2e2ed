// report.html: one run, in the order in which a sceptic asks.

const runs = [...new Set([...DATA.series, ...DATA.distributions].map(curve => curve.run))].sort((a, b) => a - b);
let run = runs.length > 1 ? 0 : runs[0];  // 0: all, one over the other

function verdict() {
  if (DATA.checks.length === 0) return pill('measured, nothing was expected', '', true);
  const met = DATA.checks.filter(check => check.passed).length;
  return pill((met === DATA.checks.length ? 'PASS' : 'FAIL') + ' · ' + met + ' of ' + DATA.checks.length + ' expectations met',
    met === DATA.checks.length ? 'good' : 'bad', true);
}

function checks() {
  return card('Expectations', table(['', 'expected', 'seen'], DATA.checks.map(check =>
    [pill(check.passed ? 'ok' : 'fail', check.passed ? 'good' : 'bad'), check.expected, check.actual])));
}

function figures() {
  const staged = DATA.metrics.some(metric => metric.stage);
  let before = null;
  const rows = DATA.metrics.map(metric => {
    const low = Math.min(...metric.samples), high = Math.max(...metric.samples);
    const row = [
      el('td', {class: 'name'}, metric.name), ...(staged ? [metric.stage || ''] : []),
      text(median(metric.samples)), metric.unit, low === high ? text(low) : text(low) + ' – ' + text(high), strip(metric.samples, metric.unit),
      el('details', {}, el('summary', {}, metric.samples.length + (metric.samples.length === 1 ? ' sample' : ' samples')), metric.samples.map(text).join(', '))];
    const part = metric.name.split('.')[0];
    if (before !== null && before !== part) row.className = 'group';
    before = part;
    return row;
  });
  const made = card('Key figures', el('p', {class: 'soft'}, 'Medians over the repetitions; the range is from the least to the greatest sample.'),
    table(['metric', ...(staged ? ['stage'] : []), 'median#', 'unit', 'range#', '', ''], rows));
  made.className = 'long';
  return made;
}

function choice() {
  if (runs.length < 2) return null;
  const bar = el('div', {class: 'switch', role: 'group', 'aria-label': 'repetition shown'}, el('span', {class: 'soft'}, 'Repetition'));
  for (const number of [0, ...runs]) {
    bar.append(el('button', {type: 'button', 'aria-pressed': String(number === run), onclick: event => {
      run = number;
      for (const button of bar.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === event.currentTarget));
      draw();
    }}, number === 0 ? 'all' : String(number)));
  }
  return bar;
}

const shown = curves => curves.filter(curve => run === 0 || curve.run === run).map(curve => ({...curve, look: run === 0 ? 'faint' : 'plain'}));
const marks = () => DATA.marks.filter(mark => run === 0 || mark.run === run).sort((a, b) => a.second - b.second);

PAGE.replaceChildren(
  el('header', {},
    el('div', {class: 'over'}, 'Millrace load report · ' + DATA.environment.startedAt),
    el('h1', {}, DATA.scenario), el('p', {class: 'lead'}, DATA.description), verdict()));
if (DATA.checks.length > 0) PAGE.append(checks());
if ((DATA.sideBySide || []).length > 0) PAGE.append(card('Theirs and ours',
  el('p', {class: 'soft'}, 'Published figures of others, and what this run found. The machines differ: read the notes.'),
  table(['', 'published', 'here', 'note'], DATA.sideBySide.map(row => [row.what, row.theirs, row.ours, row.note]))));
if (DATA.metrics.length > 0) PAGE.append(figures());
PAGE.append(el('div', {class: 'pair'},
  card('Setup', facts(Object.entries(DATA.setup))),
  el('div', {}, card('The command that repeats it', copyable(DATA.command)), card('Machine and versions', facts(machine(DATA.environment))))));
if (DATA.series.length + DATA.distributions.length > 0) {
  const bar = choice();
  if (bar) PAGE.append(bar);
  PAGE.append(plots([...DATA.series.map(timed), ...DATA.distributions.map(ranked)], shown, marks, () => run !== 0));
  draw();
}
if (DATA.notes.length > 0) PAGE.append(el('section', {style: 'margin-top: 14px'}, el('h2', {}, 'Notes'), el('ul', {}, ...DATA.notes.map(note => el('li', {}, note)))));
PAGE.append(el('footer', {}, 'This page needs no network. All numbers, with every sample and curve, are in result.json beside it. Plots: Chart.js (MIT).'));

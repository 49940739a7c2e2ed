// compare.html: two runs of a scenario, the first dashed, the second solid.

const {comparison, a: first, b: second} = DATA;
const KINDS = {better: 'good', worse: 'bad'};
const count = verdict => comparison.changes.filter(change => change.verdict === verdict).length;

function verdict() {
  const words = ['worse', 'better', 'changed', 'undecided', 'unchanged'].filter(count).map(name => count(name) + ' ' + name).join(' · ');
  return pill(words || 'nothing to compare', comparison.exitCode === 0 ? (count('better') ? 'good' : '') : 'bad', true);
}

/** The interval of the ratio on a common scale, with the band of changes that do not matter. */
const widest = Math.min(2, Math.max(.1, ...comparison.changes.filter(change => change.low !== null).flatMap(change => [Math.abs(change.low - 1), Math.abs(change.high - 1)])));
function interval(one) {
  const x = ratio => 65 + 61 * Math.max(-1, Math.min(1, (ratio - 1) / widest));
  const label = one.low === null ? 'too few samples' : 'from ' + change(one.low) + ' to ' + change(one.high);
  const made = svg('svg', {class: 'strip', viewBox: '0 0 130 18', role: 'img', 'aria-label': label},
    svg('rect', {class: 'band', x: x(.97), width: x(1.03) - x(.97), y: 1, height: 16}),
    svg('line', {class: 'axis', x1: 65, x2: 65, y1: 1, y2: 17}));
  if (one.low !== null) made.append(svg('line', {class: 'range ' + (KINDS[one.verdict] || ''), x1: x(one.low), x2: x(one.high), y1: 9, y2: 9}));
  made.append(svg('line', {class: 'middle', x1: x(one.ratio), x2: x(one.ratio), y1: 4, y2: 14}));
  return made;
}

function changes() {
  const rank = ['worse', 'better', 'changed', 'undecided', 'unchanged'];
  const sorted = [...comparison.changes].sort((x, y) => rank.indexOf(x.verdict) - rank.indexOf(y.verdict));
  const made = card('Metrics',
    el('p', {class: 'soft'}, 'Medians; the change is the typical ratio of the samples with its 95 % interval, the grey band is ±3 %. Better and worse are beyond noise over all metrics together.'),
    table(['', 'metric', 'first#', 'second#', 'unit', 'change#', '', 'why'], sorted.map(one => [
      pill(one.verdict, KINDS[one.verdict]), el('td', {class: 'name'}, one.name), text(one.a), text(one.b), el('td', {class: 'none'}, one.unit), change(one.ratio), interval(one),
      el('td', {class: 'why'}, one.why + (one.adjusted === null ? '' : ' (p ' + text(one.adjusted) + ')'))])));
  made.className = 'long';
  return made;
}

function side(run, which) {
  return card(which, facts([['command', run.command], ['passed', run.checks.length === 0 ? 'nothing was expected' : run.checks.every(check => check.passed) ? 'all expectations' : 'not all expectations'],
    ...Object.entries(run.setup), ...machine(run.environment)]));
}

const dressed = (run, which, look) => [...run.series.map(timed), ...run.distributions.map(ranked)]
  .map(curve => ({...curve, look, label: curve.name + ' · ' + which}));
const firstRun = curves => Math.min(...curves.map(curve => curve.run));
const curves = [...dressed(first, 'first', 'dashed'), ...dressed(second, 'second', 'plain')];
let repetition = curves.length > 0 ? firstRun(curves) : 1;
const both = [...new Set(curves.map(curve => curve.run))].sort((x, y) => x - y);

function choice() {
  const bar = el('div', {class: 'switch', role: 'group', 'aria-label': 'repetition shown'}, el('span', {class: 'soft'}, 'Repetition'));
  for (const number of both) {
    bar.append(el('button', {type: 'button', 'aria-pressed': String(number === repetition), onclick: event => {
      repetition = number;
      for (const button of bar.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === event.currentTarget));
      draw();
    }}, String(number)));
  }
  return bar;
}

PAGE.replaceChildren(
  el('header', {}, el('div', {class: 'over'}, 'Millrace load comparison · ' + first.environment.startedAt + ' and ' + second.environment.startedAt),
    el('h1', {}, comparison.scenario), el('p', {class: 'lead'}, comparison.sentence), verdict()));
if (comparison.warnings.length > 0) PAGE.append(card('Mind that', el('ul', {}, ...comparison.warnings.map(warning => el('li', {}, warning)))));
if (comparison.stages.length > 0) {
  PAGE.append(card('Stages that changed', table(['', 'stage', 'what', 'first#', 'second#', 'unit', 'change#', 'share of the change#'], comparison.stages.map(stage => [
    pill(stage.verdict, KINDS[stage.verdict]), stage.stage, stage.what, text(stage.a), text(stage.b), stage.unit, stage.a > 0 ? change(stage.b / stage.a) : '–', (stage.share * 100).toFixed(0) + ' %']))));
}
PAGE.append(changes(), el('div', {class: 'pair'}, side(first, 'First run'), side(second, 'Second run')));
if (curves.length > 0) {
  if (both.length > 1) PAGE.append(choice());
  PAGE.append(plots(curves, all => all.filter(curve => curve.run === repetition), () => second.marks.filter(mark => mark.run === repetition).sort((x, y) => x.second - y.second), () => false));
  draw();
}
PAGE.append(el('footer', {}, 'Dashed: first run. Solid: second run, and its marks. This page needs no network; compare.json holds the same in numbers. Plots: Chart.js (MIT).'));

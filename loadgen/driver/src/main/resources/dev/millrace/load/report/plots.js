// Plots: one for each pair of plot name and unit that has curves. A curve is {plot, name, unit, run, points: [{x, y}], look}.

const TITLES = {
  latency: 'Latency over time', throughput: 'Throughput', lag: 'Lag', replicas: 'Replicas', cpu: 'CPU per process', memory: 'Memory',
  cost: 'Cost', energy: 'Energy', capacity: 'Capacity: highest rate that is sustained'};
const ORDER = ['latency', 'percentiles', 'throughput', 'lag', 'replicas', 'cpu', 'memory', 'cost', 'energy', 'capacity'];
const COLOURS = {
  light: ['#0b62a8', '#d1580b', '#0a8060', '#b0468c', '#8a6d00', '#5a4fcf', '#3a3f47', '#2196a6', '#c0392b', '#6b8e23'],
  dark: ['#63b3f5', '#ff9d57', '#3fd0a4', '#f08cc9', '#e0c040', '#a79cff', '#c9d0da', '#5fd3e3', '#ff8a7a', '#b7d66b']};
const PRINTED = {'--ink': '#000', '--soft': '#444', '--line': '#ccc', '--fill': '#f2f2f2'};

let printing = false;
const charts = [];
const ink = name => printing ? PRINTED[name] : getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const dark = () => !printing && matchMedia('(prefers-color-scheme: dark)').matches;

/** Vertical lines where the scenario did something, and the warm-up as a shade; labels that would collide go to rows above. */
const LABEL_ROWS = 4;
const happenings = {
  id: 'happenings',
  beforeDatasetsDraw(chart, _, options) {
    const {ctx, chartArea: area, scales: {x}} = chart;
    if (!options.time) return;
    ctx.save();
    ctx.font = '11px system-ui, sans-serif';
    if (x.min < 0) {
      ctx.fillStyle = ink('--fill');
      ctx.fillRect(area.left, area.top, x.getPixelForValue(0) - area.left, area.height);
      ctx.fillStyle = ink('--soft');
      if (x.getPixelForValue(0) - area.left > 46) ctx.fillText('warm-up', area.left + 4, area.bottom - 5);
    }
    const rows = [];
    const labelled = new Set();
    for (const mark of options.marks()) {
      const at = x.getPixelForValue(mark.second);
      if (at < area.left - 1 || at > area.right + 1) continue;
      let top = area.top;
      if (!labelled.has(mark.what)) {
        labelled.add(mark.what);
        const words = mark.what.length > 42 ? mark.what.slice(0, 41) + '…' : mark.what;
        const width = ctx.measureText(words).width;
        const left = at + width + 4 > area.right ? Math.max(area.left, at - width - 4) : at + 4;
        let row = rows.findIndex(taken => taken.every(([from, to]) => left > to + 6 || left + width < from - 6));
        if (row < 0) row = rows.push([]) - 1;
        if (row < LABEL_ROWS) {
          rows[row].push([Math.min(left, at), Math.max(left + width, at)]);
          ctx.fillStyle = ink('--ink');
          ctx.fillText(words, left, area.top - 5 - 13 * row);
          top -= 3 + 13 * row + 11;
        }
      }
      ctx.strokeStyle = ink('--soft');
      ctx.setLineDash([3, 3]);
      ctx.beginPath();
      ctx.moveTo(at, top);
      ctx.lineTo(at, area.bottom);
      ctx.stroke();
    }
    ctx.restore();
  }};

const percentOf = x => {
  const percent = 100 * (1 - 1 / x);
  return Number(percent.toFixed(Math.max(0, Math.ceil(Math.log10(x)) - 1 || 0))) + ' %';
};

function axes(plot, unit, stacked) {
  const time = plot !== 'percentiles' && plot !== 'capacity';
  const log = plot === 'latency' || plot === 'percentiles';
  const grid = {color: ink('--line')}, ticks = {color: ink('--soft')};
  const x = {type: 'linear', bounds: 'data', grid, ticks, title: {display: true, text: time ? 'seconds' : 'amount', color: ink('--soft')}};
  if (plot === 'percentiles') {
    Object.assign(x, {type: 'logarithmic', min: 1, title: {display: true, text: 'percentile', color: ink('--soft')}});
    x.ticks = {...ticks, autoSkip: false, callback: percentOf};
    x.afterBuildTicks = axis => { axis.ticks = [2, 10, 100, 1000, 10000, 100000].filter(at => at <= axis.max).map(value => ({value})); };
  }
  const y = {type: log ? 'logarithmic' : 'linear', stacked, grid, title: {display: true, text: unit, color: ink('--soft')},
    ticks: {...ticks, maxTicksLimit: 9, callback: value => value.toLocaleString('en', {maximumSignificantDigits: 3})}};
  if (!log) y.beginAtZero = true;
  return {x, y};
}

function dataset(curve, colour, stacked, index) {
  return {
    label: curve.label || curve.name, data: curve.points, borderColor: colour, backgroundColor: colour + (stacked ? '66' : '22'), fill: stacked ? (index === 0 ? 'origin' : '-1') : false,
    borderWidth: curve.look === 'faint' ? 1.2 : 1.8, borderDash: curve.look === 'dashed' ? [6, 4] : [],
    pointRadius: curve.points.length > 1 ? (curve.plot === 'capacity' ? 4 : 0) : 3, pointHitRadius: 8, stepped: curve.plot === 'replicas' ? 'before' : false,
    spanGaps: false, tension: 0};
}

function drawn(plot, curves, stacked) {
  const names = [...new Set(curves.map(curve => curve.name))];
  const palette = COLOURS[dark() ? 'dark' : 'light'];
  return curves.map((curve, index) => dataset(curve, palette[names.indexOf(curve.name) % palette.length], stacked, index));
}

/** Curves over time as the result holds them; a log axis has no place for zero, and an unseen second is a gap. */
function timed(series) {
  return {...series, points: series.seconds.map((x, i) => {
    const y = series.values[i];
    return {x, y: y === null || (series.plot === 'latency' && y <= 0) ? NaN : y};
  })};
}

/** Latency by percentile: x is 1 / (1 − p), so that each further nine gets the same room; the greatest value stands at the count. */
function ranked(distribution) {
  const last = Math.max(10, distribution.count);
  return {...distribution, plot: 'percentiles', points: distribution.percentiles
    .map((percent, i) => ({x: percent >= 100 ? last : 1 / (1 - percent / 100), y: distribution.values[i]}))
    .filter(point => point.x >= 1 && point.x <= last && point.y > 0)};
}

/** All plots as cards in a grid. {@code shown} picks and dresses the curves to draw, {@code marks} gives the marks. */
function plots(curves, shown, marks, stackable) {
  const groups = new Map();
  for (const curve of curves) {
    const key = curve.plot + '\n' + curve.unit;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(curve);
  }
  const rank = key => { const at = ORDER.indexOf(key.split('\n')[0]); return at < 0 ? ORDER.length : at; };
  const cards = [...groups.keys()].sort((a, b) => rank(a) - rank(b)).map(key => {
    const [plot, unit] = key.split('\n');
    const title = plot === 'percentiles' ? 'Latency by percentile' : TITLES[plot] || plot;
    const canvas = el('canvas', {role: 'img', 'aria-label': title + ', ' + unit});
    const made = el('section', {}, el('h3', {}, title), el('div', {class: 'canvas'}, canvas));
    charts.push({canvas, plot, unit, curves: groups.get(key), shown, marks, stackable});
    return made;
  });
  return el('div', {class: 'plots'}, ...cards);
}

/** Draws what is shown now, in the colours of now; called again when either changes. */
function draw() {
  for (const entry of charts) {
    const picked = entry.shown(entry.curves);
    const stacked = entry.plot === 'cpu' && entry.stackable();
    const time = entry.plot !== 'percentiles' && entry.plot !== 'capacity';
    const labels = time ? Math.min(LABEL_ROWS, new Set(entry.marks().map(mark => mark.what)).size) : 0;
    if (entry.chart) entry.chart.destroy();
    entry.chart = new Chart(entry.canvas, {
      type: 'line',
      data: {datasets: drawn(entry.plot, picked, stacked)},
      plugins: [happenings],
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, interaction: {mode: 'nearest', axis: 'x', intersect: false},
        layout: {padding: {top: 13 * labels}},
        scales: axes(entry.plot, entry.unit, stacked),
        plugins: {
          happenings: {time, marks: () => entry.marks()},
          legend: {position: 'bottom', labels: {color: ink('--ink'), boxWidth: 18, boxHeight: 2, padding: 10,
            filter: (item, data) => data.datasets.findIndex(other => other.label === item.text) === item.datasetIndex}},
          tooltip: {callbacks: {
            title: items => items.length === 0 ? '' : entry.plot === 'percentiles' ? percentOf(items[0].parsed.x) : text(items[0].parsed.x) + (entry.plot === 'capacity' ? '' : ' s'),
            label: item => item.dataset.label + ': ' + text(item.parsed.y) + ' ' + entry.unit}}}}});
  }
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
addEventListener('beforeprint', () => { printing = true; draw(); });
addEventListener('afterprint', () => { printing = false; draw(); });

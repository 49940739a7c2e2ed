// The score of one sensor against its threshold.
import { byId, count, say, time } from './dom.js';

const MOST = 300;
const select = byId('sensor');
let chart = null;
let sensor = null;
let offered = '';
let points = [];

export function series(news) {
  if (news.reset || news.sensor !== sensor) points = [];
  sensor = news.sensor;
  points.push(...news.points);
  points = points.slice(-MOST);
  document.getElementById('series').dataset.sensor = sensor;
  draw();
}

/** Fills the chooser; calls back when a person chooses. */
export function chooser(onChoice) {
  select.addEventListener('change', () => onChoice(select.value));
}

export function choose(name) {
  if (![...select.options].some(option => option.value === name)) select.add(new Option(name, name));
  select.value = name;
}

export function sensors(names) {
  const now = names.join();
  if (now === offered || document.activeElement === select) return;
  offered = now;
  const chosen = select.value;
  select.replaceChildren(new Option('last that alerted', ''), ...names.map(name => new Option(name, name)));
  if (chosen) choose(chosen);
}

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function draw() {
  if (!points.length) return;
  const last = points[points.length - 1];
  const above = points.filter(point => point[3]).length;
  say(byId('series-note'), `${sensor}: score ${last[1].toFixed(2)}, threshold ${last[2].toFixed(2)}; ${count(above)} of the last ${count(points.length)} windows anomalous.`);
  if (!window.Chart) return;
  chart ??= make();
  chart.data.datasets[0].data = points.map(point => ({ x: point[0], y: point[1] }));
  chart.data.datasets[0].pointRadius = points.map(point => (point[3] ? 3.5 : 0));
  chart.data.datasets[1].data = points.map(point => ({ x: point[0], y: point[2] }));
  chart.update('none');
}

function make() {
  const line = { borderWidth: 1.8, pointRadius: 0, tension: 0 };
  return new window.Chart(byId('chart'), {
    type: 'line',
    data: { datasets: [
      { ...line, label: 'score', data: [], borderColor: colour('--accent'), backgroundColor: colour('--accent'), pointBackgroundColor: colour('--bad'), pointBorderColor: colour('--bad') },
      { ...line, label: 'threshold', data: [], borderColor: colour('--faint'), backgroundColor: colour('--faint'), borderDash: [6, 4], borderWidth: 1.4 }] },
    options: {
      animation: false, parsing: false, normalized: true, responsive: true, maintainAspectRatio: false,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      plugins: { legend: { labels: { color: colour('--text'), boxWidth: 18, boxHeight: 1.5 } }, tooltip: { callbacks: { title: items => time(items[0].parsed.x) } } },
      scales: {
        x: { type: 'linear', ticks: { color: colour('--faint'), maxTicksLimit: 7, maxRotation: 0, callback: at => time(at).slice(0, 5) }, grid: { display: false } },
        y: { beginAtZero: true, ticks: { color: colour('--faint'), maxTicksLimit: 6 }, grid: { color: colour('--line') } } } } });
}

addEventListener('themed', () => {
  chart?.destroy();
  chart = null;
  draw();
});

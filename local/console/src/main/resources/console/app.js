// Takes the stream apart and hands each part to the piece of the page that shows it.
import { act } from './actions.js';
import { byId, say, time } from './dom.js';
import { advice, changes, firing } from './feeds.js';
import { letters } from './letters.js';
import { models } from './models.js';
import { pipeline } from './pipeline.js';
import { choose, chooser, sensors, series } from './series.js';

const SILENCE_MILLIS = 4000;
let source = null;
let heardAt = 0;
let seenAt = 0;
let chosen = '';

function connect(sensor) {
  source?.close();
  source = new EventSource(sensor ? `events?sensor=${encodeURIComponent(sensor)}` : 'events');
  source.addEventListener('tick', event => tick(JSON.parse(event.data)));
  source.addEventListener('series', event => series(JSON.parse(event.data)));
}

function tick(news) {
  heardAt = Date.now();
  document.documentElement.dataset.first ??= String(Math.round(performance.now()));
  if (news.picture) {
    seenAt = news.picture.seenAt;
    pipeline(news.picture);
    models(news.picture.models);
    demo(news.demo, news.picture.at);
    count(news.picture.firing);
    sensors(news.sensors);
    connection(news.picture.blind);
  }
  if (news.firing) firing(news.firing, show);
  if (news.alerts) changes(news.alerts, news.hello);
  if (news.advice) advice(news.advice, news.hello);
  if (news.letters) letters(news.letters);
}

function connection(blind) {
  const pill = byId('connection');
  const silent = Date.now() - heardAt > SILENCE_MILLIS;
  const state = silent ? 'lost' : blind ? 'blind' : 'live';
  if (pill.dataset.state === state) return;
  pill.dataset.state = state;
  say(pill, silent ? 'console not reachable, trying again' : blind ? (seenAt ? `Kafka not readable since ${time(seenAt)}` : 'waiting for Kafka') : 'live');
}

function count(bySeverity) {
  const all = Object.values(bySeverity).reduce((sum, one) => sum + one, 0);
  say(byId('firing-count'), all === 0 ? 'no alert fires' : `${all} ${all === 1 ? 'alert fires' : 'alerts fire'}`);
  byId('firing-count').classList.toggle('quiet', all === 0);
}

function demo(there, now) {
  byId('demo').hidden = !there;
  if (!there) return;
  const sale = there.saleUntil > now;
  byId('sale').disabled = !there.live || !there.users || sale;
  byId('fault').disabled = !there.live || there.sensors.length === 0;
  say(byId('demo-label'), sale ? `Flash sale, ${Math.ceil((there.saleUntil - now) / 1000)} s left` : there.live ? 'Demo' : 'Demo: training comes first');
}

function show(sensor) {
  chosen = sensor;
  choose(sensor);
  connect(sensor);
}

chooser(sensor => {
  chosen = sensor;
  connect(sensor);
});
byId('sale').addEventListener('click', () => act('api/demo/flash-sale', {}));
byId('fault').addEventListener('click', () => act('api/demo/break-sensor', chosen ? { sensor: chosen } : {}));
byId('theme').addEventListener('click', () => window.switchTheme());
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, dialog')) return;
  const goals = { a: 'alerts-title', p: 'pipeline-title', s: 'sensor', m: 'models-title', d: 'letters-title' };
  if (event.key === 't') window.switchTheme();
  else if (goals[event.key]) {
    const goal = byId(goals[event.key]);
    if (goal.tabIndex < 0) goal.tabIndex = -1;
    goal.focus();
    goal.scrollIntoView({ block: 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    event.preventDefault();
  }
});
setInterval(() => { if (Date.now() - heardAt > SILENCE_MILLIS) connection(false); }, 1000);
connect('');

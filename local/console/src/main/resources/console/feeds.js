// Alerts and recommendations as they come.
import { byId, count, h, keyed, millis, say, time } from './dom.js';

const CHANGES = 12;
const ADVICE = 8;
const FIRING = 12;

const level = severity => (severity >= 6 ? 'high' : severity >= 3 ? 'medium' : 'low');

/** All that fire, the newest first; {@code show} is called with a sensor that a person wants to see. */
export function firing(alerts, show) {
  keyed(byId('firing'), [...alerts].reverse().slice(0, FIRING), alert => alert.alertId,
    alert => h('li', { 'data-alert': alert.alertId, 'data-sensor': alert.sensor, 'data-at': alert.at },
      h('span', { class: 'dot', 'aria-hidden': 'true' }),
      h('span', { class: 'what' },
        h('button', { type: 'button', class: 'link', title: 'Show its score', onclick: () => show(alert.sensor) }, alert.sensor),
        h('span', { class: 'faint why' })),
      h('span', { class: 'right faint' })),
    (row, alert) => {
      row.className = `firing ${level(alert.severity)}`;
      say(row.querySelector('.why'), ` ${level(alert.severity)} · ${alert.cause}${alert.channel ? ` · ${alert.channel}` : ''}`);
      say(row.querySelector('.right'), `${alert.score.toFixed(2)} > ${alert.threshold.toFixed(2)} · ${time(alert.at)}`);
    });
  const more = alerts.length - FIRING;
  say(byId('alerts-note'), alerts.length === 0 ? 'none firing' : `${count(alerts.length)} firing${more > 0 ? `, the newest ${FIRING} shown` : ''}`);
}

export function changes(steps, hello) {
  const list = byId('changes');
  if (hello) list.replaceChildren();
  for (const step of steps) {
    list.prepend(h('li', {}, h('span', { class: 'what' }, `${step.sensor} `, h('span', { class: step.firing ? 'bad' : 'good' }, step.firing ? 'firing' : 'resolved')),
      h('span', { class: 'right faint' }, `${step.model} · ${time(step.at)}`)));
  }
  while (list.children.length > CHANGES) list.lastChild.remove();
  const newest = steps.filter(step => step.firing).pop();
  if (newest && !hello) say(byId('announce'), `Alert: ${newest.sensor} is firing, ${level(newest.severity)}`);
}

export function advice(items, hello) {
  const list = byId('advice');
  if (hello) list.replaceChildren();
  for (const item of items) {
    list.prepend(h('li', {}, h('span', { class: 'what' }, h('b', {}, item.user), h('span', { class: 'faint' }, ` ${item.items.join(', ')}`)),
      h('span', { class: 'right faint' }, item.millis > 0 ? millis(item.millis) : '')));
  }
  while (list.children.length > ADVICE) list.lastChild.remove();
}

// Versions and their stages.
import { act, ask } from './actions.js';
import { byId, h } from './dom.js';

let shown = '';

export function models(versions) {
  const now = JSON.stringify(versions);
  if (now === shown) return;
  shown = now;
  byId('models-note').hidden = versions.length > 0;
  const rows = byId('model-rows');
  const focused = document.activeElement?.id;
  rows.replaceChildren(...versions.map(row));
  if (focused) byId(focused)?.focus();
}

function row(one) {
  const live = one.stage === 'live';
  return h('tr', { 'data-model': one.name, 'data-version': one.version, 'data-stage': one.stage },
    h('td', {}, one.name), h('td', {}, one.version),
    h('td', {}, h('span', { class: `stage ${one.stage}` }, one.stage)),
    h('td', {}, `${Math.round(one.traffic * 100)} %`),
    h('td', { class: 'buttons' },
      live ? null : h('button', { type: 'button', id: `promote-${one.name}-${one.version}`, onclick: () => promote(one) }, 'Promote'),
      h('button', { type: 'button', id: `rollback-${one.name}-${one.version}`, onclick: () => rollback(one, live) }, live ? 'Roll back' : 'Retire')));
}

async function promote(one) {
  if (await ask(`Make ${one.name} ${one.version} live? Workers swap to it at once, without a restart.`, 'Promote')) {
    await act('api/models/promote', { model: one.name, version: one.version });
  }
}

async function rollback(one, live) {
  const question = live
    ? `Retire ${one.name} ${one.version}? The version that was live before it serves again.`
    : `Retire ${one.name} ${one.version}?`;
  if (await ask(question, live ? 'Roll back' : 'Retire')) {
    await act('api/models/rollback', { model: one.name, version: one.version });
  }
}

// Records that could not be used, and how to send them again.
import { act, ask } from './actions.js';
import { byId, count, h, keyed, say, time } from './dom.js';

const NEWEST = 6;

export function letters(board) {
  const all = board.counts.reduce((sum, one) => sum + one.count, 0);
  say(byId('letters-count'), all === 0 ? 'none' : count(all));
  keyed(byId('letter-kinds'), board.counts, one => `${one.stage}/${one.kind}`,
    one => h('li', { 'data-kind': one.kind, 'data-stage': one.stage },
      h('span', { class: 'what' }, h('b', {}, one.kind), h('span', { class: 'faint' }, ` ${one.stage}`)),
      h('span', { class: 'right' }, h('span', { class: 'number' }),
        h('button', { type: 'button', 'aria-label': `Redrive ${one.kind} of ${one.stage}`, onclick: () => kind(one) }, 'Redrive'))),
    (row, one) => say(row.querySelector('.number'), count(one.count)));
  byId('letter-lines').replaceChildren(...board.newest.slice(0, NEWEST).map(line => h('li', {},
    h('span', { class: 'what' }, h('span', {}, `${line.topic} ${line.key}`), h('span', { class: 'faint' }, ` ${line.reason}`),
      h('code', {}, line.text)),
    h('span', { class: 'right faint' }, time(line.at)))));
}

async function kind(one) {
  const question = `Send the dead letters of ${one.kind}, ${one.stage}, again? Each goes to the topic it came from; those sent again before stay. What was wrong with them is wrong still, unless the cause was mended.`;
  if (await ask(question, 'Redrive')) {
    await act('api/dead-letters/redrive', { stage: one.stage, kind: one.kind });
  }
}

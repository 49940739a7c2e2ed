// What a person does: asked first, told afterwards.
import { byId, h } from './dom.js';

const SHOWN_MILLIS = 8000;

export function toast(message, ok) {
  const note = h('p', { class: ok ? 'toast' : 'toast bad' }, message);
  byId('toasts').append(note);
  setTimeout(() => note.remove(), SHOWN_MILLIS);
}

/** Posts and tells the answer; resolves to whether it worked. */
export async function act(path, request) {
  try {
    const answer = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(request) });
    const outcome = await answer.json();
    toast(outcome.message, outcome.ok);
    return outcome.ok;
  } catch {
    toast('The console does not answer: is it running?', false);
    return false;
  }
}

/** Resolves to whether a person said yes. */
export function ask(question, yes) {
  const dialog = byId('confirm');
  byId('confirm-text').textContent = question;
  byId('confirm-yes').textContent = yes;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(done => dialog.addEventListener('close', () => done(dialog.returnValue === 'yes'), { once: true }));
}

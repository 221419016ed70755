/** Which colleagues have this incident open, and who of them writes; told to each other every ten seconds. */

import { fill, icon, make, showIf } from './dom.js';
import { put } from './api.js';

const INTERVAL = 10_000;
/** Somebody who has stopped typing for so long does not write. */
const WRITES_FOR = 60_000;

/** @param form whose typing counts as writing */
export function presenceOf(form, place, path, scope) {
  let typedAt = 0;
  let shown = '';
  const isWriting = () => Date.now() - typedAt < WRITES_FOR && form.elements.message.value.trim() !== '';
  const tell = async () => {
    const { body } = await put(`${path}/presence`, { writing: isWriting() }, { signal: scope.signal, isRead: true });
    const words = wordsOf(body.items);
    if (words === shown) return;
    shown = words;
    fill(place, icon(body.items.some(({ writing }) => writing) ? 'pen' : 'eye'), make('span', {}, words));
    showIf(place, words !== '');
  };
  const quietly = () => tell().catch(() => {});
  form.addEventListener('input', () => {
    const wasWriting = isWriting();
    typedAt = Date.now();
    if (!wasWriting && isWriting()) quietly();
  });
  scope.every(INTERVAL, quietly);
  quietly();
}

/** “Ben is writing an update”, “Ben and Eve have this open” */
function wordsOf(others) {
  const said = (names, one, many) => (names.length === 0 ? null : `${listed(names)} ${names.length === 1 ? one : many}`);
  const namesOf = (writing) => others.filter((other) => other.writing === writing).map(({ name }) => name);
  return [said(namesOf(true), 'is writing an update', 'are writing updates'), said(namesOf(false), 'has this open', 'have this open')].filter(Boolean).join('; ');
}

const listed = (names) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);

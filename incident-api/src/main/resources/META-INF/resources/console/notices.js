/** Short sentences about what just happened; screen readers read them. */

import { icon, make } from './dom.js';

/** @param {'good'|'warn'|'down'|'note'} tone */
export function notice(words, tone = 'good') {
  const place = document.getElementById('notices');
  const symbol = { good: 'check', warn: 'slow', down: 'cross', note: 'info' }[tone];
  const line = make('p', { class: `notice tone-${tone}` }, icon(symbol), make('span', {}, words));
  place.replaceChildren(line);
  setTimeout(() => line.remove(), 8000);
}

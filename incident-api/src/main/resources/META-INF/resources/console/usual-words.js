/** The usual text of a status, where nothing else is written yet; typing replaces it. The service has the texts. */

import { get } from './api.js';

const all = {};

/** Whether nobody has written this but the service. */
export const isUsual = (text) => Object.values(all).includes(text);

export function usualWords(form) {
  get('/v1/templates/defaults')
    .then(({ body }) => body.items.forEach(({ status, message }) => { all[status] = message; }))
    .catch(() => {}); // then nothing is proposed
  const { message } = form.elements;
  const isOurs = () => isUsual(message.value);
  form.addEventListener('change', ({ target }) => {
    if (target.name !== 'status' || (message.value.trim() !== '' && !isOurs())) return;
    message.value = all[target.value] ?? '';
    message.dispatchEvent(new Event('input', { bubbles: true }));
  });
  message.addEventListener('focus', () => { if (isOurs()) message.select(); });
}

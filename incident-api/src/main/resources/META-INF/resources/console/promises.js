/** Whom an incident concerns, and when the next update comes: typed as people do, and told back in words with the zone. */

import { copyOf, part } from './dom.js';
import { showViolation } from './forms.js';
import { timeOf, told } from './typed-times.js';

export function promiseFields() {
  const fields = copyOf('fields-promises');
  const input = fields.querySelector('[name=next_update_at]');
  input.addEventListener('input', () => tell(fields, input));
  return fields;
}

function tell(fields, input) {
  const at = input.value.trim() === '' ? null : timeOf(input.value);
  part(fields, 'told').textContent = at ? `Customers read: next update by ${told(at, document.body.dataset.timeZone)}` : '';
}

/** True where the time, if there is one, can be read. */
export function checkPromises(form) {
  const input = form.elements.next_update_at;
  if (!input || input.value.trim() === '' || timeOf(input.value)) return true;
  showViolation(form, 'next_update_at', 'must be a time, such as “in 2 h”, “10 pm” or “tomorrow 9”');
  input.focus();
  return false;
}

export function promisesFrom(values) {
  const body = {};
  if (values.scope?.trim()) body.scope = values.scope.trim();
  if (values.next_update_at?.trim()) body.next_update_at = timeOf(values.next_update_at)?.toISOString() ?? values.next_update_at;
  return body;
}

/** Keeping a text for later: as a draft, or until a time at which it goes out by itself. */

import { copyOf, fill, part } from './dom.js';
import { showViolation } from './forms.js';
import { timeOf, told } from './typed-times.js';

/** @param keep gets the fields of the request that say so */
export function laterFields(form, keep) {
  const fields = copyOf('fields-later');
  const input = fields.querySelector('[name=publish_at]');
  fill(part(form, 'later'), fields);
  const tell = () => {
    const at = timeOf(input.value);
    part(fields, 'told').textContent = at ? `It goes out by itself: ${told(at)}` : '';
  };
  input.addEventListener('input', tell);
  part(fields, 'keep').addEventListener('click', () => keep({ publication: 'draft' }));
  part(fields, 'schedule').addEventListener('click', () => {
    const at = timeOf(input.value);
    if (at) {
      keep({ publication: 'scheduled', publish_at: at.toISOString() });
    } else if (!input.hasAttribute('aria-invalid')) {
      showViolation(form, 'publish_at', 'must be a time to come, such as “tomorrow 9”, “10 pm” or “in 2 h”');
      input.focus();
    }
  });
  return { show: () => { if (input.value) fields.open = true; tell(); } };
}

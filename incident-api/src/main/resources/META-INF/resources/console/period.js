/** When an incident began and ended, where that is not now. */

import { copyOf, part } from './dom.js';
import { showViolation } from './forms.js';
import { pastTimeOf, told } from './typed-times.js';

const NAMES = ['started_at', 'resolved_at'];

export function periodFields() {
  const fields = copyOf('fields-period');
  fields.addEventListener('input', () => {
    const words = { started_at: 'began', resolved_at: 'ended' };
    const said = NAMES.map((name) => [name, pastTimeOf(fields.querySelector(`[name=${name}]`).value)]).filter(([, at]) => at);
    part(fields, 'told').textContent = said.length === 0 ? '' : `It ${said.map(([name, at]) => `${words[name]} ${told(at)}`).join(', and ')}. One that began more than a day ago, or is over since an hour, is filled in afterwards: nobody is notified unless you ask for it.`;
  });
  return fields;
}

/** True where both times can be read. */
export function checkPeriod(form) {
  for (const name of NAMES) {
    const input = form.elements[name];
    if (input.value.trim() !== '' && !pastTimeOf(input.value)) {
      showViolation(form, name, 'must be a time in the past, such as “2 h ago”, “9 pm” or “yesterday 14:30”');
      input.focus();
      return false;
    }
  }
  return true;
}

export function periodFrom(values) {
  return Object.fromEntries(NAMES.filter((name) => values[name]?.trim() && (name !== 'resolved_at' || values.status === 'resolved'))
    .map((name) => [name, pastTimeOf(values[name])?.toISOString() ?? values[name]]));
}

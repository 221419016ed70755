/** The step before what cannot be undone; there is one nowhere else. */

import { newKey } from './api.js';
import { fill, part } from './dom.js';
import { openDialog } from './dialog.js';
import { checkRequired, showProblem, valuesOf, whileBusy } from './forms.js';

/** @param work gets what the fields say and an Idempotency-Key */
export function confirmDialog({ title, what, confirm, fields = [], isHarmless = false, work }) {
  const dialog = openDialog('dialog-confirm');
  const form = part(dialog, 'form');
  form.dataset.scope = 'confirm';
  part(dialog, 'title').textContent = title;
  part(dialog, 'what').textContent = what;
  part(dialog, 'confirm').textContent = confirm;
  if (isHarmless) part(dialog, 'confirm').className = 'primary';
  fill(part(dialog, 'fields'), ...fields);
  const key = newKey();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    whileBusy(form, async () => {
      if (!checkRequired(form)) return;
      try {
        await work(valuesOf(form), key);
        dialog.close();
      } catch (failure) {
        showProblem(form, failure);
      }
    });
  });
}

/** Moving a maintenance to another time, and calling it off. */

import { checkWindow, tellWindow, windowFields, windowFrom } from './window-fields.js';
import { asField } from './times.js';
import { checkRequired, setValues, showProblem, valuesOf, whileBusy } from './forms.js';
import { fill, make, part } from './dom.js';
import { confirmDialog } from './confirming.js';
import { insist, patch, post } from './api.js';
import { noticeOf } from './approvals.js';
import { openDialog } from './dialog.js';

export function moveDialog(maintenance, path, reload) {
  const dialog = openDialog('dialog-move');
  const form = part(dialog, 'form');
  form.dataset.scope = 'move';
  fill(part(form, 'window'), windowFields());
  const zone = maintenance.time_zone;
  setValues(form, { starts_at: asField(maintenance.starts_at, zone), ends_at: asField(maintenance.ends_at, zone), time_zone: zone });
  tellWindow(form);
  const move = () => whileBusy(form, async () => {
    if (!checkRequired(form) || !checkWindow(form)) return;
    const { message } = valuesOf(form);
    try {
      const answer = await patch(path, { ...windowFrom(form), ...(message.trim() ? { message } : {}) }, { ifMatch: `"${maintenance.version}"` });
      dialog.close();
      noticeOf(answer, 'Moved. Delivery of the new window has started.');
      await reload();
    } catch (failure) {
      showProblem(form, failure);
    }
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    move();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      move();
    }
  });
}

export function cancelDialog(maintenance, path, reload) {
  confirmDialog({
    title: 'Cancel this maintenance?',
    what: 'Everybody who was notified of it is notified that it will not take place. This cannot be undone.',
    confirm: 'Cancel and notify',
    fields: [make('div', { class: 'field' }, make('label', { for: 'cancel-message' }, 'Message ', make('span', { class: 'soft' }, '(may be empty)')),
      make('textarea', { id: 'cancel-message', name: 'message', rows: 3, maxlength: 25000 }))],
    async work(values, key) {
      const answer = await insist(() => post(`${path}/cancel`, values.message.trim() ? { message: values.message } : {}, { key, ifMatch: `"${maintenance.version}"` }));
      noticeOf(answer, 'Cancelled. Delivery has started.');
      await reload();
    },
  });
}

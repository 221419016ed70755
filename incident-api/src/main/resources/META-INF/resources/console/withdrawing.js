/** Taking back what was told by mistake; an admin's. */

import { confirmDialog } from './confirming.js';
import { go } from './router.js';
import { insist, post } from './api.js';
import { make } from './dom.js';
import { notice } from './notices.js';

const reason = () => make('div', { class: 'field' }, make('label', { for: 'withdraw-reason' }, 'Reason'),
  make('input', { id: 'withdraw-reason', name: 'reason', maxlength: 500, required: true, autocomplete: 'off', 'aria-describedby': 'withdraw-hint' }),
  make('p', { class: 'hint', id: 'withdraw-hint' }, 'For the audit trail only. Do not repeat the text to be deleted.'));

export function withdrawDialog(incident, kind, path) {
  confirmDialog({
    title: 'Withdraw everything?',
    what: 'All its texts are deleted here, on the status page and on the blog. Sent mails and posts on X remain. This cannot be undone.',
    confirm: 'Withdraw it',
    fields: [reason()],
    async work(values, key) {
      await insist(() => post(`${path}/withdraw`, { reason: values.reason }, { key, ifMatch: `"${incident.version}"` }));
      notice('Withdrawn. The pages are being removed.', 'warn');
      go(kind === 'maintenances' ? '#/maintenance' : '#/');
    },
  });
}

export function withdrawUpdateDialog(incident, update, path, reload) {
  confirmDialog({
    title: 'Withdraw this update?',
    what: 'Its text is deleted here, on the status page and on the blog. Sent mails and posts on X remain. This cannot be undone.',
    confirm: 'Withdraw the update',
    fields: [reason()],
    async work(values, key) {
      await insist(() => post(`${path}/updates/${update.id}/withdraw`, { reason: values.reason }, { key, ifMatch: `"${incident.version}"` }));
      notice('Withdrawn. Its page is being removed.', 'warn');
      await reload();
    },
  });
}

/** Erasing a person, also one who left long ago; an admin's. */

import { confirmDialog } from './confirming.js';
import { mailPost, saveAs } from './email.js';
import { make, part } from './dom.js';
import { openDialog } from './dialog.js';

export function eraseDialog(email, done) {
  confirmDialog({
    title: 'Erase a person?',
    what: 'The address and everything stored under it is deleted. This cannot be undone.',
    confirm: 'Erase for good',
    fields: [make('div', { class: 'field' }, make('label', { for: 'erase-email' }, 'E-mail address'),
      make('input', { id: 'erase-email', name: 'email', type: 'email', maxlength: 254, required: true, autocomplete: 'off', value: email })),
    make('label', { class: 'check' }, make('input', { type: 'checkbox', name: 'keep_out', checked: true }), ' Remember not to add this address again')],
    async work(values) {
      const { body } = await mailPost('/v1/subscribers/erase', { email: values.email.trim(), keep_out: values.keep_out });
      showProof(body, done);
    },
  });
}

function showProof(proof, done) {
  const dialog = openDialog('dialog-proof', { onclose: done });
  const text = JSON.stringify(proof, null, 2);
  part(dialog, 'proof').textContent = text;
  part(dialog, 'save').addEventListener('click', () => saveAs(new Blob([text], { type: 'application/json' }), 'erasure.json'));
}

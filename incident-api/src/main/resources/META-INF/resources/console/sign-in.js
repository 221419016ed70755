/** Signing in: the page for it, and the dialog when a token has run out in the middle of work. */

import { copyOf, fill, part, showIf } from './dom.js';
import { openDialog } from './dialog.js';
import { beginAtProvider, hasProvider } from './oidc.js';
import { session } from './session.js';

export function signInPage(main, said) {
  const view = copyOf('view-sign-in');
  fill(main, view);
  wire(view);
  if (said) showProblem(view, said);
  view.querySelector('input').focus();
}

let dialog = null;

export function signInAgain() {
  if (dialog) return;
  dialog = openDialog('dialog-sign-in', { onclose: () => { dialog = null; } });
  part(dialog, 'later').addEventListener('click', () => dialog.close());
  const opened = dialog;
  wire(dialog, () => opened.close());
  dialog.querySelector('input').focus();
}

function wire(root, done = () => {}) {
  const form = part(root, 'form');
  const input = form.querySelector('input');
  if (hasProvider()) {
    part(root, 'provider').hidden = false;
    part(root, 'go').addEventListener('click', () => beginAtProvider().catch((failure) => showProblem(root, failure.message)));
  }
  const check = async () => {
    const candidate = input.value.trim().replace(/^bearer\s+/i, '');
    if (!candidate || form.dataset.busy) return;
    form.dataset.busy = 'true';
    try {
      await session.begin(candidate);
      input.value = '';
      input.blur();
      done();
    } catch (failure) {
      showProblem(root, failure.name === 'TimeoutError' || failure instanceof TypeError ? 'The service cannot be reached.' : failure.message);
      input.select();
    } finally {
      delete form.dataset.busy;
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    check();
  });
  input.addEventListener('paste', () => setTimeout(check));
}

function showProblem(root, words) {
  const place = showIf(part(root, 'problem'), true);
  place.textContent = words;
}

/** Modal dialogs: the browser keeps the focus inside, Escape closes, and the focus goes back where it came from. */

import { copyOf, part } from './dom.js';

/** Opens a copy of the template; it is gone when closed. */
export function openDialog(templateId, { onclose } = {}) {
  const before = document.activeElement;
  const dialog = copyOf(templateId);
  document.body.append(dialog);
  part(dialog, 'cancel')?.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
    onclose?.();
  });
  dialog.showModal();
  return dialog;
}

export const isDialogOpen = () => document.querySelector('dialog[open]') !== null;

/** That an incident is limited to groups, and whether the status page shows it all the same. */

import { confirmDialog } from './confirming.js';
import { icon, make } from './dom.js';
import { notice } from './notices.js';
import { patch } from './api.js';
import { wordsFor } from './forms.js';
import { limitOf } from './words.js';

/** Says whom it is limited to; null where it is for everybody. */
export const limitChip = (limited) =>
  limitOf(limited) ? make('span', { class: 'chip wraps tone-note' }, icon('info'), limitOf(limited)) : null;

export function showingButton(incident, path, reload) {
  const change = async (isPublic) => {
    await patch(path, { public: isPublic }, { ifMatch: `"${incident.version}"` });
    notice(isPublic ? 'The status page shows it to everybody.' : 'The status page does not show it any more.');
    await reload();
  };
  const show = () => confirmDialog({
    title: 'Show it on the status page?',
    what: 'Everybody can then read it on the status page, in the feeds and in the blog. Nobody else is notified.',
    confirm: 'Show it',
    work: () => change(true),
  });
  const hide = async ({ currentTarget: button }) => {
    button.disabled = true;
    try {
      await change(false);
    } catch (failure) {
      notice(failure.status === 412 ? 'A colleague has changed it meanwhile; reload.' : wordsFor(failure), 'down');
      button.disabled = false;
    }
  };
  return incident.public
    ? make('button', { type: 'button', class: 'plain', onclick: hide }, icon('cross'), 'Hide from the status page')
    : make('button', { type: 'button', class: 'plain', onclick: show }, icon('eye'), 'Show on the status page');
}

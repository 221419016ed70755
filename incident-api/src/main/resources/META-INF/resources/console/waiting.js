/** What is written but not told yet: drafts, also those that machines keep, and what goes out by itself at its time. */

import { noticeOf } from './approvals.js';
import { ago, local } from './times.js';
import { chip, copyOf, fill, icon, make, part, showIf } from './dom.js';
import { limitChip } from './showing.js';
import { confirmDialog } from './confirming.js';
import { get, insist, newKey, pathOf, post, remove } from './api.js';
import { wordsFor } from './forms.js';
import { notice } from './notices.js';
import { preview } from './preview.js';
import { showExcerpt } from './rendered.js';
import { session } from './session.js';
import { draftStateOf, limitOf, statusOf } from './words.js';

/** Drafts of new incidents or maintenances, those that go out by themselves first. */
export async function draftsOf(path, options) {
  const [scheduled, drafts] = await Promise.all(
    ['scheduled', 'draft'].map((publication) => get(`${path}?publication=${publication}&limit=50`, options)),
  );
  return [...scheduled.body.items, ...drafts.body.items];
}

/** @param reload is called when one is gone */
export function waitingOf(drafts, reload) {
  return drafts.map((draft) => {
    const view = copyOf('card-draft');
    const what = draft.title ?? `Update: ${statusOf(draft.status ?? 'investigating').words}`;
    const heading = part(view, 'title');
    heading.textContent = what;
    heading.dataset.key = `draft-${draft.id}`;
    fill(part(view, 'chips'), chip(draftStateOf(draft)), limitChip(draft));
    showExcerpt(part(view, 'excerpt'), draft.message ?? '');
    fill(part(view, 'when'), ...whenOf(draft));
    showIf(part(view, 'error'), Boolean(draft.publish_error)).textContent = draft.publish_error ?? '';
    fill(part(view, 'actions'), ...(session.isOperator ? actionsOf(draft, what, reload) : []));
    return view;
  });
}

function whenOf(draft) {
  const by = `${draft.updated_by}, `;
  const written = make('time', { datetime: draft.updated_at, 'data-ago': draft.updated_at }, ago(draft.updated_at));
  return draft.publication === 'scheduled' ? [`Published automatically on ${local(draft.publish_at)} · `, by, written] : [by, written];
}

function actionsOf(draft, what, reload) {
  const path = pathOf(draft);
  const ifMatch = `"draft-${draft.version}"`;
  const button = (words, symbol, of, onclick) => make('button', { type: 'button', 'data-key': `${of}-${draft.id}`, 'aria-label': `${words}: ${what}`, onclick }, icon(symbol), words);
  const key = newKey();
  const publish = async () => {
    noticeOf(await insist(() => post(`${path}/publish`, undefined, { key, ifMatch })), 'Published.');
    await reload();
  };
  const publishAsSeen = () => publish().catch((failure) => notice(`Not published: ${wordsFor(failure)}`, 'down'));
  const publishUnseen = () => confirmDialog({
    title: 'Publish it now?',
    what: limitOf(draft) ? `“${what}” is published. ${limitOf(draft)}.` : `“${what}” goes to everybody it is meant for, and onto the status page.`,
    confirm: 'Publish',
    work: publish,
  });
  const forget = () => confirmDialog({
    title: 'Delete this draft?',
    what: `“${what}” was told to nobody, and will be told to nobody.`,
    confirm: 'Delete the draft',
    async work() {
      await remove(path, { ifMatch });
      notice('Deleted.');
      await reload();
    },
  });
  return [
    make('a', { class: 'button', href: formOf(draft), 'data-key': `edit-${draft.id}`, 'aria-label': `Edit: ${what}` }, icon('pen'), 'Edit'),
    button('Preview', 'eye', 'preview', () => preview({ draft: draft.id }, publishAsSeen)),
    button('Publish', 'check', 'publish', publishUnseen),
    button('Delete', 'cross', 'delete', forget),
  ];
}

/** Where a draft is changed. */
function formOf({ kind, incident_id: about, id }) {
  const all = kind === 'maintenance' ? '#/maintenance' : '#/incidents';
  return about ? `${all}/${about}/update?draft=${id}` : `${all}/new?draft=${id}`;
}

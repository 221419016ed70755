/** What waits for a second operator: listed on the first page, approved there. */

import { ago, local } from './times.js';
import { chip, copyOf, fill, icon, make, part, showIf } from './dom.js';
import { confirmDialog } from './confirming.js';
import { get, insist, pathOf, post } from './api.js';
import { notice } from './notices.js';
import { preview } from './preview.js';
import { session } from './session.js';
import { impactOf, statusOf } from './words.js';

const REFRESH = 15_000;
const CHANGES = { correct: 'Correction', edit: 'Change without an announcement', reschedule: 'New window', cancel: 'Cancellation', postmortem: 'Post-mortem' };

export const waitsForApproval = (answer) => answer?.status === 202 && Boolean(answer.body?.approval);

/** Says that it was done, or that another operator has to approve it first. */
export function noticeOf(answer, words) {
  if (waitsForApproval(answer)) notice('Nobody was told yet: another operator has to approve it. It waits on the first page.', 'warn');
  else notice(words);
}

/** Shows what waits in the first page's section, and keeps it up to date. */
export async function approvals(section, scope) {
  let shown = '';
  const load = async () => {
    const { items } = (await get('/v1/approvals?limit=50', { signal: scope.signal })).body;
    const found = JSON.stringify(items);
    if (found === shown) return;
    shown = found;
    const focused = section.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    fill(part(section, 'approvals'), ...items.map((draft) => card(draft, load)));
    if (focused) section.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    showIf(section, items.length > 0);
  };
  await load();
  scope.every(REFRESH, () => load().catch(() => {}));
}

/** What tells nobody, and is approved because of what follows from it. */
const isSilent = ({ change, body }) => change === 'edit' || (change === 'correct' && body?.correction !== 'announce');

const LABELS = { public: 'On public pages' };
const labelOf = (field) => LABELS[field] ?? field.charAt(0).toUpperCase() + field.slice(1).replaceAll('_', ' ');

function valueOf(field, value) {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return JSON.stringify(value);
  return field.endsWith('_at') ? local(value) : value;
}

/** Every field of a requested change in full, as it has no preview; the impact has a chip. */
const changesOf = ({ body }) => Object.entries(body ?? {})
  .filter(([field]) => field !== 'impact')
  .map(([field, value]) => make('li', {}, make('span', { class: 'soft' }, `${labelOf(field)}: `), valueOf(field, value)));

const titleOf = (draft) => draft.title
  ?? CHANGES[draft.change]
  ?? `Update${draft.headline ? `: ${draft.headline}` : draft.status ? `: ${statusOf(draft.status).words}` : ''}`;

function card(draft, reload) {
  const view = copyOf('card-approval');
  const what = titleOf(draft);
  const { approval } = draft;
  const impact = draft.impact ?? draft.body?.impact;
  part(view, 'title').textContent = what;
  fill(part(view, 'chips'), chip({ words: 'Waits for approval', tone: 'warn', icon: 'eye' }),
    impact ? chip(impactOf(impact)) : null, make('span', {}, approval.because));
  part(view, 'excerpt').textContent = draft.message ?? '';
  fill(part(view, 'changes'), ...changesOf(draft));
  showIf(part(view, 'changes'), part(view, 'changes').childElementCount > 0);
  const about = draft.incident_id;
  const place = draft.kind === 'maintenance' ? 'maintenance' : 'incidents';
  fill(part(view, 'when'), `Asked by ${approval.requested_by} `,
    make('time', { datetime: approval.requested_at, 'data-ago': approval.requested_at }, ago(approval.requested_at)),
    draft.publish_at ? ` · due ${local(draft.publish_at)}` : '',
    ...(about ? [' · ', make('a', { href: `#/${place}/${about}` }, draft.kind === 'maintenance' ? 'the maintenance' : 'the incident')] : []));
  fill(part(view, 'actions'), ...(session.isOperator ? actionsOf(draft, what, reload) : []));
  return view;
}

function actionsOf(draft, what, reload) {
  const isOwn = session.me.name === draft.approval.requested_by || session.me.name === draft.updated_by;
  const approve = async (body, key) => {
    const answer = await insist(() => post(`${pathOf(draft)}/approve`, body, { key, ifMatch: `"draft-${draft.version}"` }));
    notice(answer.status === 202 ? `Approved. It is published on ${local(answer.body.publish_at)}.`
      : isSilent(draft) ? 'Approved and done. Nobody is notified.' : 'Approved and published. Delivery has started.');
    await reload();
  };
  const button = (words, symbol, of, onclick) =>
    make('button', { type: 'button', 'data-key': `${of}-${draft.id}`, 'aria-label': `${words}: ${what}`, onclick }, icon(symbol), words);
  const ask = () => confirmDialog({
    title: isSilent(draft) ? 'Approve it?' : 'Approve and publish it?',
    what: `“${what}” ${isSilent(draft) ? 'is done' : 'goes out'} in the name of ${draft.approval.requested_by}, with your approval.`,
    confirm: 'Approve',
    work: (values, key) => approve({}, key),
  });
  const breakGlass = () => confirmDialog({
    title: 'Approve your own?',
    what: `“${what}” is ${isSilent(draft) ? 'done' : 'published'} without a second operator. The audit trail keeps the reason.`,
    confirm: 'Break the glass',
    fields: [make('div', { class: 'field' }, make('label', { for: 'glass-reason' }, 'Reason'),
      make('input', { id: 'glass-reason', name: 'reason', required: true, maxlength: 200, autocomplete: 'off' }))],
    work: ({ reason }, key) => approve({ break_glass: reason.trim() }, key),
  });
  return [
    draft.change ? null : button('Preview', 'eye', 'preview', () => preview({ draft: draft.id })),
    isOwn ? null : button('Approve', 'check', 'approve', ask),
    isOwn && session.isAdmin ? button('Break the glass…', 'alert', 'glass', breakGlass) : null,
  ];
}

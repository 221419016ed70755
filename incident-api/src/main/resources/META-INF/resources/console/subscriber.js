/** One subscriber: choices, state, what was sent, and who changed what. The address is neither in the URL nor in the title. */

import { itemsIfAny } from './api.js';
import { choicesFrom, subscriberFields } from './subscriber-fields.js';
import { chip, copyOf, fill, icon, make, part, showIf } from './dom.js';
import { confirmDialog } from './confirming.js';
import { eraseDialog } from './erasing.js';
import { groupsIfAny, mailGet, mailItemsIfAny, mailPatch, mailPost, mailRemove } from './email.js';
import { checkRequired, setValues, showProblem, valuesOf, whileBusy, wordsFor } from './forms.js';
import { go } from './router.js';
import { notice } from './notices.js';
import { session } from './session.js';
import { local } from './times.js';
import { deliveryStateOf, reasonOf, subscriberStateOf } from './words.js';

const ACTIONS = {
  added: 'Added',
  imported: 'Imported',
  confirmed: 'Confirmed',
  changed: 'Changed',
  left: 'Left the list',
  removed: 'Removed',
  expired: 'Forgotten: the incident is over',
  bounced: 'Mail came back',
  quarantined: 'Quarantined',
  reactivated: 'Reactivated',
  complaint: 'Left by a complaint',
  purged: 'Forgotten after the quarantine',
  erased: 'Erased',
};
const ACTORS = { subscriber: 'the subscriber', system: 'the service' };

export async function subscriber(main, { id }, scope) {
  const view = copyOf('view-subscriber');
  const options = { signal: scope.signal };
  const path = `/v1/subscribers/${encodeURIComponent(id)}`;
  const [{ body: one }, components, groups] = await Promise.all([
    mailGet(path, options),
    itemsIfAny('/v1/components?limit=200', options).catch(() => null),
    groupsIfAny(scope.signal),
  ]);
  const form = part(view, 'form');
  fill(part(form, 'choices'), subscriberFields('choices', components ?? [], groups, one));
  fill(part(form, 'zones'), ...(Intl.supportedValuesOf?.('timeZone') ?? []).map((zone) => make('option', { value: zone })));
  setValues(form, { language: one.language ?? '', time_zone: one.time_zone ?? '', note: one.note ?? '' });
  const reload = async () => {
    const { body } = await mailGet(path, options);
    drawHead(view, body, path, reload);
    await drawHistory(view, path, options);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    whileBusy(form, async () => {
      if (!checkRequired(form)) return;
      const { language, time_zone: zone, note } = valuesOf(form);
      const orNull = (text) => text.trim() || null;
      try {
        await mailPatch(path, { ...choicesFrom(form), language: orNull(language), time_zone: orNull(zone), note: orNull(note) });
        notice('Saved.');
        await reload();
      } catch (failure) {
        showProblem(form, failure);
      }
    });
  });
  drawHead(view, one, path, reload);
  await Promise.all([drawHistory(view, path, options), drawSent(view, path, options)]);
  scope.show(main, view);
  return 'Subscriber';
}

function drawHead(view, one, path, reload) {
  const state = subscriberStateOf(one.state);
  part(view, 'head').className = `head edged edge-${state.tone}`;
  part(view, 'title').textContent = one.email;
  fill(part(view, 'chips'), chip(state), one.listed ? null : make('span', { class: 'soft' }, 'follows single incidents only'));
  part(view, 'facts').textContent = [
    `On the list since ${local(one.created_at)}`,
    one.confirmed_at ? `confirmed ${local(one.confirmed_at)}` : 'not confirmed, gets no mail',
    one.quarantine ? `in quarantine since ${local(one.quarantine.since)}: ${reasonOf(one.quarantine.reason)}` : null,
  ].filter(Boolean).join(' · ');
  const attempt = (work, said) => async ({ currentTarget: button }) => {
    button.disabled = true;
    try {
      await work();
      notice(said);
      await reload();
    } catch (failure) {
      notice(wordsFor(failure), 'down');
      button.disabled = false;
    }
  };
  const change = (to) => () => mailPatch(path, { state: to });
  const button = (words, symbol, onclick, kind = null) => make('button', { type: 'button', class: kind, onclick }, icon(symbol), words);
  fill(part(view, 'actions'),
    one.state === 'active' ? button('Pause', 'stop', attempt(change('paused'), 'Paused: no mail until resumed.')) : null,
    one.state === 'paused' ? button('Resume', 'again', attempt(change('active'), 'Resumed.')) : null,
    one.state === 'quarantined' ? button('Reactivate', 'again', attempt(() => mailPost(`${path}/reactivate`, {}), 'Reactivated.')) : null,
    button('Remove', 'cross', () => removeDialog(path), 'danger-quiet'),
    session.isAdmin ? button('Erase…', 'cross', () => eraseDialog(one.email, () => go('#/subscribers')), 'plain') : null);
}

function removeDialog(path) {
  confirmDialog({
    title: 'Remove from the list?',
    what: 'The address is deleted and gets no more mail. An import does not bring it back; the person can subscribe again.',
    confirm: 'Remove',
    async work() {
      await mailRemove(path);
      notice('Removed from the list.', 'warn');
      go('#/subscribers');
    },
  });
}

async function drawHistory(view, path, options) {
  const { body } = await mailGet(`${path}/history`, options);
  fill(part(view, 'history'), ...body.items.toReversed().map(({ at, actor, action, fields }) => make('li', { class: 'line' },
    make('span', {}, ACTIONS[action] ?? action.replaceAll('_', ' '), fields.length > 0 ? `: ${fields.join(', ').replaceAll('_', ' ')}` : ''),
    make('span', { class: 'soft' }, `${ACTORS[actor] ?? actor}, ${local(at)}`))));
}

/** What this address was sent, and why not. */
async function drawSent(view, path, options) {
  const items = await mailItemsIfAny(`${path}/deliveries?limit=50`, options);
  showIf(part(view, 'sent-section'), items !== null);
  if (items === null) return;
  const [incidents, works] = await Promise.all(['incidents', 'maintenances'].map((kind) =>
    itemsIfAny(`/v1/${kind}?status=all&limit=100`, options).catch(() => null)));
  const known = new Map([
    ...(works ?? []).map(({ id, title }) => [id, { title, href: `#/maintenance/${id}` }]),
    ...(incidents ?? []).map(({ id, title }) => [id, { title, href: `#/incidents/${id}` }]),
  ]);
  const about = (id) => (known.has(id) ? make('a', { href: known.get(id).href }, known.get(id).title) : make('span', {}, id));
  fill(part(view, 'sent'), ...(items.length > 0 ? items.map(({ incident_id: id, state, reason, at }) => make('li', { class: 'line' },
    make('span', { class: 'grow' }, about(id), make('span', { class: 'soft block' }, [reasonOf(reason), at ? local(at) : ''].filter(Boolean).join(', '))),
    chip(deliveryStateOf(state)))) : [make('li', { class: 'none' }, 'Nothing yet.')]));
}

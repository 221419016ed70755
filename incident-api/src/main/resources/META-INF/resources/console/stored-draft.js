/** A draft that the service keeps, opened in a form to be changed. */

import { get, insist, patch, post } from './api.js';
import { draftOf } from './drafts.js';
import { asField, HERE } from './times.js';

/** The fields of each form; where it leaves one out, the draft loses it. What no form shows stays. */
const BOTH = ['headline', 'author', 'components', 'notify', 'texts'];
const FIELDS = {
  incident: [...BOTH, 'status', 'impact', 'scope', 'next_update_at', 'analysis_promised', 'restore_components', 'started_at', 'resolved_at', 'audience', 'public'],
  maintenance: [...BOTH, 'reminders', 'auto_start', 'auto_complete', 'recurrence'],
};
const SHOWN_REMINDERS = ['P1D', 'PT1H'];
const TIMES = ['next_update_at', 'publish_at', 'started_at', 'resolved_at'];

const typed = (instant) => asField(instant, HERE).replace('T', ' ');

/** The form's fields of a stored request. */
function fieldsOf(stored) {
  const fields = {};
  for (const [name, value] of Object.entries(stored)) {
    if (typeof value === 'string' || typeof value === 'boolean') fields[name] = value;
  }
  for (const name of TIMES.filter((at) => stored[at])) fields[name] = typed(stored[name]);
  for (const name of ['starts_at', 'ends_at'].filter((at) => stored[at])) fields[name] = asField(stored[name], stored.time_zone ?? document.body.dataset.timeZone);
  for (const [name, isTold] of Object.entries(stored.notify ?? {})) fields[`notify.${name}`] = isTold;
  for (const [name, text] of Object.entries(stored.texts ?? {})) fields[`texts.${name}`] = text;
  for (const component of stored.components ?? []) {
    if (component.id) fields[`component.${component.id}`] = component.status;
    else fields[`named.${component}`] = true;
  }
  for (const group of stored.audience ?? []) fields[`audience.${group}`] = true;
  for (const before of stored.reminders ?? []) fields[`remind.${before}`] = true;
  if (stored.restore_components !== undefined) fields.restore = stored.restore_components;
  return fields;
}

const emptied = (names) => Object.fromEntries(names.map((name) => [name, null]));

/** Reads it; what was changed in this tab and not saved since is kept. */
export async function storedDraft(path, options) {
  const { body: stored } = await get(path, options);
  if (stored.publication === 'published') return null;
  const local = draftOf(`${stored.id}-${stored.version}`);
  if (!local.isThere) local.save(fieldsOf(stored));
  const isAnnouncement = stored.kind === 'maintenance' && !stored.incident_id;
  const others = (stored.reminders ?? []).filter((before) => !SHOWN_REMINDERS.includes(before));
  let ifMatch = `"draft-${stored.version}"`;
  let saved = null;
  const save = async (body) => {
    const left = FIELDS[isAnnouncement ? 'maintenance' : 'incident'].filter((name) => stored[name] && body[name] === undefined);
    const request = { publication: 'draft', publish_at: null, ...emptied(left), ...body };
    if (others.length > 0) request.reminders = [...(body.reminders ?? []), ...others];
    if (body.texts) request.texts = { ...emptied(Object.keys(stored.texts ?? {})), ...body.texts };
    const { etag } = await patch(path, request, { ifMatch });
    ifMatch = etag;
    saved = JSON.stringify(body);
  };
  return {
    local,
    save,
    /** Saves what the form says, unless an earlier attempt has, and publishes it; @param wait for how long it is held */
    async publish(body, wait, key) {
      if (JSON.stringify(body) !== saved) await save(body);
      return insist(() => post(`${path}/publish`, wait, { key, ifMatch }));
    },
    /** Makes what is held a draft again. */
    async takeBack(held) {
      ({ etag: ifMatch } = await patch(path, { publication: 'draft' }, { ifMatch: `"draft-${held.version}"` }));
    },
    /** A colleague took it back, or it could not be published; what the form says is saved again, unless more was changed. */
    onDraftAgain(held, { version }) {
      if (version !== held.version + 1) return;
      ifMatch = `"draft-${version}"`;
      saved = null;
    },
  };
}

/** The form for the next word about an incident or a maintenance. */

import { copyOf, fill, make, part, showIf } from './dom.js';
import { draftOf } from './drafts.js';
import { componentsFrom, impactField, moreFields, statusField, wordFields, wordsFrom } from './fields.js';
import { itemsIfAny, post } from './api.js';
import { go } from './router.js';
import { notice } from './notices.js';
import { checkPromises, promiseFields, promisesFrom } from './promises.js';
import { publishing } from './publishing.js';
import { rendered } from './rendered.js';
import { templateChoice } from './templates.js';
import { ago } from './times.js';
import { usualWords } from './usual-words.js';
import { valuesOf } from './forms.js';
import { counted, INCIDENT_STATUSES, limitOf, MAINTENANCE_STATUSES, statusOf } from './words.js';

/**
 * @param stored the draft of an update to change, or null
 * @param reload reads the incident again and hands it to `meanwhile`
 */
export async function composer(incident, { kind, path, stored }, scope, reload) {
  const isWork = kind === 'maintenances';
  const form = copyOf('form-update');
  const components = (await itemsIfAny('/v1/components?limit=200', { signal: scope.signal }).catch(() => null)) ?? [];
  let latest = incident;
  let seen = incident;
  const draft = (stored?.local ?? draftOf(incident.id)).basedOn(() => ({ status: latest.status, version: seen.version, title: seen.title, updates: seen.updates.map(({ id }) => ({ id })) }));
  const begun = draft.isThere ? draft.base : undefined;
  if (stored) part(form, 'heading').textContent = 'Draft of an update';

  const drawStatus = (chosen) => fill(part(form, 'status'), statusField(isWork ? MAINTENANCE_STATUSES : INCIDENT_STATUSES, chosen));
  /** A status the operator has not chosen is the one it has, whoever changed that. */
  const followStatus = (before, after) => {
    if (before !== after && valuesOf(form).status === before) drawStatus(after);
  };
  const drawLimit = (of) => {
    part(form, 'limit').textContent = limitOf(of);
    showIf(part(form, 'limit'), limitOf(of) !== '');
  };
  drawLimit(incident);
  drawStatus(incident.status);
  fill(part(form, 'words'), wordFields());
  fill(part(form, 'promises'), promiseFields());
  form.elements.scope.value = incident.scope ?? '';
  fill(part(form, 'more'), moreFields(components, { impact: isWork ? null : impactField('As it is') }));
  const choice = await templateChoice(form, 'update', scope.signal, incident.title);
  fill(part(form, 'templates'), choice);

  const fallen = () => components.filter((component) => latest.components.some(({ id }) => id === component.id) && component.status !== 'operational');
  const offerRestoring = () => {
    const isEnd = !isWork && valuesOf(form).status === 'resolved';
    part(form, 'restore-words').textContent = `Bring ${counted(fallen().length, 'component')} back to operational, except those another incident affects`;
    showIf(part(form, 'restore'), isEnd && fallen().length > 0);
  };
  form.addEventListener('change', offerRestoring);

  const bodyOf = () => {
    const values = valuesOf(form);
    const body = { ...wordsFrom(values), ...promisesFrom(values) };
    if (values.analysis_promised) body.analysis_promised = true;
    const named = componentsFrom(form);
    if (named.length > 0) body.components = named;
    if (!part(form, 'restore').hidden && values.restore) body.restore_components = true;
    return body;
  };

  const panel = part(form, 'meanwhile');
  const seenIds = () => new Set(seen.updates.map(({ id }) => id));
  const news = () => latest.updates.filter(({ id }) => !seenIds().has(id));
  const accept = () => {
    seen = latest;
    panel.hidden = true;
    if (draft.isThere) draft.save(draft.fields);
  };
  const showNews = (isRefused) => {
    const words = news().map((update) => make('blockquote', {},
      make('p', { class: 'soft' }, `${statusOf(update.status).words}, ${ago(update.posted_at)}${update.author ? `, signed ${update.author}` : ''}`), rendered(update.message, 2)));
    fill(panel, make('p', {}, make('strong', {}, isRefused ? 'Not published: a colleague was faster.' : 'A colleague has posted meanwhile.')),
      ...(words.length > 0 ? words : [make('p', {}, `Title, impact or a text was changed; it now stands at ${statusOf(latest.status).words.toLowerCase()}.`)]),
      make('p', {}, isRefused ? 'Your text is kept. Publish again if it still holds.' : 'Your text is kept.'),
      isRefused ? null : make('button', { type: 'button', onclick: () => { accept(); form.elements.message.focus(); } }, 'I have read it'));
    panel.hidden = false;
  };

  const isOnlyOurs = (hadStatus) => news().length === 0 && latest.status === hadStatus && latest.title === seen.title;

  // What was begun before colleagues went on is not told over their heads, and its status only where it was chosen.
  if (begun) {
    seen = begun.version === incident.version ? incident : begun;
    if (draft.fields.status === begun.status) draft.save({ ...draft.fields, status: incident.status });
  }
  usualWords(form);
  publishing(form, {
    draft,
    stored,
    check: () => checkPromises(form),
    bodyOf,
    wrap: (body) => ({ [isWork ? 'maintenance_id' : 'incident_id']: incident.id, update: body }),
    send: (body, key) => post(`${path}/updates`, body, { key, ifMatch: `"${seen.version}"` }),
    async kept() {
      if (stored) {
        go(location.hash.replace(/\/update\?.*$/, ''));
        return;
      }
      form.reset();
      form.elements.scope.value = latest.scope ?? '';
      await reload();
    },
    async changed() {
      await reload();
      showNews(true);
      seen = latest;
      panel.focus();
    },
    async done({ body }) {
      if (stored) {
        notice('Published. Delivery has started.');
        go(location.hash.replace(/\/update\?.*$/, ''));
        return;
      }
      const author = form.elements.author.value;
      form.reset();
      form.elements.author.value = author;
      form.elements.scope.value = body.scope ?? '';
      seen = { ...latest, updates: [...latest.updates, body] };
      panel.hidden = true;
      notice('Published. Delivery has started.');
      await reload();
      drawStatus(latest.status);
      offerRestoring();
      document.getElementById(`said-${body.id}`)?.scrollIntoView({ block: 'nearest' });
    },
  });
  offerRestoring();
  if (seen !== incident) {
    if (isOnlyOurs(begun.status)) accept();
    else showNews(false);
  }

  return {
    element: form,
    focus: () => form.elements.message.focus(),
    /** The incident has a newer version: a word of a colleague is shown before anything is published over it. */
    meanwhile(newer) {
      // Read a second time by the stream: what was shown of it, a refusal too, stays where it is being read.
      if (newer.version === seen.version) return;
      const hadStatus = latest.status;
      latest = newer;
      drawLimit(newer);
      followStatus(hadStatus, newer.status);
      if (isOnlyOurs(hadStatus) || !draft.isThere) {
        accept();
      } else if (!panel.contains(document.activeElement)) {
        showNews(false);
      }
    },
  };
}

/** A new incident. */

import { componentsFrom, impactField, moreFields, statusField, wordFields, wordsFrom } from './fields.js';
import { audienceField, audienceFrom, checkAudience } from './audience.js';
import { copyOf, fill, part } from './dom.js';
import { draftOf } from './drafts.js';
import { storedDraft } from './stored-draft.js';
import { go } from './router.js';
import { itemsIfAny, post } from './api.js';
import { checkPeriod, periodFields, periodFrom } from './period.js';
import { notice } from './notices.js';
import { prefill } from './prefill.js';
import { checkPromises, promiseFields, promisesFrom } from './promises.js';
import { publishing } from './publishing.js';
import { templateChoice } from './templates.js';
import { usualWords } from './usual-words.js';
import { valuesOf } from './forms.js';
import { INCIDENT_STATUSES } from './words.js';

/** @param parameters.query of a link: template, components, title, impact, source; or draft, the id of one to change */
export async function opening(main, parameters, scope) {
  const view = copyOf('view-opening');
  const form = part(view, 'form');
  const { draft: id } = parameters.query ?? {};
  const stored = id ? await storedDraft(`/v1/incidents/${encodeURIComponent(id)}`, { signal: scope.signal }) : null;
  if (id && !stored) return go(`#/incidents/${id}`);
  const draft = stored?.local ?? draftOf('opening');
  if (stored) part(view, 'heading').textContent = 'Draft of an incident';
  const components = (await itemsIfAny('/v1/components?limit=200', { signal: scope.signal }).catch(() => null)) ?? [];
  fill(part(form, 'status'), statusField(INCIDENT_STATUSES, 'investigating'));
  fill(part(form, 'impact'), impactField(components.length > 0 ? 'From components' : 'Please choose'));
  fill(part(form, 'words'), wordFields());
  fill(part(form, 'promises'), promiseFields());
  fill(part(form, 'period'), periodFields());
  fill(part(form, 'more'), moreFields(components));
  fill(part(form, 'templates'), await templateChoice(form, 'incident', scope.signal));
  audienceField(form, part(form, 'audience'), draft, scope.signal);
  publishing(form, {
    draft,
    stored,
    check: () => checkAudience(form) && checkPromises(form) && checkPeriod(form),
    bodyOf() {
      const body = { ...wordsFrom(valuesOf(form)), ...promisesFrom(valuesOf(form)), ...periodFrom(valuesOf(form)) };
      const named = componentsFrom(form);
      if (named.length > 0) body.components = named;
      Object.assign(body, audienceFrom(form));
      return body;
    },
    wrap: (body) => ({ incident: body }),
    send: (body, key) => post('/v1/incidents', body, { key }),
    async done({ body }) {
      notice('Published. Delivery has started.');
      go(`#/incidents/${body.id}`);
    },
    kept: () => go('#/'),
  });
  scope.show(main, view);
  usualWords(form);
  form.elements.title.focus();
  prefill(form, components, parameters.query ?? {});
  return 'New incident';
}

/** A new incident. */

import { componentsFrom, impactField, moreFields, statusField, wordFields, wordsFrom } from './fields.js';
import { copyOf, fill, part } from './dom.js';
import { draftOf } from './drafts.js';
import { go } from './router.js';
import { itemsIfAny, post } from './api.js';
import { notice } from './notices.js';
import { publishing } from './publishing.js';
import { templateChoice } from './templates.js';
import { valuesOf } from './forms.js';
import { INCIDENT_STATUSES } from './words.js';

export async function opening(main, parameters, scope) {
  const view = copyOf('view-opening');
  const form = part(view, 'form');
  const components = (await itemsIfAny('/v1/components?limit=200', { signal: scope.signal }).catch(() => null)) ?? [];
  fill(part(form, 'status'), statusField(INCIDENT_STATUSES, 'investigating'));
  fill(part(form, 'impact'), impactField(components.length > 0 ? 'From components' : 'Minor impact'));
  fill(part(form, 'words'), wordFields());
  fill(part(form, 'more'), moreFields(components));
  fill(part(form, 'templates'), await templateChoice(form, 'incident', scope.signal));
  publishing(form, {
    draft: draftOf('opening'),
    bodyOf() {
      const body = wordsFrom(valuesOf(form));
      const named = componentsFrom(form);
      if (named.length > 0) body.components = named;
      return body;
    },
    wrap: (body) => ({ incident: body }),
    send: (body, key) => post('/v1/incidents', body, { key }),
    async done({ body }) {
      notice('Published. Delivery has started.');
      go(`#/incidents/${body.id}`);
    },
  });
  fill(main, view);
  form.elements.title.focus();
  return 'New incident';
}

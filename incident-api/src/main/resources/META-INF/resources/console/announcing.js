/** Announcing a maintenance. */

import { checkWindow, tellWindow, windowFields, windowFrom } from './window-fields.js';
import { copyOf, fill, part } from './dom.js';
import { draftOf } from './drafts.js';
import { storedDraft } from './stored-draft.js';
import { go } from './router.js';
import { itemsIfAny, post } from './api.js';
import { moreFields, namedFrom, wordFields, wordsFrom } from './fields.js';
import { notice } from './notices.js';
import { publishing } from './publishing.js';
import { recurrenceField } from './recurrence.js';
import { templateChoice } from './templates.js';
import { valuesOf } from './forms.js';

export async function announcing(main, parameters, scope) {
  const view = copyOf('view-announcing');
  const form = part(view, 'form');
  const { draft: id } = parameters.query ?? {};
  const stored = id ? await storedDraft(`/v1/maintenances/${encodeURIComponent(id)}`, { signal: scope.signal }) : null;
  if (id && !stored) return go(`#/maintenance/${id}`);
  if (stored) part(view, 'heading').textContent = 'Draft of a maintenance';
  const draft = stored?.local ?? draftOf('announcing');
  const components = (await itemsIfAny('/v1/components?limit=200', { signal: scope.signal }).catch(() => null)) ?? [];
  fill(part(form, 'window'), windowFields());
  fill(part(form, 'recurrence'), recurrenceField(form, draft.fields.recurrence));
  fill(part(form, 'words'), wordFields());
  fill(part(form, 'more'), moreFields(components, { states: false }));
  fill(part(form, 'templates'), await templateChoice(form, 'maintenance', scope.signal));
  publishing(form, {
    draft,
    stored,
    check: () => checkWindow(form),
    bodyOf() {
      const body = { ...wordsFrom(valuesOf(form)), ...windowFrom(form) };
      const named = namedFrom(form);
      if (named.length > 0) body.components = named;
      return { ...body, ...byItself(form) };
    },
    wrap: (body) => ({ maintenance: body }),
    send: (body, key) => post('/v1/maintenances', body, { key }),
    async done({ body }) {
      notice('Announced. Delivery has started.');
      go(`#/maintenance/${body.id}`);
    },
    kept: () => go('#/'),
  });
  tellWindow(form);
  form.elements.starts_at.dispatchEvent(new Event('change'));
  scope.show(main, view);
  form.elements.title.focus();
  return 'Announce maintenance';
}

/** What is not ticked is left to the service's settings. */
function byItself(form) {
  const plan = {};
  if (form.elements.recurrence.value) plan.recurrence = form.elements.recurrence.value;
  const reminders = ['P1D', 'PT1H'].filter((before) => form.elements[`remind.${before}`].checked);
  if (reminders.length > 0) plan.reminders = reminders;
  for (const name of ['auto_start', 'auto_complete']) {
    if (form.elements[name].checked) plan[name] = true;
  }
  return plan;
}

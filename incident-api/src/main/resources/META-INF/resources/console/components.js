/** The components' states, as the status page shows them. */

import { chip, copyOf, fill, make, part, redraw } from './dom.js';
import { get, newKey, patch, post } from './api.js';
import { checkRequired, showProblem, whileBusy, wordsFor } from './forms.js';
import { notice } from './notices.js';
import { session } from './session.js';
import { COMPONENT_STATUSES, componentStateOf } from './words.js';

const REFRESH = 15_000;

export async function components(main, parameters, scope) {
  const view = copyOf('view-components');
  const load = async () => {
    const { body } = await get('/v1/components?limit=200', { signal: scope.signal });
    redraw(view, () => draw(view, body.items, load));
  };
  await load();
  const form = part(view, 'form');
  if (!session.isOperator) form.closest('details').remove();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    whileBusy(form, async () => {
      if (!checkRequired(form)) return;
      const { name, group } = form.elements;
      try {
        await post('/v1/components', { name: name.value, ...(group.value.trim() ? { group: group.value } : {}) }, { key: newKey() });
        notice(`${name.value} is on the status page now.`);
        name.value = '';
        name.focus();
        await load();
      } catch (failure) {
        if (!failure.violations?.length) notice(wordsFor(failure), 'down');
        else showProblem(form, failure);
      }
    });
  });
  fill(main, view);
  scope.every(REFRESH, () => document.activeElement?.tagName !== 'SELECT' && load().catch(() => {}));
  return 'Components';
}

function draw(view, all, load) {
  const groups = new Map();
  for (const component of all) {
    const name = component.group ?? '';
    groups.set(name, [...(groups.get(name) ?? []), component]);
  }
  fill(part(view, 'groups'), ...(all.length === 0 ? [make('p', { class: 'none' }, 'There are no components yet. The status page does without; mail and posts go to everybody.')] : []),
    ...[...groups].map(([name, members]) => make('section', { class: 'card' }, name ? make('h2', {}, name) : null,
      make('ul', { class: 'rows' }, ...members.map((component) => row(component, load))))));
  fill(part(view, 'group-names'), ...[...groups.keys()].filter(Boolean).map((name) => make('option', { value: name })));
}

function row(component, load) {
  const state = componentStateOf(component.status);
  const name = make('span', { class: 'grow' }, make('strong', {}, component.name), component.description ? make('span', { class: 'soft block' }, component.description) : null);
  if (!session.isOperator) return make('li', { class: 'line' }, name, chip(state));
  const select = make('select', { 'aria-label': `State of ${component.name}`, 'data-key': component.id, class: `tone-${state.tone}` },
    ...COMPONENT_STATUSES.map((status) => make('option', { value: status, selected: status === component.status }, componentStateOf(status).words)));
  select.addEventListener('change', async () => {
    try {
      await patch(`/v1/components/${component.id}`, { status: select.value }, { ifMatch: `"${component.version}"` });
      notice(`${component.name}: ${componentStateOf(select.value).words.toLowerCase()}.`);
    } catch (failure) {
      notice(failure.status === 412 ? 'A colleague has changed it meanwhile; reload.' : wordsFor(failure), 'down');
    }
    await load().catch(() => {});
  });
  return make('li', { class: 'line' }, name, select);
}

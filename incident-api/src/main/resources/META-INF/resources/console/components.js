/** The components' states, as the status page shows them. */

import { confirmDialog } from './confirming.js';
import { draggable, groupsOf, inTurn, moveButtons, moveGroupButtons } from './component-order.js';
import { chip, copyOf, fill, icon, make, part, redraw } from './dom.js';
import { get, insist, newKey, patch, post, remove } from './api.js';
import { checkRequired, showProblem, whileBusy, wordsFor } from './forms.js';
import { notice } from './notices.js';
import { session } from './session.js';
import { showUptime } from './uptime.js';
import { COMPONENT_STATUSES, componentStateOf } from './words.js';

const REFRESH = 15_000;

export async function components(main, parameters, scope) {
  const view = copyOf('view-components');
  const shown = { groups: [], etag: null, chosen: new Map() };
  let loads = 0;
  const load = async () => {
    const mine = ++loads;
    const { body, etag } = await get('/v1/components?limit=200', { signal: scope.signal });
    if (mine !== loads) return;
    Object.assign(shown, { groups: groupsOf(body.items), etag });
    redraw(view, () => draw(view, shown, load, scope));
  };
  await load();
  const form = part(view, 'form');
  if (!session.isOperator) form.closest('details').remove();
  let key = newKey();
  form.addEventListener('input', () => { key = newKey(); });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    whileBusy(form, async () => {
      if (!checkRequired(form)) return;
      const { name, group } = form.elements;
      try {
        const body = { name: name.value, ...(group.value.trim() ? { group: group.value } : {}) };
        const mine = key;
        await insist(() => post('/v1/components', body, { key: mine }));
        key = newKey();
        notice(`${body.name} is on the status page now.`);
        name.value = '';
        name.focus();
        await load();
      } catch (failure) {
        if (!failure.violations?.length) notice(wordsFor(failure), 'down');
        else showProblem(form, failure);
      }
    });
  });
  scope.show(main, view);
  scope.every(REFRESH, () => !isChoosing() && load().catch(() => {}));
  return 'Components';
}

/** Whether a list of states is open, which a redraw would close; where the browser cannot tell, whether one has the focus. */
function isChoosing() {
  return document.querySelector(CSS.supports('selector(:open)') ? 'select:open' : 'select:focus') !== null;
}

function draw(view, shown, load, scope) {
  const { groups } = shown;
  const headOf = ({ name }) => make('div', { class: 'between' }, make('h2', {}, name || 'Without a group'),
    session.isOperator && groups.length > 1 ? make('span', { class: 'tools' }, ...moveGroupButtons(shown, name, load)) : null);
  fill(part(view, 'groups'), ...(groups.length === 0 ? [make('p', { class: 'none' }, 'There are no components yet. The status page does without; mail and posts go to everybody.')] : []),
    ...groups.map((group) => make('section', { class: 'card' }, group.name || groups.length > 1 ? headOf(group) : null,
      make('ul', { class: 'rows' }, ...group.members.map((component) => row(shown, component, load, scope))))));
  fill(part(view, 'group-names'), ...groups.filter(({ name }) => name).map(({ name }) => make('option', { value: name })));
}

function row(shown, component, load, scope) {
  const state = componentStateOf(component.status);
  const uptime = make('span', { class: 'uptime soft' });
  showUptime(uptime, component, scope.signal);
  const name = make('span', { class: 'grow' }, make('strong', {}, component.name), component.description ? make('span', { class: 'soft block' }, component.description) : null, uptime);
  if (!session.isOperator) return make('li', { class: 'line' }, name, chip(state));
  const tool = (words, symbol, onclick) => make('button', { type: 'button', class: 'plain', 'aria-label': `${words} ${component.name}`, title: words, 'data-key': `${words}-${component.id}`, onclick }, icon(symbol));
  return draggable(make('li', { class: 'line' }, name, ...stateOf(shown, component, state, load), make('span', { class: 'tools' },
    ...moveButtons(shown, component, load), tool('Change', 'pen', () => changeDialog(component, load)), tool('Delete', 'cross', () => deleteDialog(component, load)))), shown, component, load);
}

/**
 * The state, and a button that publishes another one: the arrow keys pass through all of them. What is chosen and not yet
 * applied survives a redraw, but not a colleague's change of the state.
 */
function stateOf(shown, component, state, load) {
  const { id, name, status: now } = component;
  if (shown.chosen.has(id) && shown.chosen.get(id).instead !== now) {
    shown.chosen.delete(id);
    notice(`A colleague has changed ${name} meanwhile: ${state.words.toLowerCase()}.`, 'warn');
  }
  const chosen = shown.chosen.get(id)?.status ?? now;
  const select = make('select', { 'aria-label': `State of ${name}`, 'data-key': id, class: `tone-${state.tone}` },
    ...COMPONENT_STATUSES.map((status) => make('option', { value: status, selected: status === chosen }, componentStateOf(status).words)));
  const apply = make('button', { type: 'button', class: 'primary', hidden: chosen === now, 'aria-label': `Apply to ${name}`, 'data-key': `apply-${id}` }, 'Apply');
  select.addEventListener('change', () => {
    if (select.value === now) shown.chosen.delete(id);
    else shown.chosen.set(id, { status: select.value, instead: now });
    apply.hidden = select.value === now;
  });
  apply.addEventListener('click', () => inTurn(async () => {
    const wanted = shown.chosen.get(id)?.status;
    if (!wanted) return;
    const { version } = shown.groups.flatMap(({ members }) => members).find((member) => member.id === id) ?? component;
    try {
      await patch(`/v1/components/${id}`, { status: wanted }, { ifMatch: `"${version}"` });
      shown.chosen.delete(id);
      notice(`${name}: ${componentStateOf(wanted).words.toLowerCase()}.`);
    } catch (failure) {
      notice(failure.status === 412 ? 'A colleague has changed it meanwhile; this is its state now.' : wordsFor(failure), 'down');
    }
    if (document.activeElement?.dataset.key === `apply-${id}`) document.querySelector(`select[data-key="${CSS.escape(id)}"]`)?.focus();
    await load();
  }));
  return [select, apply];
}

function changeDialog(component, load) {
  const field = (name, label, hint, attributes) => make('div', { class: 'field' }, make('label', { for: `change-${name}` }, label, ' ', make('span', { class: 'soft' }, hint)),
    make('input', { id: `change-${name}`, name, value: component[name] ?? '', autocomplete: 'off', ...attributes }));
  confirmDialog({
    title: 'Change the component',
    what: 'The status page shows the change at once.',
    confirm: 'Save',
    isHarmless: true,
    fields: [field('name', 'Name', '', { maxlength: 100, required: true }), field('description', 'Description', '(may be empty)', { maxlength: 500 }),
      field('group', 'Group', '(may be empty)', { maxlength: 100, list: 'component-groups' })],
    async work({ name, description, group }) {
      await patch(`/v1/components/${component.id}`, { name, description: description.trim() || null, group: group.trim() || null }, { ifMatch: `"${component.version}"` });
      notice('Saved.');
      await load();
    },
  });
}

function deleteDialog(component, load) {
  confirmDialog({
    title: 'Delete this component?',
    what: `The status page no longer shows “${component.name}”. Incidents that named it keep its name. This cannot be undone.`,
    confirm: 'Delete the component',
    async work() {
      await remove(`/v1/components/${component.id}`, { ifMatch: `"${component.version}"` });
      notice('Deleted.');
      await load();
    },
  });
}

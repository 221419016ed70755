/** Who did what, and when. */

import { copyOf, make, part, showIf } from './dom.js';
import { get } from './api.js';
import { clearProblem, setValues, showProblem, valuesOf, whileBusy } from './forms.js';
import { instantOf, HERE, local } from './times.js';
import { eventOf } from './words.js';

const PAGE = 50;
const FIELDS = ['resource', 'actor', 'action', 'since', 'until'];

export async function audit(main, { query }, scope) {
  const view = copyOf('view-audit');
  const form = part(view, 'form');
  const rows = part(view, 'rows');
  const more = part(view, 'more');
  let cursor = null;
  setValues(form, Object.fromEntries(FIELDS.map((name) => [name, query[name] ?? ''])));

  const load = async () => {
    const wanted = { ...filters(valuesOf(form)), limit: PAGE, ...(cursor ? { cursor } : {}) };
    const { body } = await get(`/v1/audit?${new URLSearchParams(wanted)}`, { signal: scope.signal });
    cursor = body.next_cursor ?? null;
    rows.append(...body.items.map(row));
    showIf(more, cursor !== null);
    if (rows.childElementCount === 0) rows.append(make('li', { class: 'none' }, 'There are no such entries.'));
  };
  const show = () => whileBusy(form, async () => {
    clearProblem(form);
    cursor = null;
    rows.replaceChildren();
    try {
      await load();
    } catch (failure) {
      showProblem(form, failure);
    }
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    show();
  });
  more.addEventListener('click', async () => {
    const before = rows.childElementCount;
    more.disabled = true;
    try {
      await load();
      rows.children[before]?.focus();
    } catch (failure) {
      showProblem(form, failure);
    } finally {
      more.disabled = false;
    }
  });
  await load();
  scope.show(main, view);
  return 'Audit';
}

function filters(values) {
  const wanted = {};
  for (const name of FIELDS) {
    const text = values[name].trim();
    if (text === '') continue;
    wanted[name] = name === 'since' || name === 'until' ? instantOf(text, HERE)?.toISOString() ?? text : text;
  }
  return wanted;
}

const placeOf = (id) => (id.startsWith('inc_') ? `#/incidents/${id}` : id.startsWith('mnt_') ? `#/maintenance/${id}` : null);

function row({ at, actor, action, address, resource_id: id, version, before, after }) {
  const place = placeOf(id);
  const changes = changed(before ?? {}, after ?? {});
  return make('li', { class: 'line', tabindex: '-1' },
    make('span', { class: 'grow' },
      make('strong', {}, actor), ' ', eventOf(action) === action ? action.replaceAll(/[._]/g, ' ') : `${eventOf(action)} (${action})`, ' ',
      place ? make('a', { href: place, 'data-part': 'link' }, after?.title ?? before?.title ?? id) : id,
      make('span', { class: 'soft block' }, make('time', { datetime: at }, local(at)), ' · ', [...changes, version > 0 ? `version ${version}` : null, `from ${address}`].filter(Boolean).join(' · '))));
}

const said = (value) => (value !== null && typeof value === 'object'
  ? Object.entries(value).map(([name, one]) => (Array.isArray(value) ? said(one) : `${name.replaceAll('_', ' ')} ${said(one)}`)).join(', ')
  : String(value));

/** What is different, in words. */
function changed(before, after) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => name !== 'title' && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => {
      const words = name.replaceAll('_', ' ');
      return before[name] === undefined ? `${words}: ${said(after[name])}` : after[name] === undefined ? `without ${words}` : `${words}: ${said(before[name])} → ${said(after[name])}`;
    });
}

/** The update list: how many, who, and those who come and go by an operator. */

import { itemsIfAny } from './api.js';
import { choicesFrom, subscriberFields } from './subscriber-fields.js';
import { chip, copyOf, fill, make, part, showIf } from './dom.js';
import { download, groupsIfAny, mailGet, mailPost } from './email.js';
import { drawGrowth } from './growth.js';
import { eraseDialog } from './erasing.js';
import { checkRequired, clearProblem, showProblem, valuesOf, whileBusy, wordsFor } from './forms.js';
import { importDialog } from './importing.js';
import { notice } from './notices.js';
import { session } from './session.js';
import { SUBSCRIBER_STATES, subscriberStateOf } from './words.js';

const PAGE = 50;

export async function subscribers(main, parameters, scope) {
  const view = copyOf('view-subscribers');
  const options = { signal: scope.signal };
  const count = async () => drawNumbers(view, (await mailGet('/v1/subscribers/summary', options)).body);
  await count();
  if (session.isOperator) {
    const [components, groups] = await Promise.all([
      itemsIfAny('/v1/components?limit=200', options).catch(() => null),
      groupsIfAny(scope.signal),
    ]);
    const list = listOf(view, new Map((components ?? []).map(({ id, name }) => [id, name])), options);
    const changed = () => Promise.all([count(), list.show()]).catch((failure) => notice(wordsFor(failure), 'down'));
    await list.show();
    fill(part(part(view, 'adding'), 'choices'), subscriberFields('adding', components ?? [], groups));
    part(view, 'adding').querySelector('[data-part="events"]').remove();
    adding(part(view, 'form'), changed);
    part(view, 'import').addEventListener('click', () => importDialog(changed));
    part(view, 'export').addEventListener('click', exportList);
    if (session.isAdmin) part(view, 'erase').addEventListener('click', () => eraseDialog('', changed));
    else part(view, 'erase').remove();
  }
  scope.show(main, view);
  return 'Subscribers';
}

function drawNumbers(view, summary) {
  fill(part(view, 'counts'), ...SUBSCRIBER_STATES.map((name) => {
    const state = subscriberStateOf(name);
    return make('div', { class: 'card' }, make('dt', {}, chip(state)), make('dd', { 'data-count': name }, summary[name].toLocaleString('en-US')));
  }));
  drawGrowth(view, summary.days);
}

/** The list, page by page; a search shows what it found in its place. */
function listOf(view, names, options) {
  const rows = part(view, 'rows');
  const more = part(view, 'more');
  const select = part(view, 'state');
  const search = part(view, 'search');
  let cursor = null;
  let latest = 0;
  fill(select, make('option', { value: '' }, 'Everybody'), ...SUBSCRIBER_STATES.map((name) => make('option', { value: name }, subscriberStateOf(name).words)));

  /** What comes after something else was asked for is dropped; no page is read twice. */
  const load = async () => {
    const mine = latest;
    more.disabled = true;
    try {
      await append(() => mine === latest);
    } catch (failure) {
      if (mine === latest) throw failure;
    } finally {
      if (mine === latest) more.disabled = false;
    }
  };
  const append = async (isLatest) => {
    const query = new URLSearchParams({ limit: PAGE, ...(cursor ? { cursor } : {}), ...(select.value ? { state: select.value } : {}) });
    const { body } = await mailGet(`/v1/subscribers?${query}`, options);
    if (!isLatest()) return;
    cursor = body.next_cursor ?? null;
    rows.append(...body.items.map((one) => row(one, names)));
    showIf(more, cursor !== null);
    if (rows.childElementCount === 0) rows.append(make('li', { class: 'none' }, select.value ? 'Nobody is in this state.' : 'Nobody is on the list yet.'));
  };
  const show = async () => {
    latest++;
    cursor = null;
    rows.replaceChildren();
    await load();
  };
  const quietly = (work) => work().catch((failure) => notice(wordsFor(failure), 'down'));
  select.addEventListener('change', () => {
    search.reset();
    clearProblem(search);
    quietly(show);
  });
  more.addEventListener('click', () => quietly(async () => {
    const before = rows.childElementCount;
    const mine = latest;
    try {
      await load();
    } catch (failure) {
      more.focus();
      throw failure;
    }
    if (mine === latest) rows.children[before]?.querySelector('a')?.focus();
  }));
  search.addEventListener('submit', (event) => {
    event.preventDefault();
    whileBusy(search, async () => {
      clearProblem(search);
      const email = search.elements.email.value.trim();
      if (email === '') return quietly(show);
      const mine = ++latest;
      more.disabled = false;
      try {
        const { body } = await mailPost('/v1/subscribers/search', { email }, options);
        if (mine !== latest) return;
        fill(rows, ...(body.items.length > 0 ? body.items.map((one) => row(one, names)) : [make('li', { class: 'none' }, 'This address is not on the list.')]));
        showIf(more, false);
      } catch (failure) {
        if (mine === latest) showProblem(search, failure);
      }
    });
  });
  return { show };
}

function row(one, names) {
  const wants = one.listed ? one.components.map((id) => names.get(id) ?? id).join(', ') || 'All components' : 'Single incidents only';
  return make('li', { class: 'line' },
    make('span', { class: 'grow' }, make('a', { href: `#/subscribers/${one.id}`, 'data-part': 'link', 'data-key': one.id }, one.email),
      make('span', { class: 'soft block' }, [wants, ...one.groups, one.note].filter(Boolean).join(' · '))),
    chip(subscriberStateOf(one.state)));
}

function adding(form, changed) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    whileBusy(form, async () => {
      if (!checkRequired(form)) return;
      const { email, note, confirmed } = valuesOf(form);
      const { components, groups } = choicesFrom(form);
      try {
        const { status } = await mailPost('/v1/subscribers', { email: email.trim(), components, groups, confirmed, ...(note.trim() ? { note } : {}) });
        if (status === 200) notice('This address was on the list already; its choices were not changed.', 'note');
        else notice('Added to the list.');
        form.reset();
        form.elements.email.focus();
        await changed();
      } catch (failure) {
        showProblem(form, failure);
      }
    });
  });
}

async function exportList({ currentTarget: button }) {
  button.disabled = true;
  try {
    await download('/v1/subscribers/export', 'text/csv', 'subscribers.csv');
  } catch (failure) {
    notice(wordsFor(failure), 'down');
  } finally {
    button.disabled = false;
  }
}

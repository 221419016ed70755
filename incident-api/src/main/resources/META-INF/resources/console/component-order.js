/** The order of groups and components: by buttons, and by dragging a row onto another. */

import { icon, make } from './dom.js';
import { put } from './api.js';
import { notice } from './notices.js';
import { wordsFor } from './forms.js';

/** @param all in the order of the page; @returns groups in order, each with its components */
export function groupsOf(all) {
  const groups = new Map();
  for (const component of all) {
    const name = component.group ?? '';
    groups.set(name, [...(groups.get(name) ?? []), component]);
  }
  return [...groups].map(([name, members]) => ({ name, members }));
}

let before = Promise.resolve();

/** Does the work after what was asked for before, so that each change is made to what the one before has left. */
export function inTurn(work) {
  before = before.then(work).catch((failure) => notice(wordsFor(failure), 'down'));
  return before;
}

/**
 * Stores the order that `change` makes of the groups, after what was asked for before: who presses twice quickly moves
 * twice. @param shown the groups, and the etag they were read with; `load` renews them
 */
function reorder(shown, change, load) {
  return inTurn(async () => {
    const next = shown.groups.map(({ name, members }) => ({ name, members: [...members] }));
    if (change(next) === false) return;
    const body = { groups: next.filter(({ members }) => members.length > 0).map(({ name, members }) => ({ ...(name ? { name } : {}), components: members.map(({ id }) => id) })) };
    try {
      await put('/v1/components/order', body, { ifMatch: shown.etag });
    } catch (failure) {
      notice(failure.status === 412 ? 'A colleague has changed the order meanwhile; this is the new one.' : wordsFor(failure), 'down');
    }
    await load();
  });
}

/** One place up or down; over the edge of a group into the next one. */
function step(groups, id, by) {
  const g = groups.findIndex(({ members }) => members.some((member) => member.id === id));
  if (g < 0) return false;
  const { members } = groups[g];
  const at = members.findIndex((member) => member.id === id);
  const [moved] = members.splice(at, 1);
  if (at + by >= 0 && at + by <= members.length) members.splice(at + by, 0, moved);
  else if (!groups[g + by]) return false;
  else if (by < 0) groups[g - 1].members.push(moved);
  else groups[g + 1].members.unshift(moved);
  return true;
}

const arrow = (words, by, key, onclick) => make('button', { type: 'button', class: 'plain', 'aria-label': words, title: words, 'data-key': key, onclick }, icon(by < 0 ? 'up' : 'down'));

export const moveButtons = (shown, component, load) => [-1, 1].map((by) =>
  arrow(`Move ${component.name} ${by < 0 ? 'up' : 'down'}`, by, `move-${by}-${component.id}`, () => reorder(shown, (groups) => step(groups, component.id, by), load)));

export const moveGroupButtons = (shown, name, load) => [-1, 1].map((by) =>
  arrow(`Move the group ${name} ${by < 0 ? 'up' : 'down'}`, by, `move-group-${by}-${name}`, () => reorder(shown, (groups) => {
    const at = groups.findIndex((group) => group.name === name);
    if (!groups[at + by]) return false;
    groups.splice(at + by, 0, ...groups.splice(at, 1));
    return true;
  }, load)));

/** Lets the row be dragged, and take the place of one that is dropped on it. */
export function draggable(row, shown, component, load) {
  row.draggable = true;
  row.addEventListener('dragstart', (event) => event.dataTransfer.setData('text/plain', component.id));
  row.addEventListener('dragover', (event) => {
    event.preventDefault();
    row.classList.add('drop');
  });
  row.addEventListener('dragleave', () => row.classList.remove('drop'));
  row.addEventListener('drop', (event) => {
    event.preventDefault();
    row.classList.remove('drop');
    const dragged = event.dataTransfer.getData('text/plain');
    if (dragged === component.id) return;
    reorder(shown, (groups) => {
      const from = groups.find(({ members }) => members.some(({ id }) => id === dragged));
      if (!from) return false;
      const was = from.members.findIndex(({ id }) => id === dragged);
      const to = groups.find(({ members }) => members.some(({ id }) => id === component.id));
      const at = to.members.findIndex(({ id }) => id === component.id);
      const [moved] = from.members.splice(was, 1);
      to.members.splice(at, 0, moved);
      return true;
    }, load);
  });
  return row;
}

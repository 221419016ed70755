/** Limiting an incident to groups of customers. */

import { groupsOrFailure } from './email.js';
import { showViolation } from './forms.js';
import { fill, make, showIf } from './dom.js';
import { counted } from './words.js';

const PREFIX = 'audience.';
const boxesOf = (form) => [...form.querySelectorAll(`input[name^="${PREFIX}"]`)];
const tickedIn = (form) => boxesOf(form).filter((box) => box.checked).map((box) => box.name.slice(PREFIX.length));

/**
 * Fills in a fold with the groups, and reads them afterwards, so that a form never waits for notifier-email. A group that the
 * draft has ticked is in the form from the beginning, whatever becomes of the reading: an incident must not go to everybody
 * because its groups could not be read.
 */
export function audienceField(form, place, draft, signal) {
  const kept = Object.keys(draft.fields).filter((name) => name.startsWith(PREFIX) && draft.fields[name] === true).map((name) => name.slice(PREFIX.length));
  const said = make('p', { class: 'hint', role: 'status' });
  const again = make('button', { type: 'button', hidden: true, onclick: () => read() }, 'Try again');
  const list = make('ul');
  const fold = make('details', { class: 'more', open: kept.length > 0 }, make('summary', {}, 'Only for some customers'),
    make('fieldset', { class: 'field parts' }, make('legend', {}, 'Only for groups'), list,
      make('p', { class: 'hint' }, 'Nobody else is notified: mail goes to these groups only, and the other channels post nothing. The groups cannot be changed afterwards.'),
      make('p', { class: 'hint' }, 'Component states that you set in this form are shown to everybody on the status page.')),
    make('label', { class: 'check' }, make('input', { type: 'checkbox', name: 'public' }), ' Show it on the status page all the same'));

  const draw = (groups, ticked, isLost) => {
    const focused = list.contains(document.activeElement) ? document.activeElement.name : null;
    const missing = ticked.filter((id) => groups.every((group) => group.id !== id)).map((id) => ({ id, isLost }));
    fill(list, ...[...missing, ...groups].map((group) => make('li', {}, boxOf(group, ticked.includes(group.id)))));
    if (focused) boxesOf(form).find(({ name }) => name === focused)?.focus({ preventScroll: true });
    showIf(fold, list.childElementCount > 0);
  };
  const say = (words, isFailure) => {
    said.textContent = words;
    said.className = isFailure ? 'aside warn' : 'hint';
    showIf(said, words !== '');
    showIf(again, isFailure);
  };
  const read = async () => {
    const isPressed = document.activeElement === again;
    say('Reading the groups of customers…', false);
    try {
      draw(await groupsOrFailure(signal), tickedIn(form), true);
      say('', false);
      if (isPressed) fold.querySelector('summary').focus();
    } catch {
      if (signal.aborted) return;
      say('Groups cannot be read now; without a group this goes to everybody.', true);
      if (isPressed) again.focus();
    }
  };
  draw([], kept, false);
  fill(place, said, again, fold);
  read();
}

function boxOf({ id, active, isLost = false }, checked) {
  return make('label', { class: 'check' },
    make('input', { type: 'checkbox', name: PREFIX + id, checked, 'data-lost': isLost }), ` ${id} `,
    active === undefined ? null : make('span', { class: 'soft' }, counted(active, 'subscriber')));
}

/** False, and said beside the group, where one is ticked that nobody is in any more. */
export function checkAudience(form) {
  const lost = boxesOf(form).find((box) => box.checked && 'lost' in box.dataset);
  if (!lost) return true;
  showViolation(form, lost.name, 'nobody is in this group now. Untick it; without a group this goes to everybody.');
  lost.focus();
  return false;
}

/** The request's fields; none where no group is ticked. */
export function audienceFrom(form) {
  const boxes = boxesOf(form).filter((box) => box.checked);
  boxes.forEach((box, i) => { box.dataset.field = `audience[${i}]`; });
  if (boxes.length === 0) return {};
  const audience = tickedIn(form);
  return form.elements.public.checked ? { audience, public: true } : { audience };
}

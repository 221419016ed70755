/** The templates: added, changed and deleted. */

import { get, newKey, patch, post, remove } from './api.js';
import { confirmDialog } from './confirming.js';
import { openDialog } from './dialog.js';
import { draftOf } from './drafts.js';
import { chip, copyOf, fill, make, part, redraw } from './dom.js';
import { checkRequired, keepDraft, setValues, showProblem, valuesOf, whileBusy } from './forms.js';
import { notice } from './notices.js';
import { session } from './session.js';
import { impactOf, statusOf } from './words.js';

const KINDS = { incident: 'Opening an incident', update: 'Updates', maintenance: 'Announcing maintenance', postmortem: 'Post-mortems' };
const TEXTS = ['title', 'headline', 'message', 'author', 'scope', 'status', 'impact'];

export async function templates(main, parameters, scope) {
  const view = copyOf('view-templates');
  const load = async () => {
    const { body } = await get('/v1/templates?limit=200', { signal: scope.signal });
    redraw(view, () => draw(view, body.items, load));
  };
  await load();
  part(view, 'add').addEventListener('click', () => edit(null, load));
  if (!session.isOperator) part(view, 'add').remove();
  scope.show(main, view);
  return 'Templates';
}

function draw(view, all, load) {
  fill(part(view, 'kinds'), ...(all.length === 0 ? [make('p', { class: 'none' }, 'There are no templates.')] : []),
    ...Object.entries(KINDS).filter(([kind]) => all.some((template) => template.kind === kind)).map(([kind, words]) => make('section', { class: 'card' },
      make('h2', {}, words), make('ul', { class: 'rows' }, ...all.filter((template) => template.kind === kind).map((template) => row(template, load))))));
}

function row(template, load) {
  const { id, name, title, headline, message, status, impact } = template;
  const tool = (words, onclick) => make('button', { type: 'button', 'data-key': `${words}-${id}`, 'aria-label': `${words}: ${name}`, onclick }, words);
  return make('li', { class: 'line' },
    make('div', { class: 'grow' }, make('strong', {}, name), ' ', status ? chip(statusOf(status)) : null, ' ', impact ? chip(impactOf(impact)) : null,
      make('p', { class: 'excerpt soft' }, [title ?? headline, message].filter(Boolean).join(' – '))),
    session.isOperator ? make('span', { class: 'buttons small' }, tool('Change', () => edit(template, load)), tool('Delete', () => forget(template, load))) : null);
}

function forget({ id, name, version }, load) {
  confirmDialog({
    title: 'Delete this template?',
    what: `“${name}” is gone for good. What was written with it stays.`,
    confirm: 'Delete the template',
    async work() {
      await remove(`/v1/templates/${id}`, { ifMatch: `"${version}"` });
      notice('Deleted.');
      await load();
    },
  });
}

function edit(template, load) {
  const dialog = openDialog('dialog-template');
  const form = part(dialog, 'form');
  form.dataset.scope = 'template';
  part(dialog, 'heading').textContent = template ? 'Change the template' : 'New template';
  const before = Object.fromEntries(TEXTS.map((name) => [name, template?.[name] ?? '']));
  setValues(form, { ...before, name: template?.name ?? '', kind: template?.kind ?? 'incident', blanks: (template?.blanks ?? []).join(', ') });
  const draft = draftOf(template ? `template-${template.id}-${template.version}` : 'template');
  keepDraft(form, draft);
  form.elements.kind.disabled = template !== null;
  form.elements.name.focus();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    whileBusy(form, async () => {
      if (!checkRequired(form)) return;
      try {
        const body = bodyOf(valuesOf(form), template);
        if (template) await patch(`/v1/templates/${template.id}`, body, { ifMatch: `"${template.version}"` });
        else await post('/v1/templates', body, { key: newKey() });
        draft.clear();
        dialog.close();
        notice('Saved.');
        await load();
      } catch (failure) {
        showProblem(form, failure);
      }
    });
  });
}

/** What is empty is left out of a new template, and removed from another. */
function bodyOf(values, template) {
  const body = { name: values.name };
  if (!template) body.kind = values.kind;
  for (const name of TEXTS) {
    if (values[name].trim() !== '') body[name] = values[name];
    else if (template?.[name]) body[name] = null;
  }
  const blanks = values.blanks.split(',').map((blank) => blank.trim()).filter(Boolean);
  if (blanks.length > 0) body.blanks = blanks;
  else if (template?.blanks) body.blanks = null;
  return body;
}

/** Writing the post-mortem of an incident: saved as a draft, previewed, published. */

import { get, newKey, post, put } from './api.js';
import { noticeOf } from './approvals.js';
import { openDialog } from './dialog.js';
import { draftOf } from './drafts.js';
import { fill, make, part } from './dom.js';
import { checkRequired, keepDraft, setValues, showProblem, valuesOf, whileBusy } from './forms.js';
import { notice } from './notices.js';
import { preview } from './preview.js';
import { readAlong } from './live-preview.js';
import { chooseTemplate, templateChoice } from './templates.js';
import { isOver } from './words.js';

/** What is written, or null. */
async function writtenOf(path) {
  try {
    return (await get(`${path}/postmortem`)).body;
  } catch (failure) {
    if (failure.status === 404) return null;
    throw failure;
  }
}

export async function postmortemDialog(incident, kind, path, reload) {
  const written = await writtenOf(path);
  const dialog = openDialog('dialog-postmortem');
  const form = part(dialog, 'form');
  form.dataset.scope = 'postmortem';
  let version = written?.version ?? 0;
  const draftNow = () => draftOf(`postmortem-${incident.id}-${version}`);
  let draft = draftNow();
  const isBack = draft.isThere;
  setValues(form, { title: written?.title ?? '', message: written?.body ?? '', author: written?.author ?? '' });
  keepDraft(form, { fields: draft.fields, save: (fields) => draft.save(fields) });
  const choice = written ? null : await templateChoice(form, 'postmortem', undefined, incident.title);
  if (choice) {
    choice.querySelector('select').id = 'postmortem-template';
    choice.querySelector('label').htmlFor = 'postmortem-template';
  }
  fill(part(form, 'templates'), choice);
  readAlong(form, part(form, 'reads'));
  // The first outline is the beginning; what is still to be filled in keeps it from being published.
  const outline = choice?.querySelector('option[value]:not([value=""])');
  const isEmpty = ['title', 'message', 'author'].every((name) => form.elements[name].value.trim() === '');
  if (outline && isEmpty) {
    chooseTemplate(form, outline.value);
    draft.clear();
  }
  part(form, 'publish').disabled = !isOver(incident.status);
  part(form, 'state').textContent = [isBack ? 'Your text is back; it is not saved yet.' : '', isOver(incident.status) ? '' : 'It can be published once the incident is over.'].join(' ').trim();
  (choice?.querySelector('select') ?? form.elements.message).focus();

  const body = () => {
    const { title, message, author } = valuesOf(form);
    return { title, body: message, ...(author.trim() ? { author } : {}) };
  };
  const save = async () => {
    version = (await put(`${path}/postmortem`, body(), { ifMatch: version > 0 ? `"${version}"` : undefined })).body.version;
    draft.clear();
    draft = draftNow();
  };
  const attempt = (work) => whileBusy(form, async () => {
    if (!checkRequired(form)) return;
    try {
      await work();
    } catch (failure) {
      showProblem(form, failure);
    }
  });
  part(form, 'preview').addEventListener('click', () => attempt(async () => {
    await preview({ [kind === 'maintenances' ? 'maintenance_id' : 'incident_id']: incident.id, postmortem: body() });
  }));
  part(form, 'save').addEventListener('click', () => attempt(async () => {
    await save();
    part(form, 'state').textContent = 'Saved as a draft.';
  }));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      await save();
      const answer = await post(`${path}/postmortem/publish`, {}, { key: newKey(), ifMatch: `"${version}"` });
      dialog.close();
      noticeOf(answer, 'The post-mortem is published.');
      await reload();
    });
  });
}

export const postmortemButton = (incident, kind, path, reload) => make('button', {
  type: 'button',
  'data-key': 'postmortem',
  onclick: () => postmortemDialog(incident, kind, path, reload).catch((failure) => notice(failure.message, 'down')),
}, incident.postmortem ? 'Edit the post-mortem' : 'Write the post-mortem');

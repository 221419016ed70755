/** What each channel would send, to how many; asked of the notifiers themselves. */

import { fill, icon, make, part, showIf } from './dom.js';
import { local } from './times.js';
import { openDialog } from './dialog.js';
import { post } from './api.js';
import { notice } from './notices.js';
import { showProblem, wordsFor } from './forms.js';
import { channelOf, counted, reasonOf } from './words.js';

/**
 * Shows the preview; `publish` is run where the operator likes it, and is left out where there is nothing to publish now. A
 * failure to preview never hinders publishing.
 */
export async function preview(request, publish) {
  let answer;
  try {
    answer = (await post('/v1/previews', request)).body;
  } catch (failure) {
    if (failure.status === 404 || failure.status === 405) {
      notice('This version of the service has no preview.', 'note');
      return;
    }
    const form = document.querySelector('main form[data-part=form]');
    if (form && !request.draft && (failure.status === 422 || failure.status === 400)) {
      showProblem(form, { ...failure, status: failure.status, message: failure.message, violations: unwrapped(failure.violations) });
      return;
    }
    notice(`No preview: ${wordsFor(failure)}`, 'down');
    return;
  }
  const dialog = openDialog('dialog-preview');
  fill(part(dialog, 'channels'), ...answer.channels.map((found) => channelOfPreview(found)));
  if (!publish) {
    showOnly(dialog, answer.at);
    return;
  }
  const go = () => {
    dialog.close();
    publish();
  };
  const button = part(dialog, 'publish');
  button.addEventListener('click', go);
  button.focus();
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      go();
    }
  });
}

/** What will go by itself: there is nothing to decide here. */
function showOnly(dialog, at) {
  const when = showIf(part(dialog, 'when'), Boolean(at));
  if (at) when.textContent = `Sent automatically on ${local(at)}, unless changed before.`;
  part(dialog, 'publish').remove();
  const close = part(dialog, 'cancel');
  close.textContent = 'Close';
  close.focus();
}

/** `incident.message` and `update.message` are the form's `message`. */
function unwrapped(violations) {
  return violations.map(({ field, message }) => ({ field: field.replace(/^(incident|maintenance|update)\./, ''), message }));
}

/** What one channel would send. @param isBrief leaves out pages, whose text is shown already */
export function channelOfPreview({ channel: name, state, reason, recipients, previews }, isBrief = false) {
  const { words, icon: symbol } = channelOf(name);
  const section = make('section', { class: 'preview', 'data-channel': name }, make('h3', {}, icon(symbol), words, ' ', make('span', { class: 'soft' }, reach(state, name, recipients))));
  if (state === 'unavailable') {
    section.append(make('p', { class: 'aside' }, `It does not answer at the moment${reason ? ` (${reason})` : ''}. It will deliver as soon as it is back.`));
  } else if (state === 'not_notified') {
    section.append(make('p', { class: 'aside' }, reason ? `Nothing is sent: ${reasonOf(reason)}.` : 'Nothing is sent.'));
  }
  for (const shown of previews ?? []) section.append(...partsOf(shown, isBrief));
  return section;
}

export const peopleOf = (number) => counted(number, 'person', 'people');

function reach(state, name, recipients) {
  if (state !== 'ok' || recipients === null || recipients === undefined) return '';
  return name === 'email' ? `to ${peopleOf(recipients)}` : '';
}

/** Only text is shown: what a mail’s HTML looks like is its template’s business, what it says is the operator’s. */
function partsOf({ destination, parts = {}, warnings = [], skipped }, isBrief) {
  const shown = warnings.map((warning) => make('p', { class: 'aside warn' }, icon('slow'), ` ${warning}`));
  if (skipped) shown.push(make('p', { class: 'aside' }, `Nothing is sent: ${reasonOf(skipped)}.`));
  const title = parts.subject ?? parts.headline;
  const text = parts.text ?? (parts.html ? textOf(parts.html) : null);
  if ((text || title) && !(isBrief && !parts.text)) {
    shown.push(make('div', { class: 'said', 'data-destination': destination }, title ? make('p', { class: 'subject' }, title) : null, text ? make('p', {}, text) : null));
  }
  const notes = [parts.weighted_length ? `${parts.weighted_length} of 280 characters as X counts them` : null, parts.url].filter(Boolean);
  if (notes.length > 0) shown.push(make('p', { class: 'hint' }, notes.join(' · ')));
  return shown;
}

/** The words of a document; parsed apart from this page and without attributes, so that nothing in it runs or loads. */
function textOf(html) {
  const parsed = new DOMParser().parseFromString(html.replace(/<([a-z][a-z0-9]*)\b[^>]*>/gi, '<$1>'), 'text/html');
  for (const silent of parsed.querySelectorAll('style, script, head')) silent.remove();
  for (const block of parsed.querySelectorAll('p, br, div, li, h1, h2, h3, tr')) block.append('\n');
  return parsed.body.textContent.replace(/[ \t]+/g, ' ').replace(/ ?\n ?/g, '\n').replace(/\n{3,}/g, '\n\n').trim();
}

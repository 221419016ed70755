/** Beside the text while it is written: how it reads, what each channel would send, and to how many. */

import { chip, fill, make, part } from './dom.js';
import { post } from './api.js';
import { channelOfPreview, peopleOf } from './preview.js';
import { render, rendered } from './rendered.js';
import { valuesOf, wordsFor } from './forms.js';
import { channelOf, counted, statusOf } from './words.js';

/** Typing goes on for less than this. */
const PAUSE = 600;
const LOOKS = 25;

/**
 * @param form with the part reach, beside Publish; the view it is in may have the part live-preview
 * @param request makes the body of the preview; it may fail while the form is not complete
 */
export function livePreview(form, request) {
  let timer = null;
  let asking = null;
  let shown = '';
  /** How often it is tried whether the view has been shown. */
  let looks = LOOKS;
  const look = async () => {
    const panel = part(form.closest('.view, dialog') ?? form, 'live-preview');
    if (!form.isConnected) {
      if (looks-- > 0) soon();
      return;
    }
    looks = 0;
    const values = valuesOf(form);
    if (!values.message?.trim()) {
      shown = '';
      asking?.abort();
      fill(part(form, 'reach'));
      panel?.removeAttribute('aria-busy');
      if (panel) fill(panel, make('p', { class: 'none' }, 'What customers will see appears here while you write.'));
      return;
    }
    let body = null;
    try {
      body = request();
    } catch {
      // A time that is not typed yet.
    }
    const asked = JSON.stringify([body, values.title]);
    if (asked === shown) return;
    shown = asked;
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const answering = body
      ? post('/v1/previews', body, { signal, isRead: true }).then((found) => found.body, (failure) => ({ failure }))
      : Promise.resolve({ failure: null });
    await render([values.message], { signal });
    if (signal.aborted) return;
    if (panel) showText(panel, textOf(values));
    const answer = await answering;
    if (signal.aborted) return;
    panel?.removeAttribute('aria-busy');
    fill(part(form, 'reach'), ...reachOf(answer));
    if (panel) fill(panel, textOf(values), ...(answer.channels ?? []).map((found) => channelOfPreview(found, true)), whyNot(answer));
  };
  function soon() {
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(() => {}), PAUSE);
  }
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
  form.addEventListener('reset', soon);
  soon();
}

/** The text is shown at once; what the channels make of it follows, and what they made of the one before is grey until then. */
function showText(panel, text) {
  if (panel.querySelector('.reads')) panel.querySelector('.reads').replaceWith(text);
  else fill(panel, text);
  panel.setAttribute('aria-busy', 'true');
}

/** Only how the text reads, while it is written. */
export function readAlong(form, place) {
  let timer = null;
  const draw = async () => {
    const values = valuesOf(form);
    if (values.message.trim()) await render([values.message]);
    if (place.isConnected) fill(place, values.message.trim() ? textOf(values, 'h3') : make('p', { class: 'none' }, 'What customers will read appears here.'));
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE);
  });
  draw();
}

/** How the text reads on the page. */
function textOf({ title, headline, message, author, status }, heading = 'h2') {
  return make('article', { class: 'reads' },
    make('p', { class: 'meta' }, status ? chip(statusOf(status)) : null, make('span', { class: 'soft' }, 'As customers read it')),
    headline || title ? make(heading, {}, headline || title) : null,
    rendered(message, Number(heading.slice(1))),
    make('p', { class: 'sign' }, `– ${author || document.body.dataset.signOff}`));
}

/** “E-mail: 1,200 people · X · Blog” */
function reachOf({ channels }) {
  if (!channels) return [];
  return channels.map((found) => {
    const { words } = channelOf(found.channel);
    const isAway = found.state === 'unavailable';
    const told = isAway ? 'does not answer' : found.state !== 'ok' ? 'nobody' : found.channel === 'email' ? peopleOf(found.recipients) : '';
    return make('span', { class: isAway ? 'away' : null }, make('strong', {}, words), told ? ` ${told}` : '');
  });
}

function whyNot({ failure }) {
  if (failure === undefined) return null;
  if (failure === null) return make('p', { class: 'hint' }, 'What the channels send appears when the times are filled in.');
  if (failure.violations?.length > 0) {
    const missing = failure.violations.map(({ field, message }) => `${field.replace(/^[a-z]+\./, '').replaceAll('_', ' ')} ${message}`);
    return make('div', { class: 'hint' }, make('p', {}, `What the channels send appears when ${counted(missing.length, 'thing')} ${missing.length === 1 ? 'is' : 'are'} mended:`),
      make('ul', {}, ...missing.map((line) => make('li', {}, line))));
  }
  return make('p', { class: 'hint' }, failure.status === 404 || failure.status === 405 ? '' : `No preview of the channels now: ${wordsFor(failure)} You can publish all the same.`);
}

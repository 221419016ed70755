/** What was just published waits a few seconds, in which it can be stopped. */

import { get, pathOf, Problem, remove, Unreachable } from './api.js';
import { fill, make } from './dom.js';

const LOOK_AGAIN = 400;

/** How long a publication waits; 0 for not at all. */
export const undoSeconds = () => Number(document.body.dataset.undo) || 0;

/** It goes out, and cannot be seen to have. */
export const UNCONFIRMED = Symbol('unconfirmed');

const GONE = Symbol('gone');

/**
 * Counts down beside the button; returns what was published, null where it was stopped, also by a colleague, or
 * UNCONFIRMED where the service answers but does not say what became of it. Fails with isGivenUp where it could not be
 * published at its time.
 *
 * @param draft the answer of the call, 202
 * @param takeBack stops it
 * @param onDraftAgain gets what the service says of it where it is no longer held
 */
export async function untilSent(draft, place, { takeBack = () => remove(pathOf(draft)), onDraftAgain = () => {} } = {}) {
  const path = pathOf(draft);
  let ends = Date.now() + undoSeconds() * 1000;
  let isStopped = false;
  const stop = make('button', { type: 'button', class: 'stop', onclick: () => halt() }, 'Stop');
  const words = make('span', {});
  const halt = async () => {
    stop.disabled = true;
    try {
      await takeBack(draft);
      isStopped = true;
    } catch (failure) {
      if ([404, 409, 412].includes(failure.status)) ends = 0; // it was sent, or stopped before: ask which
      else stop.disabled = false;
    }
  };
  fill(place, words, ' ', stop);
  stop.focus();
  while (!isStopped) {
    const left = Math.ceil((ends - Date.now()) / 1000);
    words.textContent = left > 0 ? `Sending in ${left} s` : 'Sending…';
    if (left <= 0) {
      const body = await stateOf(path);
      if (body === UNCONFIRMED || body?.publication === 'published') return body;
      if (body === GONE) return null;
      if (body?.publication === 'draft') {
        onDraftAgain(draft, body);
        if (!body.publish_error) return null;
        throw Object.assign(new Problem(422, { detail: body.publish_error }, new Headers()), { isGivenUp: true });
      }
    }
    await new Promise((wake) => setTimeout(wake, LOOK_AGAIN));
  }
  return null;
}

/** What the service says of it: null while it does not answer, GONE where it was taken back. */
async function stateOf(path) {
  try {
    return (await get(path)).body;
  } catch (failure) {
    if (failure.status === 404) return GONE;
    return failure instanceof Unreachable || [429, 502, 503, 504].includes(failure.status) ? null : UNCONFIRMED;
  }
}

/** What was just published waits a few seconds, in which it can be stopped. */

import { get, pathOf, remove, Unreachable } from './api.js';
import { fill, make } from './dom.js';

const LOOK_AGAIN = 400;

/** How long a publication waits; 0 for not at all. */
export const undoSeconds = () => Number(document.body.dataset.undo) || 0;

/** It goes out, and cannot be seen to have. */
export const UNCONFIRMED = Symbol('unconfirmed');

/**
 * Counts down beside the button; returns what was published, null where it was stopped, or UNCONFIRMED where the service
 * answers but does not say what became of it.
 *
 * @param draft the answer of the call, 202
 * @param takeBack stops it
 */
export async function untilSent(draft, place, takeBack = () => remove(pathOf(draft))) {
  const path = pathOf(draft);
  const ends = Date.now() + undoSeconds() * 1000;
  let isStopped = false;
  const stop = make('button', { type: 'button', class: 'stop', onclick: () => halt() }, 'Stop');
  const words = make('span', {});
  const halt = async () => {
    stop.disabled = true;
    try {
      await takeBack(draft);
      isStopped = true;
    } catch (failure) {
      if (![409, 412].includes(failure.status)) stop.disabled = false; // otherwise it has been sent
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
      if (body?.publish_error) throw Object.assign(new Error(body.publish_error), { status: 422, violations: [] });
    }
    await new Promise((wake) => setTimeout(wake, LOOK_AGAIN));
  }
  return null;
}

/** What the service says of it: null while it does not answer. */
async function stateOf(path) {
  try {
    return (await get(path)).body;
  } catch (failure) {
    return failure instanceof Unreachable || [429, 502, 503, 504].includes(failure.status) ? null : UNCONFIRMED;
  }
}

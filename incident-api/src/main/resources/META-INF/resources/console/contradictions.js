/** Words that contradict the state are asked about once; publishing again means that they are meant. */

import { fill, make } from './dom.js';
import { post } from './api.js';

/**
 * True where nothing contradicts, or the operator has seen it and publishes all the same.
 *
 * @param body as for a preview
 * @param place where the question is shown
 */
export async function isMeant(form, body, place) {
  let warnings;
  try {
    ({ warnings } = (await post('/v1/previews?channels=false', body)).body);
  } catch {
    return true; // what is wrong with it, the call itself says
  }
  const asked = JSON.stringify([body, warnings]);
  if (warnings.length === 0 || form.dataset.asked === asked) return true;
  form.dataset.asked = asked;
  fill(place, make('strong', {}, 'Is this meant? '),
    warnings.map(({ field, message }) => `The ${field.replaceAll('_', ' ')} ${message}.`).join(' '), ' Publish again if it is.');
  return false;
}

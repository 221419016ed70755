/** A maintenance's window: typed in its zone, told back in words with the offset, so that a wrong hour is seen at once. */

import { copyOf, fill, make, part } from './dom.js';
import { duration, HERE, instantOf, isZone, windowIn } from './times.js';
import { showViolation } from './forms.js';

export function windowFields() {
  const fields = copyOf('fields-window');
  fill(part(fields, 'zones'), ...(Intl.supportedValuesOf?.('timeZone') ?? []).map((zone) => make('option', { value: zone })));
  return fields;
}

/** Keeps the sentence below the fields true. */
export function tellWindow(form) {
  const told = part(form, 'told');
  const tell = () => {
    const { starts, ends, zone } = read(form);
    if (!starts || !ends || ends <= starts) {
      told.textContent = '';
      return;
    }
    const there = windowIn(starts, ends, zone);
    const here = windowIn(starts, ends, HERE);
    fill(told, make('strong', {}, there), ` · ${duration(starts, ends)}`, there === here ? '' : make('span', { class: 'soft' }, ` Here: ${here}`));
  };
  form.addEventListener('input', tell);
  form.elements.starts_at.addEventListener('change', () => {
    const { ends_at: ends, starts_at: starts } = form.elements;
    if (starts.value && (!ends.value || ends.value <= starts.value)) {
      ends.value = starts.value.replace(/T(\d\d)/, (_, hour) => `T${String(Math.min(23, Number(hour) + 2)).padStart(2, '0')}`);
    }
    tell();
  });
  tell();
}

function read(form) {
  const zone = form.elements.time_zone.value.trim();
  return { zone, starts: instantOf(form.elements.starts_at.value, zone), ends: instantOf(form.elements.ends_at.value, zone) };
}

/** Says what is wrong with the window; true where all is well. */
export function checkWindow(form) {
  const { zone, starts, ends } = read(form);
  const wrong = (field, message) => {
    showViolation(form, field, message);
    form.elements[field].focus();
    return false;
  };
  if (!isZone(zone) || zone === '') return wrong('time_zone', 'must be a zone such as America/Los_Angeles');
  if (!starts) return wrong('starts_at', 'the clocks of that zone never show this time: they are put forward over it');
  if (!ends) return wrong('ends_at', 'the clocks of that zone never show this time: they are put forward over it');
  if (ends <= starts) return wrong('ends_at', 'must be after the beginning');
  return true;
}

export function windowFrom(form) {
  const { zone, starts, ends } = read(form);
  return { starts_at: starts.toISOString(), ends_at: ends.toISOString(), time_zone: zone };
}

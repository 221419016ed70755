/** Times as people type them: “10 pm”, “in 2 h”, “tomorrow 9”, “Mon 14:30”, “2028-03-12 14:00”. */

import { asField, HERE, instantOf, local, wallTime, zoneOf } from './times.js';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const SPAN = /^(?:in\s+)?((?:\d+(?:[.,]\d+)?\s*(?:minutes?|mins?|m|hours?|hrs?|h|days?|d)\s*)+)$/i;
const AT = /^(?:(today|tomorrow|(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*)\s*,?\s*)?(?:at\s+)?(\d{1,2})(?::(\d\d))?\s*(am|pm)?$/i;
const DATED = /^(\d{4}-\d\d-\d\d)[T\s]+(\d{1,2}):(\d\d)$/;

/** The instant, a Date in the future; null where the text is no time. */
export function timeOf(text, now = Date.now(), zone = HERE) {
  const typed = text.trim();
  const span = typed.match(SPAN);
  if (span) return spanAfter(span[1], now);
  const dated = typed.match(DATED);
  if (dated) return instantOf(`${dated[1]}T${dated[2].padStart(2, '0')}:${dated[3]}`, zone);
  const at = typed.match(AT);
  return at ? nextAt(at, now, zone) : null;
}

/** The instant, a Date not in the future: “2 h ago”, “9 pm”, “yesterday 14:30”, “Mon 9”; null where the text is no such time. */
export function pastTimeOf(text, now = Date.now(), zone = HERE) {
  const typed = text.trim();
  const span = typed.match(/^(.+?)\s+ago$/i)?.[1].match(SPAN);
  if (span) return new Date(now - lengthOf(span[1]));
  const day = typed.match(/^yesterday\b\s*(.*)$/i);
  const at = day ? timeOf(`today ${day[1]}`, now - UNITS.d, zone) : timeOf(typed, now, zone);
  if (!at || DATED.test(typed)) return at && at <= now ? at : null;
  const isWeekday = /^(sun|mon|tue|wed|thu|fri|sat)/i.test(typed);
  for (const days of isWeekday ? [0, 7] : [0, 1]) {
    const before = instantOf(asField(at.getTime() - days * UNITS.d, zone), zone);
    if (before && before <= now && !/^(in|tomorrow)\b/i.test(typed) && !SPAN.test(typed)) return before;
  }
  return null;
}

/** “Mon, Nov 23, 10:00 PM GMT+1”. */
export const told = (instant, zone = HERE) => `${local(instant, zone)} ${zoneOf(instant, zone)}`;

function spanAfter(words, now) {
  const length = lengthOf(words);
  return length > 0 ? new Date(now + length) : null;
}

function lengthOf(words) {
  let length = 0;
  for (const [, number, unit] of words.matchAll(/(\d+(?:[.,]\d+)?)\s*([mhd])/gi)) {
    length += Number(number.replace(',', '.')) * UNITS[unit.toLowerCase()];
  }
  return length;
}

function nextAt([, day = '', hours, minutes = '00', half], now, zone) {
  let hour = Number(hours);
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59) return null;
  const clock = `${String(hour).padStart(2, '0')}:${minutes}`;
  const on = (days) => instantOf(`${asField(now + days * UNITS.d, zone).slice(0, 10)}T${clock}`, zone);
  const wanted = day.toLowerCase();
  if (wanted === 'tomorrow') return on(1);
  if (wanted && wanted !== 'today') {
    const { year, month, day: date } = wallTime(now, zone);
    const today = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
    const ahead = (DAYS.indexOf(wanted.slice(0, 3)) - today + 7) % 7;
    const first = on(ahead);
    return first && first > now ? first : on(ahead + 7);
  }
  const today = on(0);
  return wanted === 'today' || (today && today > now) ? today : on(1);
}

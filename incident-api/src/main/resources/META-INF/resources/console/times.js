/** Instants in words: here, and in the zone a maintenance is told in. */

const LANGUAGE = 'en-US';
export const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map();
function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(LANGUAGE, { timeZone: zone, ...options }));
  return formats.get(key);
}

const CLOCK = { hour: 'numeric', minute: '2-digit' };
const DAY = { weekday: 'short', day: 'numeric', month: 'short' };

/** “Mon, Nov 23, 1:43 AM”, with the year where it is another one. */
export function local(instant, zone = HERE) {
  const date = new Date(instant);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return format(zone, { ...DAY, ...(isThisYear ? {} : { year: 'numeric' }), ...CLOCK }).format(date);
}

/** “1:43 AM” today, with the day before or after. */
export function clock(instant) {
  const { year, month, day } = wallTime(instant);
  const today = wallTime(Date.now());
  const isToday = year === today.year && month === today.month && day === today.day;
  return isToday ? format(HERE, CLOCK).format(new Date(instant)) : local(instant);
}

function spanOf(milliseconds) {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 || hours > 9 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}

export function duration(from, to) {
  return spanOf(new Date(to) - new Date(from));
}

/** “1 day”, “1 h 30 min” of P1D, PT1H30M. */
export function spanOfIso(span) {
  const [, days, hours, minutes] = span.match(/^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/) ?? [];
  const words = [days && `${days} ${days === '1' ? 'day' : 'days'}`, hours && `${hours} h`, minutes && `${minutes} min`].filter(Boolean);
  return words.join(' ') || span;
}

/** “34 min ago”, “in 3 days”. */
export function ago(instant, now = Date.now()) {
  const difference = now - new Date(instant).getTime();
  if (Math.abs(difference) < 60_000) return difference >= 0 ? 'just now' : 'in a moment';
  return difference > 0 ? `${spanOf(difference)} ago` : `in ${spanOf(difference)}`;
}

export function isZone(zone) {
  try {
    format(zone, CLOCK);
    return true;
  } catch {
    return false;
  }
}

function zonePart(date, zone, timeZoneName) {
  return format(zone, { timeZoneName })
    .formatToParts(date)
    .find((piece) => piece.type === 'timeZoneName').value;
}

/** “GMT+1”, “PDT”. */
export const zoneOf = (instant, zone = HERE) => zonePart(new Date(instant), zone, 'short');

/** “Saturday, August 5”. */
export function todayIn(zone) {
  return format(zone, { weekday: 'long', month: 'long', day: 'numeric' }).format(new Date());
}

/** “3:14 pm Pacific Daylight Time”. */
export function hourIn(zone) {
  const now = new Date();
  const hour = format(zone, { ...CLOCK, hour12: true }).format(now).replace(/\s?([AP]M)/, (_, half) => ` ${half.toLowerCase()}`);
  return `${hour} ${zonePart(now, zone, 'long')}`;
}

/** “Saturday, August 5, 2028, 10:00 AM – 4:00 PM Pacific Daylight Time (GMT-07:00)”. */
export function windowIn(starts, ends, zone) {
  const from = new Date(starts);
  const to = new Date(ends);
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
  const sameDay = format(zone, day).format(from) === format(zone, day).format(to);
  const end = sameDay ? format(zone, CLOCK).format(to) : format(zone, { ...day, ...CLOCK }).format(to);
  const offset = zonePart(from, zone, 'longOffset');
  const endOffset = zonePart(to, zone, 'longOffset');
  const begin = format(zone, { ...day, ...CLOCK }).format(from);
  if (offset !== endOffset) return `${begin} (${offset}) – ${end} (${endOffset}), ${zone}`;
  return `${begin} – ${end} ${zonePart(from, zone, 'long')} (${offset})`;
}

/** Year, month, day, hour and minute of an instant as the clocks of that zone show it. */
export function wallTime(instant, zone = HERE) {
  const pieces = {};
  const numeric = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  for (const { type, value } of format(zone, numeric).formatToParts(new Date(instant))) pieces[type] = value;
  return pieces;
}

/** The instant as the value of a datetime-local field. */
export function asField(instant, zone) {
  const { year, month, day, hour, minute } = wallTime(instant, zone);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** The instant at which the clocks of the zone show this; null where they never do (they are put forward over it). */
export function instantOf(field, zone) {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(field) || !isZone(zone)) return null;
  const wanted = field.slice(0, 16);
  const asUtc = Date.parse(`${wanted}Z`);
  for (const guess of [asUtc - offsetAt(asUtc - 86_400_000, zone), asUtc - offsetAt(asUtc + 86_400_000, zone)]) {
    if (asField(guess, zone) === wanted) return new Date(guess);
  }
  return null;
}

function offsetAt(instant, zone) {
  return Date.parse(`${asField(instant, zone)}Z`) - Math.floor(instant / 60_000) * 60_000;
}

/** Keeps every `time[data-ago]` below the root true. */
export function refreshAgo(root = document) {
  for (const time of root.querySelectorAll('[data-ago]')) time.textContent = ago(time.dataset.ago);
}

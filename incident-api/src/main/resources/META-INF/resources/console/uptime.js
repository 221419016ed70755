/** How much of the last 90 days a component was up: a bar for each day, and the share. */

import { get } from './api.js';
import { fill, make } from './dom.js';
import { counted } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const DAYS = 90;
const HEIGHT = 10;
/** Read once while the view is shown, or again where the state changed. */
const known = new Map();

/** Fills the place when it is read; a component without a history shows nothing. */
export async function showUptime(place, component, signal) {
  const key = `${component.id} ${component.version}`;
  if (!known.has(key)) known.set(key, get(`/v1/components/${component.id}/uptime?days=${DAYS}`, { signal }).then(({ body }) => body));
  try {
    const uptime = await known.get(key);
    const since = uptime.days.filter(({ uptime_percent: percent }) => percent !== null).length;
    if (since === 0) known.delete(key);
    else fill(place, barsOf(uptime), make('span', {}, `${uptime.uptime_percent} % in ${counted(since, 'day')}`));
  } catch {
    known.delete(key);
  }
}

function barsOf({ days, uptime_percent: share }) {
  const picture = document.createElementNS(SVG, 'svg');
  const set = (element, attributes) => Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  set(picture, { viewBox: `0 0 ${DAYS} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `Up ${share} % of the last ${DAYS} days` });
  days.forEach(({ date, uptime_percent: percent, seconds }, at) => {
    const bar = document.createElementNS(SVG, 'rect');
    set(bar, { x: at + 0.1, y: 0, width: 0.8, height: HEIGHT, rx: 0.3, class: `day ${toneOf(percent, seconds)}` });
    const title = document.createElementNS(SVG, 'title');
    title.textContent = `${date}: ${percent === null ? 'not yet there' : `${percent} %`}`;
    bar.append(title);
    picture.append(bar);
  });
  return picture;
}

function toneOf(percent, seconds) {
  if (percent === null) return 'absent';
  if (seconds.major_outage > 0) return 'tone-down';
  if (seconds.partial_outage > 0) return 'tone-bad';
  if (seconds.degraded_performance > 0) return 'tone-warn';
  return seconds.under_maintenance > 0 ? 'tone-note' : 'tone-good';
}

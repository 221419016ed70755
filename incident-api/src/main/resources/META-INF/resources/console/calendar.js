/** Maintenance to come: five weeks at a glance, and a list with the window in its own zone and here. */

import { chip, copyOf, fill, make, part, redraw, showIf } from './dom.js';
import { get } from './api.js';
import { ago, HERE, wallTime, windowIn } from './times.js';
import { statusOf } from './words.js';

const WEEKS = 5;
const DAY = 86_400_000;
const REFRESH = 30_000;

export async function calendar(main, parameters, scope) {
  const view = copyOf('view-calendar');
  const load = async () => {
    const options = { signal: scope.signal };
    const [open, gone] = await Promise.all([
      get('/v1/maintenances?status=open&limit=100', options),
      get('/v1/maintenances?status=ended&limit=8', options),
    ]);
    redraw(view, () => draw(view, open.body.items, gone.body.items));
  };
  await load();
  scope.show(main, view);
  scope.every(REFRESH, () => load().catch(() => {}));
  return 'Maintenance';
}

function draw(view, open, gone) {
  const coming = [...open].sort((a, b) => new Date(a.starts_at) - new Date(b.starts_at));
  part(view, 'zones').textContent = `Days and hours of ${HERE}, and of each window’s own zone.`;
  drawMonth(view, coming);
  fill(part(view, 'coming'), ...(coming.length > 0 ? coming.map(item) : [make('li', { class: 'none' }, 'Nothing is planned.')]));
  fill(part(view, 'gone'), ...gone.map((work) => make('li', { class: 'line' },
    make('a', { href: `#/maintenance/${work.id}`, 'data-part': 'link', 'data-key': work.id }, work.title), ' ', chip(statusOf(work.status)),
    ' ', make('span', { class: 'soft' }, windowIn(work.starts_at, work.ends_at, work.time_zone)))));
  showIf(part(view, 'gone-section'), gone.length > 0);
}

function item(work) {
  const view = copyOf('item-agenda');
  const starts = new Date(work.starts_at);
  const named = (options) => new Intl.DateTimeFormat('en-US', { timeZone: work.time_zone, ...options }).format(starts);
  part(view, 'weekday').textContent = named({ weekday: 'short' });
  part(view, 'day').textContent = named({ day: 'numeric' });
  part(view, 'month').textContent = named({ month: 'short' });
  const link = part(view, 'link');
  link.textContent = work.title;
  link.href = `#/maintenance/${work.id}`;
  link.dataset.key = work.id;
  fill(part(view, 'chips'), chip(statusOf(work.status)), make('span', { class: 'soft' },
    work.status === 'scheduled' ? `begins ${ago(work.starts_at)}` : `ends ${ago(work.ends_at)}`));
  const there = windowIn(work.starts_at, work.ends_at, work.time_zone);
  const here = windowIn(work.starts_at, work.ends_at, HERE);
  part(view, 'window').textContent = there;
  const local = part(view, 'local');
  local.textContent = `Here: ${here}`;
  showIf(local, there !== here);
  const parts = part(view, 'parts');
  parts.textContent = work.components.map(({ name }) => name).join(', ');
  showIf(parts, work.components.length > 0);
  return view;
}

const dayOf = (instant) => {
  const { year, month, day } = wallTime(instant);
  return Date.UTC(year, month - 1, day);
};

function drawMonth(view, coming) {
  const today = dayOf(Date.now());
  const first = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY;
  const utc = (day, options) => new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }).format(new Date(day));
  const busy = coming.map((work) => ({ work, from: dayOf(work.starts_at), to: dayOf(new Date(work.ends_at) - 1) }));
  part(view, 'caption').textContent = `Five weeks from ${utc(first, { day: 'numeric', month: 'long', year: 'numeric' })}`;
  fill(part(view, 'weekdays'), ...Array.from({ length: 7 }, (_, i) => make('th', { scope: 'col' },
    make('abbr', { title: utc(first + i * DAY, { weekday: 'long' }) }, utc(first + i * DAY, { weekday: 'short' })))));
  fill(part(view, 'weeks'), ...Array.from({ length: WEEKS }, (_, week) => make('tr', {}, ...Array.from({ length: 7 }, (_, i) => {
    const day = first + (week * 7 + i) * DAY;
    const isNamed = new Date(day).getUTCDate() === 1 || day === first;
    const works = busy.filter(({ from, to }) => from <= day && day <= to).map(({ work }) => work);
    return make('td', { class: [day === today ? 'today' : '', day < today ? 'gone' : ''].join(' ').trim() || null, 'aria-current': day === today ? 'date' : null },
      make('span', { class: 'date' }, isNamed ? make('span', {}, `${utc(day, { month: 'short' })} `) : null, utc(day, { day: 'numeric' })),
      ...works.map((work) => make('a', { class: `mark-work tone-${statusOf(work.status).tone}`, href: `#/maintenance/${work.id}`, title: work.title, 'data-key': `${day}-${work.id}` },
        make('span', {}, work.title))));
  }))));
}

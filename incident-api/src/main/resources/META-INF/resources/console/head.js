/** The top of an incident's page. */

import { cancelDialog, moveDialog } from './moving.js';
import { chip, fill, icon, make, part, showIf } from './dom.js';
import { preview } from './preview.js';
import { withdrawDialog } from './withdrawing.js';
import { session } from './session.js';
import { ago, duration, HERE, local, spanOfIso, windowIn } from './times.js';
import { componentStateOf, impactOf, isOver, statusOf } from './words.js';

export function headOf(view, incident, kind, path, reload) {
  const isWork = kind === 'maintenances';
  const tone = isOver(incident.status) ? statusOf(incident.status).tone : isWork ? 'note' : impactOf(incident.impact).tone;
  part(view, 'head').className = `head edged edge-${tone}`;
  const back = part(view, 'back');
  back.textContent = isWork ? 'Maintenance' : 'Incidents';
  back.href = isWork ? '#/maintenance' : '#/';
  part(view, 'title').textContent = incident.title;
  fill(part(view, 'chips'), chip(statusOf(incident.status)), isWork ? null : chip(impactOf(incident.impact)));
  const window = part(view, 'window');
  showIf(window, isWork);
  if (isWork) {
    const told = windowIn(incident.starts_at, incident.ends_at, incident.time_zone);
    const here = windowIn(incident.starts_at, incident.ends_at, HERE);
    fill(window, icon('calendar'), make('span', {}, told, told === here ? '' : make('small', {}, `Here: ${here}`)));
  }
  const page = make('a', { href: incident.url, target: '_blank', rel: 'noopener' }, 'status page');
  fill(part(view, 'facts'), ...(isWork
    ? ['Announced ', time(incident.created_at), ...planOf(incident)]
    : isOver(incident.status)
      ? [`Began ${local(incident.started_at)}, lasted ${duration(incident.started_at, incident.resolved_at)}`]
      : [`Began ${local(incident.started_at)}, `, time(incident.started_at)]), ' · ', page);
  const actions = part(view, 'actions');
  fill(actions, ...(isWork && session.isOperator && incident.status === 'scheduled'
    ? [
      make('button', { type: 'button', onclick: () => moveDialog(incident, path, reload) }, icon('calendar'), 'Move to another time'),
      make('button', { type: 'button', class: 'danger-quiet', onclick: () => cancelDialog(incident, path, reload) }, icon('cross'), 'Cancel it'),
    ]
    : []), ...(isWork && session.isOperator ? rehearsalsOf(incident) : []), session.isAdmin ? make('button', { type: 'button', class: 'plain', onclick: () => withdrawDialog(incident, kind, path) }, icon('cross'), 'Withdraw') : null);
  showIf(actions, actions.childElementCount > 0);
}

/** What customers will be told at 4 a.m., seen before. */
function rehearsalsOf({ id, schedule = [] }) {
  return Object.entries({ reminder: 'reminder', start: 'start', complete: 'completion' })
    .filter(([kind]) => schedule.some((due) => due.kind === kind && due.state === 'pending'))
    .map(([kind, word]) => make('button', { type: 'button', class: 'plain', onclick: () => preview({ maintenance_id: id, automatic: kind }) }, icon('eye'), `Preview the ${word}`));
}

/** What a maintenance does without anybody. */
function planOf({ reminders = [], auto_start: starts, auto_complete: completes, status }) {
  if (isOver(status)) return [];
  const words = [
    ...reminders.map((before) => `reminds ${spanOfIso(before)} before`),
    starts && status === 'scheduled' ? 'starts by itself' : null,
    completes ? 'completes by itself' : null,
  ].filter(Boolean);
  return words.length > 0 ? [' · ', words.join(', ')] : [];
}

export function affectedOf(view, incident) {
  const place = part(view, 'affected');
  fill(place, ...incident.components.map((component) => make('li', {}, make('span', {}, component.name), chip(componentStateOf(component.status)))));
  showIf(place, incident.components.length > 0);
}

function time(instant) {
  return make('time', { datetime: instant, 'data-ago': instant, title: local(instant) }, ago(instant));
}

/** The top of an incident's page. */

import { cancelDialog, moveDialog } from './moving.js';
import { endSeriesDialog, extendDialog } from './extending.js';
import { nextOf, ruleInWords } from './recurrence.js';
import { chip, fill, icon, make, part, showIf } from './dom.js';
import { postmortemButton } from './postmortem.js';
import { preview } from './preview.js';
import { limitChip, showingButton } from './showing.js';
import { withdrawDialog } from './withdrawing.js';
import { session } from './session.js';
import { ago, duration, HERE, local, spanOfIso, windowIn } from './times.js';
import { componentStateOf, impactOf, isOver, limitOf, statusOf } from './words.js';

export function headOf(view, incident, kind, path, reload) {
  const isWork = kind === 'maintenances';
  const tone = isOver(incident.status) ? statusOf(incident.status).tone : isWork ? 'note' : impactOf(incident.impact).tone;
  part(view, 'head').className = `head edged edge-${tone}`;
  const back = part(view, 'back');
  back.textContent = isWork ? 'Maintenance' : 'Incidents';
  back.href = isWork ? '#/maintenance' : '#/';
  part(view, 'title').textContent = incident.title;
  fill(part(view, 'chips'), chip(statusOf(incident.status)), isWork ? null : chip(impactOf(incident.impact)),
    incident.scope ? make('span', {}, incident.scope) : null, limitChip(incident));
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
      : [`Began ${local(incident.started_at)}, `, time(incident.started_at)]), ' · ', page, ...dueOf(incident));
  const actions = part(view, 'actions');
  fill(actions, ...(isWork && session.isOperator && incident.status === 'scheduled'
    ? [
      make('button', { type: 'button', onclick: () => moveDialog(incident, path, reload) }, icon('calendar'), 'Move to another time'),
      make('button', { type: 'button', class: 'danger-quiet', onclick: () => cancelDialog(incident, path, reload) }, icon('cross'), 'Cancel it'),
    ]
    : []), ...(isWork && session.isOperator && !isOver(incident.status) && incident.status !== 'scheduled'
    ? [make('button', { type: 'button', onclick: () => extendDialog(incident, path, reload) }, icon('clock'), 'Extend')]
    : []), ...(isWork && session.isOperator ? rehearsalsOf(incident) : []),
  isWork && session.isOperator && incident.recurrence && !isOver(incident.status)
    ? make('button', { type: 'button', class: 'plain', onclick: () => endSeriesDialog(incident, path, reload) }, icon('stop'), 'End the series')
    : null,
  session.isOperator ? postmortemButton(incident, kind, path, reload) : null,
  session.isOperator && limitOf(incident) ? showingButton(incident, path, reload) : null,
  session.isAdmin ? make('button', { type: 'button', class: 'plain', onclick: () => withdrawDialog(incident, kind, path) }, icon('cross'), 'Withdraw') : null);
  showIf(actions, actions.childElementCount > 0);
}

/** By when the next update was promised, and whether a post-mortem is owed. */
function dueOf({ next_update_at: at, analysis_promised: owed }) {
  const isLate = at && new Date(at) < Date.now();
  return [
    ...(at ? [' · ', make('span', { class: isLate ? 'overdue' : null }, isLate ? 'next update was due ' : 'next update due ', time(at))] : []),
    ...(owed ? [' · post-mortem promised'] : []),
  ];
}

/** What customers will be told at 4 a.m., seen before. */
function rehearsalsOf({ id, schedule = [] }) {
  return Object.entries({ reminder: 'reminder', start: 'start', complete: 'completion' })
    .filter(([kind]) => schedule.some((due) => due.kind === kind && due.state === 'pending'))
    .map(([kind, word]) => make('button', { type: 'button', class: 'plain', onclick: () => preview({ maintenance_id: id, automatic: kind }) }, icon('eye'), `Preview the ${word}`));
}

/** What a maintenance does without anybody. */
function planOf(maintenance) {
  const { reminders = [], auto_start: starts, auto_complete: completes, status, recurrence } = maintenance;
  if (isOver(status)) return [];
  const words = [
    ...reminders.map((before) => `reminds ${spanOfIso(before)} before`),
    starts && status === 'scheduled' ? 'starts by itself' : null,
    completes ? 'completes by itself' : null,
    recurrence ? `recurs ${ruleInWords(recurrence)}` : null,
    nextOf(maintenance),
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

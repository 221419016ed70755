/** What became of each update on each channel, and the two things to do about it. */

import { chip, copyOf, fill, icon, make, part } from './dom.js';
import { insist, newKey, post } from './api.js';
import { notice } from './notices.js';
import { openDialog } from './dialog.js';
import { session } from './session.js';
import { showProblem, whileBusy, wordsFor } from './forms.js';
import { channelOf, counted, deliveryStateOf, eventOf, reasonOf } from './words.js';

const UNDER_WAY = ['pending', 'delivering'];
const isUnderWay = (row) => UNDER_WAY.includes(row.state);
const hasFailed = (row) => row.failed > 0 || row.state === 'failed';

/** The deliveries of one update: a section for each event that told it, newest first. */
export function deliveriesOf(update, rows, path) {
  const byEvent = Map.groupBy ? Map.groupBy(rows, (row) => row.event_id) : grouped(rows);
  return [...byEvent.values()].reverse().map((ofEvent, i) => section(update, ofEvent, path, byEvent.size > 1, i === 0));
}

function grouped(rows) {
  const groups = new Map();
  for (const row of rows) groups.set(row.event_id, [...(groups.get(row.event_id) ?? []), row]);
  return groups;
}

function section(update, rows, path, isOneOfSeveral, isNewest) {
  const view = copyOf('item-deliveries');
  part(view, 'title').textContent = isOneOfSeveral ? `Deliveries: ${eventOf(rows[0].event_type).toLowerCase()}` : 'Deliveries';
  fill(part(view, 'rows'), ...rows.map(line));
  const actions = part(view, 'actions');
  if (session.isOperator && isNewest) {
    if (rows.some(isUnderWay)) {
      actions.append(make('button', { type: 'button', class: 'danger-quiet', 'data-key': `stop-${update.id}`, onclick: () => stop(update, rows, path) }, icon('stop'), 'Stop'));
    }
    if (rows.some(hasFailed)) {
      actions.append(make('button', { type: 'button', 'data-key': `retry-${update.id}`, onclick: () => retry(update, rows, path) }, icon('again'), 'Send the failed ones again'));
    }
  }
  return view;
}

function line(row) {
  const view = copyOf('item-delivery');
  const state = deliveryStateOf(row.state);
  view.classList.add(`edge-${state.tone}`);
  view.dataset.channel = row.destination;
  view.dataset.state = row.state;
  const channel = channelOf(row.destination);
  fill(part(view, 'channel'), icon(channel.icon), row.url
    ? make('a', { href: row.url, target: '_blank', rel: 'noopener', 'data-key': `link-${row.event_id}-${row.destination}` }, channel.words)
    : channel.words);
  part(view, 'tally').textContent = tally(row);
  const marked = part(view, 'state');
  marked.className = `chip tone-${state.tone}`;
  fill(marked, icon(state.icon), state.words);
  const bar = part(view, 'bar');
  const isCounted = row.total > 1 && isUnderWay(row);
  bar.hidden = !isCounted;
  bar.setAttribute('aria-label', `${channel.words}: sent so far`);
  if (isCounted) {
    bar.max = row.total;
    bar.value = row.delivered + row.failed + row.skipped;
  }
  const because = [row.failed > 0 ? `${counted(row.failed, 'failure')}` : '', row.state === 'delivered' ? '' : reasonOf(row.reason)].filter(Boolean).join(': ');
  part(view, 'because').textContent = because;
  part(view, 'because').hidden = because === '';
  return view;
}

function tally(row) {
  if (row.total === null || row.total === undefined || row.total <= 1) return '';
  const of = `${row.delivered.toLocaleString('en-US')} of ${row.total.toLocaleString('en-US')}`;
  return row.delivered === row.total ? row.total.toLocaleString('en-US') : of;
}

/** In one line, for updates that are long past. */
export function summaryOf(rows) {
  return rows.filter((row) => row.reason !== 'not_wanted').map((row) => {
    const state = deliveryStateOf(row.state);
    return chip({ ...state, words: `${channelOf(row.destination).words}: ${state.words.toLowerCase()}${row.total > 1 ? ` ${tally(row)}` : ''}` });
  });
}

export const needsAttention = (rows) => rows.some((row) => isUnderWay(row) || hasFailed(row));

function stop(update, rows, path) {
  const dialog = openDialog('dialog-stop');
  const form = part(dialog, 'form');
  const going = rows.filter(isUnderWay);
  const channels = [...new Set(going.map((row) => row.channel))];
  const waiting = going.filter((row) => row.destination === 'email').reduce((sum, row) => sum + (row.pending ?? 0), 0);
  part(dialog, 'what').textContent = waiting > 0
    ? `${counted(waiting, 'person has', 'people have')} not had this mail yet.`
    : 'What has not been sent by then stays unsent.';
  fill(part(dialog, 'channels'), ...channels.map((channel) => make('label', { class: 'check' },
    make('input', { type: 'checkbox', name: channel, checked: true }), icon(channelOf(channel).icon), ` ${channelOf(channel).words}`)));
  const key = newKey();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    whileBusy(form, async () => {
      const chosen = channels.filter((channel) => form.elements[channel].checked);
      if (chosen.length === 0) {
        dialog.close();
        return;
      }
      try {
        await insist(() => post(`${path}/deliveries/stop`, { update_id: update.id, channels: chosen }, { key }));
        dialog.close();
        notice('Stopping. Nothing more is sent.', 'warn');
      } catch (failure) {
        showProblem(form, failure);
      }
    });
  });
}

async function retry(update, rows, path) {
  const channels = [...new Set(rows.filter(hasFailed).map((row) => row.channel))];
  const key = newKey();
  try {
    await insist(() => post(`${path}/deliveries/retry`, { update_id: update.id, channels }, { key }));
    notice('The failed ones are being sent again.');
  } catch (failure) {
    notice(wordsFor(failure), 'down');
  }
}

/** What was said, newest first, each with what became of it. */

import { chip, copyOf, fill, icon, make, part, showIf } from './dom.js';
import { correctDialog } from './correcting.js';
import { deliveriesOf, needsAttention, summaryOf } from './deliveries.js';
import { rendered, showRendered } from './rendered.js';
import { session } from './session.js';
import { withdrawUpdateDialog } from './withdrawing.js';
import { ago, clock, local } from './times.js';
import { channelOf, componentStateOf, counted, statusOf } from './words.js';

export function timelineOf(incident, rows, path, reload) {
  return [...incident.updates].reverse().map((update, i) => {
    const ofUpdate = rows.filter((row) => row.update_id === update.id);
    return item(incident, update, ofUpdate, i === 0, path, reload);
  });
}

function item(incident, update, rows, isNewest, path, reload) {
  const view = copyOf('item-update');
  const state = statusOf(update.status);
  view.classList.add(`edge-${state.tone}`);
  view.id = `said-${update.id}`;
  fill(part(view, 'meta'), chip(state),
    make('time', { datetime: update.posted_at, title: local(update.posted_at), class: 'soft' }, clock(update.posted_at)),
    make('span', { 'data-ago': update.posted_at, class: 'soft' }, ago(update.posted_at)),
    make('span', { class: 'tools' }, sourceButton(view, update), ...toolsFor(incident, update, path, reload)));
  const headline = part(view, 'headline');
  headline.textContent = update.headline ?? '';
  showIf(headline, Boolean(update.headline));
  showMessage(part(view, 'message'), update);
  const author = part(view, 'author');
  author.textContent = update.author ? `– ${update.author}` : '';
  showIf(author, Boolean(update.author));
  const changes = update.components.filter((change) => change.old_status !== change.new_status);
  fill(part(view, 'components'), ...changes.map((change) => make('li', {}, `${change.name}: `, chip(componentStateOf(change.new_status)))));
  showIf(part(view, 'components'), changes.length > 0);
  historyOf(view, update);
  const place = part(view, 'deliveries');
  if (isNewest || needsAttention(rows)) {
    fill(place, ...deliveriesOf(update, rows, path));
  } else if (rows.length > 0) {
    const key = `told-${update.id}`;
    fill(place, make('details', { class: 'told-summary', 'data-key': key }, make('summary', { 'data-key': `${key}-summary` }, ...summaryOf(rows)), ...deliveriesOf(update, rows, path)));
  }
  return view;
}

/** Updates whose Markdown is shown as it was typed. */
const asTyped = new Set();
const LEVEL = 3;

function showMessage(place, update) {
  if (!asTyped.has(update.id)) showRendered(place, update.message, LEVEL);
  else fill(place, make('pre', { class: 'source' }, update.message));
}

function sourceButton(view, update) {
  return make('button', {
    type: 'button', class: 'plain', 'data-key': `source-${update.id}`, 'aria-pressed': String(asTyped.has(update.id)), title: 'The Markdown as it was typed',
    onclick({ currentTarget: button }) {
      if (!asTyped.delete(update.id)) asTyped.add(update.id);
      button.setAttribute('aria-pressed', String(asTyped.has(update.id)));
      showMessage(part(view, 'message'), update);
    },
  }, icon('source'), 'Source');
}

function toolsFor(incident, update, path, reload) {
  const tool = (key, symbol, words, onclick) => make('button', { type: 'button', class: 'plain', 'data-key': `${key}-${update.id}`, onclick }, icon(symbol), words);
  return [
    session.isOperator ? tool('correct', 'pen', 'Correct', () => correctDialog(incident, update, path, reload)) : null,
    session.isAdmin && incident.updates.length > 1 ? tool('withdraw', 'cross', 'Withdraw', () => withdrawUpdateDialog(incident, update, path, reload)) : null,
  ];
}

function historyOf(view, update) {
  const history = part(view, 'history');
  if (!update.edited_at || update.history.length === 0) return;
  history.hidden = false;
  history.dataset.key = `history-${update.id}`;
  const title = part(view, 'history-title');
  title.dataset.key = `history-title-${update.id}`;
  title.textContent = `Edited ${ago(update.edited_at)}${update.revision > 0 ? ', announced' : ''}: ${counted(update.history.length, 'earlier wording')}`;
  fill(part(view, 'versions'), ...[...update.history].reverse().map((version) => make('blockquote', {},
    make('p', { class: 'soft' }, `Until ${local(version.replaced_at)}`),
    version.headline ? make('p', {}, make('strong', {}, version.headline)) : null,
    rendered(version.message, LEVEL),
    version.author ? make('p', { class: 'soft' }, version.author) : null,
    ...Object.entries(version.texts ?? {}).map(([name, text]) => make('p', { class: 'soft' },
      `${name === 'email_subject' ? 'Subject' : `On ${channelOf(name).words}`}: ${text}`)))));
}

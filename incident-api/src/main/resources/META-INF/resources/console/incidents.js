/** The first page: what is open, worst first; what is planned; what is over. */

import { approvals } from './approvals.js';
import { chip, copyOf, fill, icon, make, part, redraw, showIf } from './dom.js';
import { get, itemsIfAny } from './api.js';
import { draftsOf, waitingOf } from './waiting.js';
import { render, showExcerpt } from './rendered.js';
import { session } from './session.js';
import { ago, asField, duration, HERE, windowIn } from './times.js';
import { counted, impactOf, IMPACTS, statusOf } from './words.js';

const MOST_TEMPLATES = 6;
const REFRESH = 15_000;
/** Customers expect a word at least this often while something is open. */
const SILENT_FOR = 60 * 60_000;

export async function incidents(main, parameters, scope) {
  const view = copyOf('view-incidents');
  let shown = '';
  const load = async () => {
    const options = { signal: scope.signal };
    const [open, past, work, drafts, plans, templates, owed] = await Promise.all([
      get('/v1/incidents?status=open&limit=100', options),
      get('/v1/incidents?status=resolved&limit=8', options),
      get('/v1/maintenances?status=open&limit=50', options),
      draftsOf('/v1/incidents', options),
      draftsOf('/v1/maintenances', options),
      session.isOperator ? itemsIfAny('/v1/templates?kind=incident&limit=50', options).catch(() => null) : null,
      get('/v1/incidents?analysis_promised=true&limit=20', options),
    ]);
    const found = JSON.stringify([open.body, past.body, work.body, drafts, plans, templates, owed.body]);
    if (found === shown) return;
    await render([...open.body.items, ...work.body.items].map((item) => item.latest_update?.message).concat([...drafts, ...plans].map(({ message }) => message)), options);
    shown = found;
    redraw(view, () => {
      draw(view, open.body.items, past.body.items, work.body.items);
      fill(part(view, 'waiting'), ...waitingOf([...drafts, ...plans].filter(({ approval }) => !approval || approval.approved_by), load));
      fill(part(view, 'templates'), ...(templates ?? []).slice(0, MOST_TEMPLATES).map(templateButton));
      fill(part(view, 'owed'), ...owed.body.items.map(line));
      showIf(part(view, 'owed-section'), owed.body.items.length > 0);
      showIf(part(view, 'waiting-section'), drafts.length + plans.length > 0);
    });
  };
  await Promise.all([load(), approvals(part(view, 'approvals-section'), scope)]);
  scope.show(main, view);
  scope.every(REFRESH, () => load().catch(() => {}));
  return 'Incidents';
}

/** One press begins an incident with the template's words. */
const templateButton = ({ id, name }) =>
  make('a', { class: 'button', href: `#/incidents/new?template=${encodeURIComponent(id)}`, 'data-key': `template-${id}` }, name);

function draw(view, open, past, work) {
  const worst = open.reduce((impact, incident) => Math.max(impact, IMPACTS.indexOf(incident.impact)), -1);
  const state = worst < 0 ? { tone: 'good', icon: 'check' } : impactOf(IMPACTS[worst]);
  part(view, 'overall').className = `overall tone-${state.tone}`;
  fill(part(view, 'disc'), icon(state.icon));
  part(view, 'title').textContent = open.length === 0 ? 'No open incidents' : counted(open.length, 'open incident');
  part(view, 'subtitle').textContent = open.length === 0
    ? (past.length > 0 && past[0].resolved_at ? `The last one was resolved ${ago(past[0].resolved_at)}.` : 'Nothing has been reported yet.')
    : `Worst: ${impactOf(IMPACTS[worst]).words.toLowerCase()}.`;
  const byImpact = [...open].sort((a, b) => IMPACTS.indexOf(b.impact) - IMPACTS.indexOf(a.impact));
  fill(part(view, 'open'), ...byImpact.map((incident) => card(incident, 'incidents')));
  showIf(part(view, 'open-section'), open.length > 0);
  const soon = work.filter((item) => item.status !== 'scheduled' || new Date(item.starts_at) - Date.now() < 7 * 86_400_000);
  const isToday = (item) => item.status !== 'scheduled' || asField(item.starts_at, HERE).slice(0, 10) === asField(Date.now(), HERE).slice(0, 10);
  for (const [name, items] of [['today', soon.filter(isToday)], ['work', soon.filter((item) => !isToday(item))]]) {
    fill(part(view, name), ...items.map((item) => card(item, 'maintenance')));
    showIf(part(view, `${name}-section`), items.length > 0);
  }
  fill(part(view, 'past'), ...past.map(line));
  showIf(part(view, 'past-section'), past.length > 0);
}

function card(incident, place) {
  const view = copyOf('card-incident');
  const isWork = place === 'maintenance';
  view.classList.add(`edge-${isWork ? 'note' : impactOf(incident.impact).tone}`);
  const address = `#/${place}/${incident.id}`;
  const link = part(view, 'link');
  link.textContent = incident.title;
  link.href = address;
  link.dataset.key = incident.id;
  fill(part(view, 'chips'), chip(statusOf(incident.status)), isWork ? null : chip(impactOf(incident.impact)), incident.scope ? make('span', {}, incident.scope) : null);
  const latest = incident.latest_update;
  showExcerpt(part(view, 'excerpt'), latest?.message ?? '');
  const when = part(view, 'when');
  if (isWork) {
    when.textContent = windowIn(incident.starts_at, incident.ends_at, incident.time_zone);
  } else {
    const said = latest?.posted_at ?? incident.created_at;
    const isSilent = Date.now() - new Date(said) > SILENT_FOR;
    fill(when, `Open for ${duration(incident.started_at, Date.now())} · last update `,
      make('time', { datetime: said, 'data-ago': said, class: isSilent ? 'overdue' : null }, ago(said)), ...due(incident));
  }
  const write = part(view, 'update');
  write.href = `${address}/update`;
  write.dataset.key = `write-${incident.id}`;
  write.setAttribute('aria-label', `Post an update: ${incident.title}`);
  if (!session.isOperator) write.remove();
  return view;
}

/** When the next update was promised. */
function due({ next_update_at: at }) {
  if (!at) return [];
  const isLate = new Date(at) < Date.now();
  return [isLate ? ' · next update was due ' : ' · next update due ', make('time', { datetime: at, 'data-ago': at, class: isLate ? 'overdue' : null }, ago(at))];
}

function line(incident) {
  const view = copyOf('line-incident');
  const link = part(view, 'link');
  link.textContent = incident.title;
  link.href = `#/incidents/${incident.id}`;
  link.dataset.key = incident.id;
  part(view, 'when').textContent = `${ago(incident.resolved_at ?? incident.updated_at)} · lasted ${duration(incident.started_at, incident.resolved_at ?? incident.updated_at)}`;
  return view;
}

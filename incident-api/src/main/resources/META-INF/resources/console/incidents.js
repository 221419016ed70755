/** The first page: what is open, worst first; what is planned; what is over. */

import { chip, copyOf, fill, icon, make, part, redraw, showIf } from './dom.js';
import { get } from './api.js';
import { draftsOf, waitingOf } from './waiting.js';
import { session } from './session.js';
import { ago, duration, windowIn } from './times.js';
import { counted, impactOf, IMPACTS, statusOf } from './words.js';

const REFRESH = 15_000;
/** Customers expect a word at least this often while something is open. */
const SILENT_FOR = 60 * 60_000;

export async function incidents(main, parameters, scope) {
  const view = copyOf('view-incidents');
  let shown = '';
  const load = async () => {
    const options = { signal: scope.signal };
    const [open, past, work, drafts, plans] = await Promise.all([
      get('/v1/incidents?status=open&limit=100', options),
      get('/v1/incidents?status=resolved&limit=8', options),
      get('/v1/maintenances?status=open&limit=50', options),
      draftsOf('/v1/incidents', options),
      draftsOf('/v1/maintenances', options),
    ]);
    const found = JSON.stringify([open.body, past.body, work.body, drafts, plans]);
    if (found === shown) return;
    shown = found;
    redraw(view, () => {
      draw(view, open.body.items, past.body.items, work.body.items);
      fill(part(view, 'waiting'), ...waitingOf([...drafts, ...plans], load));
      showIf(part(view, 'waiting-section'), drafts.length + plans.length > 0);
    });
  };
  await load();
  fill(main, view);
  scope.every(REFRESH, () => load().catch(() => {}));
  return 'Incidents';
}

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
  fill(part(view, 'work'), ...soon.map((item) => card(item, 'maintenance')));
  showIf(part(view, 'work-section'), soon.length > 0);
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
  fill(part(view, 'chips'), chip(statusOf(incident.status)), isWork ? null : chip(impactOf(incident.impact)));
  const latest = incident.latest_update;
  part(view, 'excerpt').textContent = latest?.message ?? '';
  const when = part(view, 'when');
  if (isWork) {
    when.textContent = windowIn(incident.starts_at, incident.ends_at, incident.time_zone);
  } else {
    const said = latest?.posted_at ?? incident.created_at;
    const isSilent = Date.now() - new Date(said) > SILENT_FOR;
    fill(when, `Open for ${duration(incident.started_at, Date.now())} · last update `,
      make('time', { datetime: said, 'data-ago': said, class: isSilent ? 'overdue' : null }, ago(said)));
  }
  const write = part(view, 'update');
  write.href = `${address}/update`;
  write.dataset.key = `write-${incident.id}`;
  write.setAttribute('aria-label', `Post an update: ${incident.title}`);
  if (!session.isOperator) write.remove();
  return view;
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

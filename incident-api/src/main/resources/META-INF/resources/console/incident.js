/** One incident or maintenance: where it stands, the form for the next word, what was said, and who has been told. */

import { affectedOf, headOf } from './head.js';
import { composer } from './composer.js';
import { copyOf, fill, part, redraw, showIf } from './dom.js';
import { follow } from './stream.js';
import { get } from './api.js';
import { presenceOf } from './presence.js';
import { render } from './rendered.js';
import { session } from './session.js';
import { storedDraft } from './stored-draft.js';
import { timelineOf } from './timeline.js';
import { waitingOf } from './waiting.js';

const WITHOUT_STREAM = 5000;

const textsOf = ({ updates }) => updates.map(({ message }) => message);

/** @param draft id of the draft of an update to change */
export async function incident(main, { kind, id, write = false, draft = null }, scope) {
  const path = `/v1/${kind}/${encodeURIComponent(id)}`;
  const view = copyOf('view-incident');
  const options = { signal: scope.signal };
  let current = null;
  let rows = [];
  let writing = null;
  let isLive = false;

  let drafts = [];

  const draw = () => redraw(part(view, 'said'), () => {
    fill(part(view, 'waiting'), ...waitingOf(drafts, reload));
    showIf(part(view, 'waiting'), drafts.length > 0);
    fill(part(view, 'timeline'), ...timelineOf(current, rows, path, reload));
  });
  const readDeliveries = async () => (await get(`${path}/deliveries`, options)).body.items;
  const readDrafts = async () => (await get(`${path}/drafts?limit=50`, options)).body.items;
  const reload = async () => {
    const { body } = await get(path, options);
    drafts = await readDrafts();
    await render(textsOf(body), options);
    if (!isLive) rows = await readDeliveries();
    if (body.version < current.version) return;
    current = body;
    headOf(view, current, kind, path, reload);
    affectedOf(view, current);
    writing?.meanwhile(current);
    draw();
  };

  [current, rows, drafts] = await Promise.all([
    get(path, options).then((answer) => answer.body),
    readDeliveries(),
    readDrafts(),
  ]);
  await render(textsOf(current), options);
  headOf(view, current, kind, path, reload);
  affectedOf(view, current);
  draw();
  if (session.isOperator) {
    const stored = draft ? await storedDraft(`${path}/updates/${encodeURIComponent(draft)}`, options) : null;
    writing = await composer(current, { kind, path, stored }, scope, reload);
    part(view, 'composing').append(writing.element);
    presenceOf(writing.element, part(writing.element, 'presence'), path, scope);
  } else {
    part(view, 'composing').remove();
  }
  scope.show(main, view);
  if (write) writing?.focus();

  const live = part(view, 'live');
  follow(`${path}/deliveries/stream`, {
    signal: scope.signal,
    onMessage(message) {
      rows = message.items;
      if (message.version !== current.version) reload().catch(() => {});
      else draw();
    },
    onState(state) {
      isLive = state === 'live';
      live.textContent = { live: 'Live', waiting: 'Connecting…', missing: '' }[state];
      live.classList.toggle('on', isLive);
      if (state === 'missing') scope.every(WITHOUT_STREAM, () => reload().catch(() => {}));
    },
  });
  return current.title;
}

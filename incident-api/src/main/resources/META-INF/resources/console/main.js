/** The console: signs in, then shows what the address asks for. */

import { announcing } from './announcing.js';
import { audit } from './audit.js';
import { calendar } from './calendar.js';
import { channels } from './channels.js';
import { components } from './components.js';
import { fill, make, part } from './dom.js';
import { helpDialog, listenForShortcuts } from './shortcuts.js';
import { incident } from './incident.js';
import { incidents } from './incidents.js';
import { answerOfProvider } from './oidc.js';
import { opening } from './opening.js';
import { endRoute, route, showRoute } from './router.js';
import { hasEmail } from './email.js';
import { subscriber } from './subscriber.js';
import { subscribers } from './subscribers.js';
import { session } from './session.js';
import { signInAgain, signInPage } from './sign-in.js';
import { templates } from './template-editor.js';
import { duration, refreshAgo } from './times.js';
import { wordsFor } from './forms.js';

const main = document.getElementById('main');

const guarded = (view) => async (...given) => {
  try {
    return await view(...given);
  } catch (failure) {
    const [, , scope] = given;
    if (scope.signal.aborted) return '';
    const isGone = failure.status === 404 || failure.status === 410;
    const words = failure.status === 410 ? 'It was withdrawn.' : isGone ? 'This page does not exist.' : wordsFor(failure);
    fill(main, make('h1', { tabindex: '-1' }, isGone ? 'Not found' : 'This cannot be shown'),
      make('p', { class: 'problem', role: 'alert' }, words),
      make('p', {}, make('button', { type: 'button', onclick: showRoute }, 'Try again')));
    if (!failure.status && failure.constructor === Error) throw failure;
    return 'Problem';
  }
};

route('', 'incidents', guarded(incidents));
route('incidents/new', 'incidents', guarded(opening));
route('incidents/:id', 'incidents', guarded((place, { id }, scope) => incident(place, { kind: 'incidents', id }, scope)));
route('incidents/:id/update', 'incidents', guarded((place, { id, query }, scope) => incident(place, { kind: 'incidents', id, write: true, draft: query.draft }, scope)));
route('maintenance', 'maintenance', guarded(calendar));
route('maintenance/new', 'maintenance', guarded(announcing));
route('maintenance/:id', 'maintenance', guarded((place, { id }, scope) => incident(place, { kind: 'maintenances', id }, scope)));
route('maintenance/:id/update', 'maintenance', guarded((place, { id, query }, scope) => incident(place, { kind: 'maintenances', id, write: true, draft: query.draft }, scope)));
route('components', 'components', guarded(components));
route('templates', 'templates', guarded(templates));
route('channels', 'channels', guarded(channels));
route('audit', 'audit', guarded(audit));
if (hasEmail) {
  route('subscribers', 'subscribers', guarded(subscribers));
  route('subscribers/:id', 'subscribers', guarded(subscriber));
}

const LONGEST_TIMER = 2 ** 31 - 1;
let expiry = null;

function showWho() {
  const who = document.getElementById('who');
  const isIn = session.me !== null;
  who.hidden = !isIn;
  document.getElementById('nav').hidden = !isIn;
  document.body.dataset.group = session.isOperator ? 'operator' : 'viewer';
  if (!isIn) return;
  part(who, 'name').textContent = session.me.name;
  part(who, 'group').textContent = session.me.groups.at(-1);
  showLeft();
  clearTimeout(expiry);
  if (Number.isFinite(session.left)) expiry = setTimeout(showLeft, Math.min(Math.max(session.left, 0) + 100, LONGEST_TIMER));
}

function showLeft() {
  if (!session.me) return;
  const left = part(document.getElementById('who'), 'left');
  const isKnown = Number.isFinite(session.left);
  left.textContent = !isKnown ? '' : session.left <= 0 ? 'token has expired' : `${duration(Date.now(), session.me.expires_at)} left`;
  left.classList.toggle('soon', isKnown && session.left < 5 * 60_000);
  if (isKnown && session.left <= 0) session.runOut();
}

async function start() {
  const own = document.querySelector('.skip');
  own.addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  document.getElementById('sign-out').addEventListener('click', () => session.end());
  document.getElementById('help').addEventListener('click', helpDialog);
  window.addEventListener('hashchange', () => session.me && showRoute());
  listenForShortcuts();
  setInterval(() => {
    refreshAgo();
    showLeft();
  }, 15_000);

  let said = null;
  try {
    const token = (await answerOfProvider()) ?? session.token;
    if (token) await session.begin(token);
  } catch (failure) {
    said = failure.message;
  }
  let isIn = session.me !== null;
  showWho();
  session.on('change', () => {
    const wasIn = isIn;
    isIn = session.me !== null;
    showWho();
    if (isIn && !wasIn) showRoute();
    if (!isIn) {
      endRoute();
      signInPage(main);
    }
  });
  session.on('out', signInAgain);
  if (isIn) showRoute();
  else signInPage(main, said);
}

start();

/** Every channel in one place: what it does, why not, and what to do about it. */

import { ago, local } from './times.js';
import { chip, copyOf, fill, make, part } from './dom.js';
import { checkRequired, showProblem, valuesOf, whileBusy } from './forms.js';
import { get, insist, newKey, post } from './api.js';
import { notice } from './notices.js';
import { session } from './session.js';
import { channelOf, counted, reasonOf } from './words.js';

const REFRESH = 15_000;

const STATES = {
  working: { words: 'Working', tone: 'good', icon: 'check' },
  paused: { words: 'Paused', tone: 'warn', icon: 'clock' },
  parked: { words: 'Parked', tone: 'down', icon: 'stop' },
  away: { words: 'Not known', tone: 'bad', icon: 'alert' },
  not_listed: { words: 'Not a channel', tone: 'calm', icon: 'info' },
};

const TO_DO = {
  paused: 'Nothing: it tries again by itself. Resume it if the cause is gone.',
  parked: 'Remove the cause, then resume it: until then it sends nothing, and what waits stays in order.',
  away: 'See whether its notifier runs. What was accepted waits for it and is not lost.',
  not_listed: '',
};

const REMEDIES = {
  credentials: 'Give its notifier valid credentials and restart it, then resume the channel.',
  budget_spent: 'Wait for the account’s next period or raise its limit, then resume the channel.',
};

export async function channels(main, parameters, scope) {
  const view = copyOf('view-channels');
  let shown = '';
  const load = async () => {
    const { items } = (await get('/v1/channels', { signal: scope.signal })).body;
    const found = JSON.stringify(items);
    if (found === shown || view.contains(document.activeElement?.closest('form'))) return;
    shown = found;
    const focused = view.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    fill(part(view, 'channels'), ...items.map((channel) => section(channel, load)));
    if (focused) view.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };
  await load();
  scope.show(main, view);
  scope.every(REFRESH, () => load().catch(() => {}));
  return 'Channels';
}

function section({ name, label, states }, reload) {
  return make('section', { class: 'card', 'aria-labelledby': `channel-${name}` },
    make('h2', { id: `channel-${name}` }, label),
    make('ul', { class: 'rows' }, ...states.map((state) => row(state, reload))),
    session.isOperator && states.some(({ destination }) => destination === 'email') ? testForm('email') : null);
}

function row(state, reload) {
  const view = copyOf('row-channel');
  const words = channelOf(state.destination).words;
  view.dataset.destination = state.destination;
  part(view, 'name').textContent = words;
  fill(part(view, 'state'), chip(STATES[state.state] ?? { words: state.state, tone: 'calm', icon: 'info' }));
  const why = [
    state.state === 'away' ? `Its notifier: ${state.reason}` : reasonOf(state.reason),
    state.detail,
    state.state === 'paused' && state.paused_until ? `tried again ${local(state.paused_until)}` : null,
    state.since ? `since ${local(state.since)} (${ago(state.since)})` : null,
  ].filter(Boolean).join(' · ');
  part(view, 'why').textContent = why;
  part(view, 'todo').textContent = REMEDIES[state.reason] ?? TO_DO[state.state] ?? '';
  part(view, 'backlog').textContent = state.backlog > 0 ? `${counted(state.backlog, 'recipient')} waiting` : '';
  const canResume = session.isOperator && (state.state === 'paused' || state.state === 'parked');
  if (canResume) {
    const key = newKey();
    part(view, 'actions').append(make('button', {
      type: 'button',
      'data-key': `resume-${state.destination}`,
      'aria-label': `Resume ${words}`,
      onclick: ({ currentTarget }) => resume(currentTarget, state.destination, words, key, reload),
    }, 'Resume'));
  }
  return view;
}

async function resume(button, destination, words, key, reload) {
  button.disabled = true;
  try {
    const { body } = await insist(() => post(`/v1/channels/${destination}/resume`, undefined, { key }));
    if (body.state === 'working') notice(`${words} works again.`);
    else notice(`${words} was not resumed: ${body.reason ?? body.state}.`, 'down');
    await reload();
  } catch (failure) {
    notice(failure.message, 'down');
  } finally {
    button.disabled = false;
  }
}

function testForm(destination) {
  const form = copyOf('form-test-message');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    whileBusy(form, async () => {
      if (!checkRequired(form)) return;
      try {
        const { body } = await post(`/v1/channels/${destination}/test-message`, { email: valuesOf(form).email.trim() });
        notice(body.accepted ? `${body.relay ?? 'The mail server'} took the test message.` : `Not sent: ${body.reason}${body.relay ? ` (${body.relay})` : ''}.`, body.accepted ? 'good' : 'down');
      } catch (failure) {
        showProblem(form, failure);
      }
    });
  });
  return form;
}

/** A maintenance that takes longer, while it runs; and the end of a series. */

import { noticeOf } from './approvals.js';
import { confirmDialog } from './confirming.js';
import { make } from './dom.js';
import { patch, Problem } from './api.js';
import { timeOf, told } from './typed-times.js';
import { ruleInWords } from './recurrence.js';

const STEPS = { '30 min': 1_800_000, '1 h': 3_600_000, '2 h': 7_200_000 };
const words = 'must be later than now, such as “in 2 h”, “10 pm” or “tomorrow 9”';

export function extendDialog(maintenance, path, reload) {
  const ends = new Date(maintenance.ends_at).getTime();
  const zone = maintenance.time_zone;
  const input = make('input', { id: 'extend-end', name: 'ends_at', autocomplete: 'off', required: true, placeholder: 'in 2 h, 10 pm', 'aria-describedby': 'extend-told' });
  const hint = make('p', { class: 'hint', id: 'extend-told', role: 'status' });
  let wanted = null;
  const tell = (at) => {
    wanted = at;
    hint.textContent = at ? `Customers read: it ends ${told(at, zone)}` : '';
  };
  input.addEventListener('input', () => tell(timeOf(input.value, Date.now(), zone)));
  const later = Object.entries(STEPS).map(([name, by]) => make('button', {
    type: 'button',
    onclick() {
      const at = new Date(Math.max(ends, Date.now()) + by);
      input.value = told(at, zone);
      tell(at);
    },
  }, `+ ${name}`));
  confirmDialog({
    title: 'Extend this maintenance?',
    what: `It was to end ${told(ends, zone)}. Customers are notified of the new end.`,
    confirm: 'Extend and notify',
    isHarmless: true,
    fields: [
      make('div', { class: 'buttons small', role: 'group', 'aria-label': 'Longer by' }, ...later),
      make('div', { class: 'field' }, make('label', { for: 'extend-end' }, 'New end'), input, hint),
      make('div', { class: 'field' }, make('label', { for: 'extend-message' }, 'Message ', make('span', { class: 'soft' }, '(may be empty)')),
        make('textarea', { id: 'extend-message', name: 'message', rows: 3, maxlength: 25000 })),
    ],
    async work({ message }) {
      if (!wanted) throw new Problem(422, { violations: [{ field: 'ends_at', message: words }] }, new Headers());
      const answer = await patch(path, { ends_at: wanted.toISOString(), ...(message.trim() ? { message } : {}) }, { ifMatch: `"${maintenance.version}"` });
      noticeOf(answer, 'Extended. Delivery of the new end has started.');
      await reload();
    },
  });
}

export function endSeriesDialog(maintenance, path, reload) {
  confirmDialog({
    title: 'End the series?',
    what: `It recurs ${ruleInWords(maintenance.recurrence)}. This maintenance stays as it is; no further one is announced. Nobody is notified.`,
    confirm: 'End the series',
    async work() {
      noticeOf(await patch(path, { recurrence: null }, { ifMatch: `"${maintenance.version}"` }), 'No further maintenance of this series is announced.');
      await reload();
    },
  });
}

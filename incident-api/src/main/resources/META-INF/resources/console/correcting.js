/** Correcting what an update says. */

import { fill, make, part } from './dom.js';
import { get, patch } from './api.js';
import { noticeOf } from './approvals.js';
import { openDialog } from './dialog.js';
import { draftOf } from './drafts.js';
import { rendered } from './rendered.js';
import { checkRequired, keepDraft, setValues, showProblem, valuesOf, whileBusy } from './forms.js';

export function correctDialog(incident, update, path, reload) {
  const dialog = openDialog('dialog-correct');
  const form = part(dialog, 'form');
  form.dataset.scope = 'correct';
  let version = incident.version;
  let before = update;
  setValues(form, { message: update.message, headline: update.headline ?? '', author: update.author ?? '' });
  const draft = draftOf(`correction-${update.id}-${update.edited_at ?? update.posted_at}`);
  keepDraft(form, draft);
  form.elements.message.focus();

  const correct = () => whileBusy(form, async () => {
    if (!checkRequired(form)) return;
    const values = valuesOf(form);
    const body = { correction: values.correction };
    for (const name of ['message', 'headline', 'author']) {
      if (values[name].trim() !== (before[name] ?? '')) body[name] = values[name].trim() || null;
    }
    if (Object.keys(body).length === 1) {
      draft.clear();
      dialog.close();
      return;
    }
    try {
      const answer = await patch(`${path}/updates/${update.id}`, body, { ifMatch: `"${version}"` });
      draft.clear();
      dialog.close();
      noticeOf(answer, values.correction === 'announce' ? 'Corrected. Pending deliveries of the old text are stopped; the correction is being sent.' : 'Corrected on the page. Nobody is notified.');
      await reload();
    } catch (failure) {
      if (failure.status === 412) await showMeanwhile();
      else showProblem(form, failure);
    }
  });

  const showMeanwhile = async () => {
    const newer = (await get(path)).body;
    version = newer.version;
    before = newer.updates.find(({ id }) => id === update.id) ?? before;
    const panel = part(dialog, 'meanwhile');
    fill(panel, make('p', {}, make('strong', {}, 'Not corrected: a colleague changed this incident meanwhile.')),
      make('p', {}, 'This update now says:'), make('blockquote', {}, rendered(before.message, 2)),
      make('p', {}, 'Your text is kept. Correct again if it still holds.'));
    panel.hidden = false;
    panel.focus();
    await reload();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    correct();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      correct();
    }
  });
}

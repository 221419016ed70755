/** What every form that tells customers something has in common: draft, preview, and going out exactly once. */

import { insist } from './api.js';
import { noticeOf, waitsForApproval } from './approvals.js';
import { isMeant } from './contradictions.js';
import { part } from './dom.js';
import { checkRequired, clearProblem, keepDraft, showProblem, showViolation, whileBusy } from './forms.js';
import { laterFields } from './later.js';
import { livePreview } from './live-preview.js';
import { notice } from './notices.js';
import { preview } from './preview.js';
import { local } from './times.js';
import { go } from './router.js';
import { UNCONFIRMED, undoSeconds, untilSent } from './undo.js';

/**
 * @param form with the parts publish, preview, problem and state
 * @param draft where it is kept, with its Idempotency-Key
 * @param check says what else is wrong before anything is sent; true where all is well
 * @param bodyOf the request
 * @param wrap makes of it the body for a preview
 * @param send calls the API with body and key
 * @param stored the draft of the service that the form changes, if it does
 * @param done gets the answer
 * @param kept is called where it was saved as a draft, or until its time
 * @param changed is called where somebody else was faster (412)
 */
export function publishing(form, { draft, check = () => true, bodyOf, wrap, send, stored = null, done, kept, changed }) {
  const state = part(form, 'state');
  const later = laterFields(form, (when) => keep(when));
  keepDraft(form, draft);
  later.show();
  state.textContent = draft.isThere && !stored ? 'Your draft is back.' : '';
  form.addEventListener('input', () => { state.textContent = 'Kept in this tab until it is published.'; });

  livePreview(form, () => wrap(bodyOf()));

  const isReady = () => checkRequired(form) && noBlanks(form) && check();
  const publish = () => whileBusy(form, async () => {
    if (!isReady() || !(await isMeant(form, wrap(bodyOf()), state))) return;
    state.textContent = 'Publishing…';
    try {
      const wait = undoSeconds() > 0 ? { publish_after: `PT${undoSeconds()}S` } : undefined;
      const body = { ...bodyOf(), ...(stored ? {} : wait) };
      let answer = stored ? await stored.publish(body, wait, draft.key()) : await insist(() => send(body, draft.key()));
      clearProblem(form);
      if (waitsForApproval(answer)) {
        draft.clear();
        noticeOf(answer);
        if (form.isConnected) go('#/');
        return;
      }
      if (answer.status === 202) {
        const sent = await untilSent(answer.body, state, stored ?? {});
        if (sent === null) {
          draft.renewKey();
          state.textContent = 'Stopped. Nobody was told; your text is kept.';
          part(form, 'publish').focus();
          return;
        }
        if (sent === UNCONFIRMED) {
          state.textContent = 'It goes out; that is not confirmed yet. Publish again to see: it will not be done twice.';
          part(form, 'publish').focus();
          return;
        }
        answer = { ...answer, body: sent };
      }
      draft.clear();
      state.textContent = '';
      if (form.isConnected) await done(answer);
      else notice('Published. Delivery has started.');
    } catch (failure) {
      state.textContent = 'Not published. Your text is kept.';
      if (failure.isGivenUp) draft.renewKey();
      if (failure.status === 412 && changed && !stored) {
        await changed();
      } else if (wasPublishedBefore(failure)) {
        draft.renewKey();
        state.textContent = 'An earlier attempt with a different text was published: see below. Your text is kept.';
        if (changed) await changed();
        else showProblem(form, failure);
      } else {
        showProblem(form, failure);
      }
    }
  });
  const keep = (when) => whileBusy(form, async () => {
    const isReady = checkRequired(form) && check() && (when.publication === 'draft' || noBlanks(form));
    if (!isReady) return;
    state.textContent = 'Saving…';
    try {
      const body = { ...bodyOf(), ...when };
      if (stored) await stored.save(body);
      else await insist(() => send(body, draft.key()));
      draft.clear();
      state.textContent = '';
      notice(when.publication === 'draft' ? 'Saved as a draft. Nobody is notified.' : `Saved. It goes out by itself on ${local(when.publish_at)}.`);
      await kept();
    } catch (failure) {
      state.textContent = 'Not saved. Your text is kept.';
      if (failure.status === 412 && changed && !stored) await changed();
      else showProblem(form, failure);
    }
  });
  const show = () => whileBusy(form, async () => {
    if (isReady()) await preview(wrap(bodyOf()), publish);
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    publish();
  });
  part(form, 'preview').addEventListener('click', show);
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (event.shiftKey) show();
    else publish();
  });
}

const wasPublishedBefore = (failure) => failure.status === 422 && failure.violations.some(({ field }) => field === 'Idempotency-Key');

/** A template’s blanks must not go out to customers. */
function noBlanks(form) {
  for (const name of ['title', 'headline', 'message']) {
    const control = form.elements[name];
    const blank = control?.value.match(/\{\{\s*[\w.-]+\s*\}\}/);
    if (blank) {
      showViolation(form, name, `fill in ${blank[0]} first`);
      control.focus();
      return false;
    }
  }
  return true;
}

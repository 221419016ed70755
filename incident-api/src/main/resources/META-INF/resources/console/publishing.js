/** What every form that tells customers something has in common: draft, preview, and going out exactly once. */

import { insist } from './api.js';
import { part } from './dom.js';
import { checkRequired, clearProblem, keepDraft, showProblem, showViolation, whileBusy } from './forms.js';
import { preview } from './preview.js';

/**
 * @param form with the parts publish, preview, problem and state
 * @param draft where it is kept, with its Idempotency-Key
 * @param check says what else is wrong before anything is sent; true where all is well
 * @param bodyOf the request
 * @param wrap makes of it the body for a preview
 * @param send calls the API with body and key
 * @param done gets the answer
 * @param changed is called where somebody else was faster (412)
 */
export function publishing(form, { draft, check = () => true, bodyOf, wrap, send, done, changed }) {
  const state = part(form, 'state');
  keepDraft(form, draft);
  state.textContent = draft.isThere ? 'Your draft is back.' : '';
  form.addEventListener('input', () => { state.textContent = 'Kept in this tab until it is published.'; });

  const isReady = () => checkRequired(form) && noBlanks(form) && check();
  const publish = () => whileBusy(form, async () => {
    if (!isReady()) return;
    state.textContent = 'Publishing…';
    try {
      const answer = await insist(() => send(bodyOf(), draft.key()));
      draft.clear();
      clearProblem(form);
      state.textContent = '';
      await done(answer);
    } catch (failure) {
      state.textContent = 'Not published. Your text is kept.';
      if (failure.status === 412 && changed) {
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

/** Forms: drafts, what they say, and errors beside the field they are about. */

import { fill, make, part } from './dom.js';
import { Problem, Unreachable } from './api.js';

const controls = (form) => [...form.elements].filter((element) => element.name && element.type !== 'fieldset');

/** What is in the form, by name. */
export function valuesOf(form) {
  const values = {};
  for (const control of controls(form)) {
    if (control.type === 'radio') {
      if (control.checked) values[control.name] = control.value;
    } else {
      values[control.name] = control.type === 'checkbox' ? control.checked : control.value;
    }
  }
  return values;
}

export function setValues(form, values) {
  for (const control of controls(form)) {
    if (!(control.name in values)) continue;
    const value = values[control.name];
    if (control.type === 'radio') control.checked = control.value === value;
    else if (control.type === 'checkbox') control.checked = value;
    else control.value = value;
  }
}

/** Brings back what was typed before a reload, and keeps what is typed from now on. */
export function keepDraft(form, draft) {
  setValues(form, draft.fields);
  form.addEventListener('input', () => draft.save(valuesOf(form)));
  form.addEventListener('change', () => draft.save(valuesOf(form)));
}

function clearViolation(control) {
  const described = (control.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
  for (const id of described.filter((name) => name.startsWith('error-'))) document.getElementById(id)?.remove();
  const others = described.filter((id) => !id.startsWith('error-'));
  control.removeAttribute('aria-invalid');
  if (others.length > 0) control.setAttribute('aria-describedby', others.join(' '));
  else control.removeAttribute('aria-describedby');
}

export function clearProblem(form) {
  for (const control of form.querySelectorAll('[aria-invalid]')) clearViolation(control);
  for (const message of form.querySelectorAll('.field-error')) message.remove();
  const summary = part(form, 'problem');
  if (summary) summary.hidden = true;
}

/** Says beside the control what is wrong with it; false where the form has no such field. */
export function showViolation(form, field, message) {
  const control = controls(form).find((candidate) => candidate.name === field)
    ?? controls(form).find((candidate) => candidate.dataset.field === field)
    ?? controls(form).find((candidate) => candidate.name === field.replace(/\[\d+\]$/, ''));
  if (!control) return false;
  for (let details = control.closest('details'); details; details = details.parentElement.closest('details')) details.open = true;
  const id = `error-${form.dataset.scope ?? 'form'}-${field.replaceAll(/[^a-z0-9]/gi, '-')}`;
  control.setAttribute('aria-invalid', 'true');
  control.setAttribute('aria-describedby', [control.getAttribute('aria-describedby'), id].filter(Boolean).join(' '));
  control.addEventListener('input', () => clearViolation(control), { once: true });
  const holder = control.closest('.field, .segments, li') ?? control.parentElement;
  holder.append(make('p', { class: 'field-error', id }, message.charAt(0).toUpperCase() + message.slice(1)));
  return true;
}

/** Shows what went wrong where it went wrong, and goes there. */
export function showProblem(form, failure) {
  clearProblem(form);
  if (failure.status === 401) return; // the dialog for a fresh token is open
  const left = [];
  for (const { field, message } of failure.violations ?? []) {
    if (!showViolation(form, field, message)) left.push(`${field}: ${message}`);
  }
  const firstInvalid = form.querySelector('[aria-invalid]');
  if (firstInvalid && left.length === 0) {
    firstInvalid.focus();
    return;
  }
  const summary = part(form, 'problem');
  fill(summary, make('p', {}, wordsFor(failure)), ...left.map((line) => make('p', {}, line)));
  summary.hidden = false;
  summary.focus();
}

/** A failure in a sentence that says what to do. */
export function wordsFor(failure) {
  if (failure instanceof Unreachable) {
    const words = failure.isRead ? 'There was no response. Try again.' : 'There was no response, so the outcome is unknown. Try again: it will not be done twice.';
    return failure.isElsewhere ? `${words} If notifier-email is running, check CONSOLE_EMAIL_URL of incident-api and EMAIL_CONSOLE_ORIGINS of notifier-email.` : words;
  }
  if (!(failure instanceof Problem)) return 'Something unexpected happened in this page. Reload it; what you typed is kept.';
  switch (failure.status) {
    case 401:
      return 'Your token has expired. Nothing was done.';
    case 403:
      return 'Your token may not do this.';
    case 429:
      return `Too many requests. Try again in ${failure.retryAfter || 'a few'} seconds.`;
    case 503:
      return 'The service cannot store anything at the moment. Try again: it will not be done twice.';
    default:
      return failure.message.charAt(0).toUpperCase() + failure.message.slice(1) + (/[.!?]$/.test(failure.message) ? '' : '.');
  }
}

/** Marks what must not be empty, before anything is sent; true where all is well. */
export function checkRequired(form) {
  clearProblem(form);
  for (const control of controls(form)) {
    if (control.required && control.value.trim() === '') showViolation(form, control.name, 'must not be empty');
  }
  form.querySelector('[aria-invalid]')?.focus();
  return !form.querySelector('[aria-invalid]');
}

/** Runs `work` while the form is busy, so that a second press does nothing. */
export async function whileBusy(form, work) {
  if (form.dataset.busy) return;
  form.dataset.busy = 'true';
  form.setAttribute('aria-busy', 'true');
  try {
    await work();
  } finally {
    delete form.dataset.busy;
    form.removeAttribute('aria-busy');
  }
}

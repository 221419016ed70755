/** Beginning from a template: its words are filled into the form, where they can be read and changed before they go out. */

import { confirmDialog } from './confirming.js';
import { copyOf, fill, make, part } from './dom.js';
import { itemsIfAny } from './api.js';
import { hourIn, todayIn } from './times.js';
import { isUsual } from './usual-words.js';

const BLANK = /\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g;

/** What templates have written, by form: the texts by the names of its fields. */
const writtenIn = new WeakMap();

/** The texts of a template by the names of the form's fields. */
const textsOf = ({ title, headline, message, author, scope, texts }) => ({
  title, headline, message, author, scope, ...Object.fromEntries(Object.entries(texts ?? {}).map(([name, text]) => [`texts.${name}`, text])),
});

/**
 * @param kind incident, update, maintenance or postmortem
 * @param title of what an update or a post-mortem is about; else the form's own is taken
 * @returns the choice, or null where there is no template of that kind
 */
export async function templateChoice(form, kind, signal, title = null) {
  const templates = ((await itemsIfAny('/v1/templates?limit=200', { signal }).catch(() => null)) ?? []).filter((template) => template.kind === kind);
  if (templates.length === 0) return null;
  const view = copyOf('fields-template');
  const select = part(view, 'select');
  select.append(...templates.map((template) => make('option', { value: template.id }, template.name)));
  let begun = '';
  const beginWith = (template) => {
    begun = select.value = template.id;
    begin(form, view, template, title);
  };
  select.addEventListener('change', () => {
    const template = templates.find(({ id }) => id === select.value);
    const typed = template ? typedOver(form, template) : [];
    if (!template) {
      begun = '';
      fill(part(view, 'variables'));
    } else if (typed.length === 0) {
      beginWith(template);
    } else {
      select.value = begun;
      confirmDialog({
        title: 'Replace what you wrote?',
        what: `“${template.name}” has its own text for: ${typed.join(', ')}.`,
        confirm: 'Replace',
        work: async () => beginWith(template),
      });
    }
  });
  return view;
}

/** Chooses a template by its id or name, as a link names it; false where there is none. */
export function chooseTemplate(form, wanted) {
  const select = form.querySelector('[data-part=select]');
  const name = wanted.toLowerCase();
  const option = [...(select?.options ?? [])].find(({ value, text }) => value === wanted || (value && text.toLowerCase() === name));
  if (!option) return false;
  select.value = option.value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}

/** The names of the fields in which this template would replace what the operator has typed. */
function typedOver(form, template) {
  const written = writtenIn.get(form) ?? {};
  return Object.entries(textsOf(template))
    .map(([name, text]) => ({ control: text ? form.elements[name] : null, text: written[name] }))
    .filter(({ control, text }) => control && control.value.trim() !== '' && control.value !== text && !isUsual(control.value))
    .map(({ control }) => control.labels[0]?.firstChild.textContent.trim() ?? control.name);
}

function begin(form, view, template, title) {
  const written = writtenIn.get(form) ?? {};
  writtenIn.set(form, written);
  const inputs = (template.variables ?? []).map((name) => make('input', { id: `variable-${name}`, 'data-variable': name, autocomplete: 'off' }));
  const put = (isFirst) => {
    const values = { ...builtIn(), ...Object.fromEntries(inputs.map((input) => [input.dataset.variable, input.value])) };
    for (const [name, text] of Object.entries(textsOf(template))) {
      const control = form.elements[name];
      if (!control || !text) continue;
      if (name !== 'title' || title) values.title = title ?? form.elements.title?.value;
      if (!isFirst && control.value !== written[name]) continue;
      control.value = written[name] = filledIn(text, values);
      control.dispatchEvent(new Event('input', { bubbles: true }));
    }
  };
  choose(form, template);
  fill(part(view, 'variables'), ...inputs.map((input) => make('div', { class: 'field' },
    make('label', { for: input.id }, input.dataset.variable.replaceAll('_', ' ')), input)));
  for (const input of inputs) input.addEventListener('input', () => put(false));
  put(true);
  form.dispatchEvent(new Event('change', { bubbles: true }));
  (inputs[0] ?? form.elements.message).focus();
}

/** What of a template is chosen, not written. */
function choose(form, { status, impact, components = [], notify = {} }) {
  for (const [name, value] of Object.entries({ status, impact })) {
    if (value && form.elements[name]) form.elements[name].value = value;
  }
  for (const { id, status: state } of components) {
    const select = form.elements[`component.${id}`];
    if (select && state) select.value = state;
    const box = form.elements[`named.${id}`];
    if (box) box.checked = true;
  }
  for (const [channel, isTold] of Object.entries(notify)) {
    const box = form.elements[`notify.${channel}`];
    if (box && typeof isTold === 'boolean') box.checked = isTold;
  }
}

/** The variables nobody has to give, as the service fills them in too. */
function builtIn() {
  const { company, support, signOff, xHandle, statusPage, timeZone } = document.body.dataset;
  return {
    company, support, sign_off: signOff, x_handle: xHandle, status_page_url: statusPage, today: todayIn(timeZone), time: hourIn(timeZone),
  };
}

/** Blanks without a value stay as they are, and keep the text from going out. */
function filledIn(text, values) {
  return text.replace(BLANK, (blank, name) => (values[name]?.trim() ? values[name].trim() : blank));
}

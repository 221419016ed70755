/** Beginning from a template: its words are filled into the form, where they can be read and changed before they go out. */

import { copyOf, fill, make, part } from './dom.js';
import { itemsIfAny } from './api.js';

/**
 * @param kind incident, update or maintenance
 * @returns the choice, or null where there is no template of that kind
 */
export async function templateChoice(form, kind, signal) {
  const templates = ((await itemsIfAny('/v1/templates?limit=200', { signal }).catch(() => null)) ?? []).filter((template) => template.kind === kind);
  if (templates.length === 0) return null;
  const view = copyOf('fields-template');
  const select = part(view, 'select');
  select.append(...templates.map((template) => make('option', { value: template.id }, template.name)));
  select.addEventListener('change', () => {
    const template = templates.find(({ id }) => id === select.value);
    if (template) begin(form, view, template);
    else fill(part(view, 'variables'));
  });
  return view;
}

function begin(form, view, template) {
  const written = {};
  const variables = (template.variables ?? []).map((variable) => (typeof variable === 'string' ? variable : variable.name));
  const inputs = variables.map((name) => make('input', { id: `variable-${name}`, 'data-variable': name, autocomplete: 'off' }));
  const put = () => {
    const values = Object.fromEntries(inputs.map((input) => [input.dataset.variable, input.value]));
    for (const name of ['title', 'headline', 'message']) {
      const control = form.elements[name];
      if (!control || !template[name]) continue;
      const isMine = !(name in written) || control.value === written[name];
      if (isMine) control.value = written[name] = filledIn(template[name], values);
    }
    form.dispatchEvent(new Event('input', { bubbles: true }));
  };
  for (const name of ['status', 'impact']) {
    if (!template[name]) continue;
    const control = form.elements[name];
    if (control) control.value = template[name];
  }
  fill(part(view, 'variables'), ...inputs.map((input, i) => make('div', { class: 'field' },
    make('label', { for: input.id }, variables[i].replaceAll('_', ' ')), input)));
  for (const input of inputs) input.addEventListener('input', put);
  put();
  form.dispatchEvent(new Event('change', { bubbles: true }));
  (inputs[0] ?? form.elements.message).focus();
}

/** Blanks without a value stay as they are, and keep the text from going out. */
export function filledIn(text, values) {
  return text.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (blank, name) => (values[name]?.trim() ? values[name].trim() : blank));
}

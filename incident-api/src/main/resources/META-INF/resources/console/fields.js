/** The fields that the forms share, and the request they make. */

import { copyOf, fill, icon, make, part } from './dom.js';
import { session } from './session.js';
import { COMPONENT_STATUSES, componentStateOf, IMPACTS, impactOf, statusOf } from './words.js';

/** Message, headline, signature, and who is told. */
export function wordFields() {
  const fields = copyOf('fields-words');
  fields.querySelector('datalist').append(make('option', { value: session.me.name }));
  return fields;
}

/** A state chosen by one key: the arrows move between the radio buttons. */
export function statusField(statuses, chosen) {
  return make('fieldset', { class: 'segments' }, make('legend', {}, 'Status'), ...statuses.map((name) => {
    const state = statusOf(name);
    return make('label', { class: `tone-${state.tone}` },
      make('input', { type: 'radio', name: 'status', value: name, checked: name === chosen }),
      make('span', {}, icon(state.icon), state.words));
  }));
}

/** @param otherwise what it is where nothing is chosen */
export function impactField(otherwise) {
  return make('div', { class: 'field' }, make('label', { for: 'impact' }, 'Impact'),
    make('select', { id: 'impact', name: 'impact' }, make('option', { value: '' }, otherwise),
      ...IMPACTS.map((name) => make('option', { value: name }, impactOf(name).words))));
}

/** Components and channels' own wording; unfolded where there are components. */
export function moreFields(components, { impact = null, states = true } = {}) {
  const fields = copyOf('fields-more');
  fields.open = components.length > 0;
  const place = part(fields, 'impact');
  if (impact) place.replaceWith(impact);
  else place.remove();
  part(fields, 'components').hidden = components.length === 0;
  fill(part(fields, 'rows'), ...components.map((component) => make('li', {}, states ? stateRow(component) : nameRow(component))));
  return fields;
}

function stateRow(component) {
  const select = make('select', { name: `component.${component.id}` }, make('option', { value: '' }, `As it is: ${componentStateOf(component.status).words.toLowerCase()}`),
    ...COMPONENT_STATUSES.map((name) => make('option', { value: name }, componentStateOf(name).words)));
  return make('label', { class: 'row' }, make('span', {}, component.name), select);
}

function nameRow(component) {
  return make('label', { class: 'check' }, make('input', { type: 'checkbox', name: `named.${component.id}` }), ` ${component.name}`);
}

const filled = (text) => text !== undefined && text !== null && String(text).trim() !== '';

/** The fields below one name, by what follows it. */
function named(values, prefix, isWanted = () => true) {
  return Object.fromEntries(Object.entries(values)
    .filter(([name, value]) => name.startsWith(prefix) && isWanted(value))
    .map(([name, value]) => [name.slice(prefix.length), value]));
}

/** The request's fields that every text has; what is empty is left out. */
export function wordsFrom(values) {
  const body = { message: values.message };
  for (const name of ['title', 'headline', 'author', 'status', 'impact']) {
    if (filled(values[name])) body[name] = values[name];
  }
  const told = named(values, 'notify.');
  if (Object.values(told).includes(false)) body.notify = told;
  const texts = named(values, 'texts.', filled);
  if (Object.keys(texts).length > 0) body.texts = texts;
  return body;
}

/** The components given a state, each remembering its place so that an error finds it. */
export function componentsFrom(form) {
  const chosen = [...form.querySelectorAll('select[name^="component."]')].filter((select) => select.value !== '');
  chosen.forEach((select, i) => { select.dataset.field = `components[${i}].status`; });
  return chosen.map((select) => ({ id: select.name.slice('component.'.length), status: select.value }));
}

export function namedFrom(form) {
  return [...form.querySelectorAll('input[name^="named."]:checked')].map((box, i) => {
    box.dataset.field = `components[${i}]`;
    return box.name.slice('named.'.length);
  });
}

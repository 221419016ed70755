/** What a subscriber hears about: the fields shared by adding and changing. */

import { copyOf, fill, make, part } from './dom.js';

const EVENTS = ['incident', 'maintenance', 'postmortem'];

/**
 * @param components of the status page; one that a subscriber chose and that is gone is offered too
 * @param groups as notifier-email lists them; none where it does not
 */
export function subscriberFields(scope, components, groups, subscriber = { components: [], events: [], groups: [] }) {
  const fields = copyOf('fields-subscriber');
  const gone = subscriber.components.filter((id) => components.every((component) => component.id !== id)).map((id) => ({ id, name: id }));
  const offered = [...components, ...gone];
  part(fields, 'components').hidden = offered.length === 0;
  fill(part(fields, 'component-boxes'), ...offered.map(({ id, name }) => make('label', { class: 'check' },
    make('input', { type: 'checkbox', name: `component.${id}`, checked: subscriber.components.includes(id) }), ` ${name}`)));
  for (const name of EVENTS) fields.querySelector(`[name="event.${name}"]`).checked = subscriber.events.includes(name);
  const input = part(fields, 'groups');
  input.id = `${scope}-groups`;
  input.value = subscriber.groups.join(' ');
  part(fields, 'groups-label').htmlFor = input.id;
  part(fields, 'known-groups').textContent = groups.length > 0 ? `There are: ${groups.map(({ id }) => id).join(', ')}` : '';
  return fields;
}

/** The request's fields; each list is empty where all are wanted. */
export function choicesFrom(form) {
  const ticked = (prefix) => [...form.querySelectorAll(`input[name^="${prefix}"]:checked`)].map((box) => box.name.slice(prefix.length));
  return {
    components: ticked('component.'),
    events: ticked('event.'),
    groups: form.elements.groups.value.split(/[\s,;]+/).filter(Boolean),
  };
}

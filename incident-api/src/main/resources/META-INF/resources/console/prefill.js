/** A link that fills in the form: ?template=slow&components=web,mobile:major_outage&title=…&impact=major&source=… */

import { make, part } from './dom.js';
import { chooseTemplate } from './templates.js';
import { COMPONENT_STATUSES, IMPACTS } from './words.js';

const STATE_OF = { none: 'operational', minor: 'degraded_performance', major: 'partial_outage', critical: 'major_outage' };
const LONGEST_SOURCE = 200;

export function prefill(form, components, { template, title, impact, source, components: named }) {
  if (template) chooseTemplate(form, template);
  if (title) form.elements.title.value = title;
  if (IMPACTS.includes(impact)) form.elements.impact.value = impact;
  for (const wanted of (named ?? '').split(',').filter(Boolean)) {
    const [name, state] = wanted.split(':');
    const component = found(components, name.trim().toLowerCase());
    const select = component && form.elements[`component.${component.id}`];
    if (select) select.value = COMPONENT_STATUSES.includes(state) ? state : (STATE_OF[form.elements.impact.value] ?? 'degraded_performance');
  }
  if (source) part(form, 'templates').before(make('p', { class: 'hint' }, `Filled in from: ${source.slice(0, LONGEST_SOURCE)}`));
  if (template || title || named) {
    form.dispatchEvent(new Event('input', { bubbles: true }));
    part(form, 'publish').focus();
  }
}

/** By id, else by name, else by the beginning of its name. */
const found = (components, wanted) => components.find(({ id }) => id === wanted)
  ?? components.find(({ name }) => name.toLowerCase() === wanted)
  ?? components.find(({ name }) => name.toLowerCase().startsWith(wanted));

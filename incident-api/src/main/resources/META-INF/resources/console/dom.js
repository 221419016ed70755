/** Building the page from the document's templates. Text is only ever set as text. */

const SVG = 'http://www.w3.org/2000/svg';

/** A copy of the template's one element. */
export function copyOf(templateId) {
  return document.getElementById(templateId).content.firstElementChild.cloneNode(true);
}

/** The element that a template marks with this name. */
export function part(root, name) {
  return root.querySelector(`[data-part="${name}"]`);
}

/** A new element; attributes that are null, undefined or false are left out, `on…` are listeners. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** A state: always words and an icon, the colour only besides. */
export function chip(state) {
  return make('span', { class: `chip tone-${state.tone}` }, icon(state.icon), state.words);
}

/** Shows the element where there is something to show. */
export function showIf(element, wanted) {
  element.hidden = !wanted;
  return element;
}

export function fill(element, ...children) {
  element.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Markdown as it was typed: paragraphs and line breaks. What is rendered is in rendered.js.
 */
export function prose(text) {
  return text.split(/\n{2,}/).map((paragraph) => make('p', {}, paragraph));
}

/** Replaces what `root` shows without losing the focus of someone in the middle of it. */
export function redraw(root, draw) {
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const open = new Set([...root.querySelectorAll('details[open]')].map((details) => details.dataset.key));
  draw();
  for (const details of root.querySelectorAll('details[data-key]')) details.open = details.open || open.has(details.dataset.key);
  if (focused) root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

/**
 * Texts as customers see them. The service renders the Markdown; until that is here, and where it cannot be had, the
 * source is shown. What is rendered is built again from a few elements, so that no markup of a text gets into the page.
 */

import { post } from './api.js';
import { fill, make, prose } from './dom.js';

const MOST_KEPT = 300;
const MOST_AT_ONCE = 100;
const LONGEST_AT_ONCE = 200_000;
const ELEMENTS = new Set(['P', 'BR', 'STRONG', 'EM', 'UL', 'OL', 'LI', 'A', 'CODE', 'PRE', 'BLOCKQUOTE', 'HR', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6']);

/** Rendered documents by their Markdown. */
const known = new Map();

/** Renders what is not rendered yet; never fails. Headings begin at h2. */
export async function render(texts, options) {
  const left = [...new Set(texts)].filter((text) => text && !known.has(text));
  while (left.length > 0) {
    const batch = [left.shift()];
    let length = batch[0].length;
    while (left.length > 0 && batch.length < MOST_AT_ONCE && length + left[0].length <= LONGEST_AT_ONCE) {
      length += left[0].length;
      batch.push(left.shift());
    }
    try {
      const { body } = await post('/v1/markdown', { texts: batch }, { ...options, isRead: true });
      if (known.size > MOST_KEPT) known.clear();
      body.html.forEach((html, i) => known.set(batch[i], new DOMParser().parseFromString(html, 'text/html').body));
    } catch {
      return;
    }
  }
}

/** Shows the text; @param level of the heading above it */
export function showRendered(place, text, level = 1) {
  const show = () => {
    const body = known.get(text);
    place.classList.toggle('rich', body !== undefined);
    fill(place, ...(body ? copies(body, level - 1) : prose(text)));
  };
  show();
  if (!known.has(text)) render([text]).then(() => place.isConnected && known.has(text) && show());
  return place;
}

/** A new element with the text. */
export const rendered = (text, level) => showRendered(make('div', { class: 'prose' }), text, level);

/** The words of the text on one line, without marks. */
export function showExcerpt(place, text) {
  const show = () => { place.textContent = known.has(text) ? lineOf(known.get(text)) : text; };
  show();
  if (text && !known.has(text)) render([text]).then(show);
  return place;
}

function lineOf(body) {
  const words = body.cloneNode(true);
  for (const block of words.querySelectorAll('p, li, pre, h1, h2, h3, h4, h5, h6')) block.append(' ');
  return words.textContent.replace(/\s+/g, ' ').trim();
}

function copies(parent, deeper) {
  return [...parent.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
    if (!ELEMENTS.has(node.nodeName)) return [];
    const heading = node.nodeName.match(/^H([1-6])$/);
    const tag = heading ? `h${Math.min(6, Number(heading[1]) + deeper)}` : node.nodeName.toLowerCase();
    return [make(tag, attributesOf(node), ...copies(node, deeper))];
  });
}

function attributesOf(node) {
  if (node.nodeName === 'OL') return { start: node.getAttribute('start') };
  if (node.nodeName !== 'A' || !/^(https?|mailto):/i.test(node.getAttribute('href') ?? '')) return {};
  return { href: node.getAttribute('href'), target: '_blank', rel: 'noopener noreferrer' };
}

/** Who joined and who left, day by day: a picture, and the same numbers as a table. */

import { fill, make, part, showIf } from './dom.js';
import { counted } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 40;
const LEAST = 1;

export function drawGrowth(view, days) {
  const sum = (name) => days.reduce((all, day) => all + day[name], 0);
  const words = `${sum('joined').toLocaleString('en-US')} joined, ${sum('left').toLocaleString('en-US')} left`;
  part(view, 'growth-words').textContent = words;
  fill(part(view, 'chart'), picture(days, words), make('p', { class: 'axis', 'aria-hidden': 'true' },
    make('span', {}, day(days[0]?.date)), make('span', { class: 'key' }, make('span', { class: 'tone-good' }, 'joined'), make('span', { class: 'tone-bad' }, 'left')), make('span', {}, 'today')));
  const busy = days.filter(({ joined, left }) => joined + left > 0).reverse();
  fill(part(view, 'table'), ...busy.map(({ date, joined, left }) => make('tr', {},
    make('th', { scope: 'row' }, day(date)), make('td', {}, joined.toLocaleString('en-US')), make('td', {}, left.toLocaleString('en-US')))));
  showIf(part(view, 'table-fold'), busy.length > 0);
}

/** Joined upwards and left downwards, on one scale. A day with one person is seen beside one with a thousand. */
function picture(days, words) {
  const most = (name) => Math.max(0, ...days.map((one) => one[name]));
  const scale = (HEIGHT - 1) / Math.max(1, most('joined') + most('left'));
  const height = (people) => (people > 0 ? Math.max(LEAST, people * scale) : 0);
  const zero = Math.min(HEIGHT - 1, Math.max(1, height(most('joined'))));
  const chart = svg('svg', { class: 'chart', viewBox: `0 0 ${days.length} ${HEIGHT + 2}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${words} in the last ${counted(days.length, 'day')}` });
  chart.append(svg('path', { class: 'zero', d: `M0 ${zero}H${days.length}` }));
  days.forEach((one, at) => {
    for (const [name, y, tall] of [['joined', zero - height(one.joined), height(one.joined)], ['left', zero, height(one.left)]]) {
      if (tall > 0) chart.append(svg('rect', { class: `bar-${name}`, x: at + 0.12, y, width: 0.76, height: tall }));
    }
  });
  return chart;
}

function svg(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** “Mar 10” of 2026-03-10, whatever the zone here. */
const day = (date) => (date ? new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric' }).format(new Date(date)) : '');

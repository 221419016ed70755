/** Which view the address asks for. A view lives in a scope, which ends when another view is shown. */

import { fill } from './dom.js';

const routes = [];

/** @param pattern such as `incidents/:id/update`; @param view `(main, parameters, scope) => title` */
export function route(pattern, section, view) {
  routes.push({ pieces: pattern.split('/').filter(Boolean), section, view });
}

function match() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const pieces = path.split('/').filter(Boolean).map(decodeURIComponent);
  for (const { pieces: wanted, section, view } of routes) {
    if (wanted.length !== pieces.length) continue;
    const parameters = { query: Object.fromEntries(new URLSearchParams(query)) };
    const fits = wanted.every((piece, i) => {
      if (!piece.startsWith(':')) return piece === pieces[i];
      parameters[piece.slice(1)] = pieces[i];
      return true;
    });
    if (fits) return { section, view, parameters };
  }
  return match.fallback;
}

class Scope {
  #ending = new AbortController();

  get signal() {
    return this.#ending.signal;
  }

  /** Runs the task now and then, and at once when the tab is looked at again. */
  every(milliseconds, task) {
    const run = () => document.visibilityState === 'visible' && task();
    const timer = setInterval(run, milliseconds);
    document.addEventListener('visibilitychange', run, { signal: this.signal });
    this.signal.addEventListener('abort', () => clearInterval(timer));
  }

  /** Listens as long as the view is shown. */
  listen(target, event, listener) {
    target.addEventListener(event, listener, { signal: this.signal });
  }

  /** Shows the view, unless another one, or nothing, is to be seen by now: it may have waited for what never fails. */
  show(place, view) {
    this.signal.throwIfAborted();
    fill(place, view);
  }

  end() {
    this.#ending.abort();
  }
}

let scope = null;
let isFirst = true;

export async function showRoute() {
  scope?.end();
  scope = new Scope();
  const mine = scope;
  const main = document.getElementById('main');
  const { section, view, parameters } = match() ?? { view: routes[0].view, section: routes[0].section, parameters: {} };
  for (const link of document.querySelectorAll('#nav [data-section]')) {
    if (link.dataset.section === section) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  main.setAttribute('aria-busy', 'true');
  try {
    const title = await view(main, parameters, mine);
    if (mine.signal.aborted) return;
    document.title = `${title} · ${document.body.dataset.company} Console`;
  } finally {
    if (!mine.signal.aborted) {
      main.removeAttribute('aria-busy');
      if (!isFirst && !main.contains(document.activeElement)) main.querySelector('h1')?.focus({ preventScroll: true });
      if (!isFirst && !main.querySelector(':focus-within textarea:focus')) scrollTo(0, 0);
      isFirst = false;
    }
  }
}

/** Ends the view that is shown, or on its way: what still arrives for it is dropped. */
export function endRoute() {
  scope?.end();
  document.getElementById('main').removeAttribute('aria-busy');
}

export function go(hash) {
  if (location.hash === hash) showRoute();
  else location.hash = hash;
}

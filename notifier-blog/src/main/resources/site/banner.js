// Shows current incidents and maintenance above a page. No cookie, no third party; works under a strict
// Content-Security-Policy that allows this file (script-src) and banner.json beside it (connect-src).
// <script src="https://status.example.com/banner.js" defer></script>
(() => {
  'use strict';
  const me = document.currentScript;
  const quietly = (work) => { try { return work(); } catch { return null; } };
  const load = (key) => quietly(() => JSON.parse(localStorage.getItem(key)));
  const keep = (key, value) => quietly(() => localStorage.setItem(key, JSON.stringify(value)));
  const DAY = 864e5;
  quietly(() => {
    const source = me.dataset.source || new URL('banner.json', me.src).href;
    const LAST = 'status-banner ' + source, GONE = LAST + ' dismissed';
    const oldest = 1e3 * (me.dataset.maxAge || 21600);
    const host = document.createElement('div');
    host.setAttribute('role', 'status');
    const root = host.attachShadow({mode: 'open'});
    quietly(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(':host{display:block;font:15px/1.4 system-ui,sans-serif}' +
        'div{display:flex;gap:12px;align-items:baseline;padding:6px 16px;color:#fff;background:#1d5bb0}' +
        '.down{background:#b0202b}.bad{background:#a3470a}.warn{background:#845a00}' +
        'p{margin:0;flex:1;min-width:0;overflow-wrap:anywhere}' +
        'a,button{color:inherit;font:inherit;background:none;border:0;padding:4px;cursor:pointer;text-decoration:underline}' +
        ':focus-visible{outline:2px solid #fff}@media print{:host{display:none}}');
      root.adoptedStyleSheets = [sheet];
    });
    (document.querySelector(me.dataset.target || 'body')).prepend(host);
    let shown = '';
    const make = (name, text) => Object.assign(document.createElement(name), {textContent: text});
    const line = (item, words) => {
      const box = make('div', ''), said = make('p', ''), link = make('a', words.details), close = make('button', words.dismiss);
      box.className = item.tone;
      said.append(make('strong', item.label), ': ', item.title);
      if (/^https?:/.test(item.url)) link.href = item.url;
      link.setAttribute('aria-label', words.details + ': ' + item.title);
      close.setAttribute('aria-label', words.dismiss + ': ' + item.title);
      close.onclick = () => {
        box.remove();
        keep(GONE, [...(load(GONE) || []), item.id].slice(-50));
      };
      box.append(said, link, close);
      return box;
    };
    const show = (answer, now) => quietly(() => {
      const gone = load(GONE) || [];
      const items = answer.items.filter((item) => !gone.includes(item.id) &&
        (!item.starts_at || Date.parse(item.starts_at) - now < DAY));
      if (shown !== (shown = JSON.stringify(items))) root.replaceChildren(...items.map((item) => line(item, answer.words)));
    });
    const last = () => {
      const known = load(LAST), now = Date.now();
      show(known && Math.abs(now - known.at) < oldest ? known.answer : {items: []}, now);
    };
    const ask = () => fetch(source, {credentials: 'omit', signal: AbortSignal.timeout(5e3)})
      .then((response) => response.ok ? response.json() : Promise.reject())
      .then((answer) => { keep(LAST, {at: Date.now(), answer}); show(answer, Date.now()); })
      .catch(last);
    last();
    ask();
    setInterval(() => document.hidden || quietly(ask), 6e4);
  });
})();

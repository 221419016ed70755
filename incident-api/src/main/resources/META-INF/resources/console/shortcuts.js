/** Single keys, as the help lists them; they rest while something is being typed, and can be switched off. */

import { isDialogOpen, openDialog } from './dialog.js';
import { go } from './router.js';
import { hasEmail } from './email.js';
import { part } from './dom.js';
import { session } from './session.js';

const SWITCH = 'console.single-keys';
const areOn = () => localStorage.getItem(SWITCH) !== 'off';

export function helpDialog() {
  const dialog = openDialog('dialog-help');
  const box = part(dialog, 'single');
  box.checked = areOn();
  box.addEventListener('change', () => localStorage.setItem(SWITCH, box.checked ? 'on' : 'off'));
}

const isTyping = (element) => element.closest('input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]') !== null;

let awaitsPlace = false;

function keyed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !session.me) return;
  if (event.key === 'Escape' && !isDialogOpen() && isTyping(event.target)) {
    event.target.blur();
    return;
  }
  if (isDialogOpen() || isTyping(event.target) || !areOn()) return;
  if (act(event.key)) event.preventDefault();
}

function act(key) {
  if (awaitsPlace) {
    awaitsPlace = false;
    const place = { i: '#/', m: '#/maintenance', c: '#/components', t: '#/templates', h: '#/channels', a: '#/audit', s: hasEmail ? '#/subscribers' : null }[key];
    if (place) go(place);
    return Boolean(place);
  }
  switch (key) {
    case 'g':
      awaitsPlace = true;
      setTimeout(() => { awaitsPlace = false; }, 1500);
      return true;
    case '?':
      helpDialog();
      return true;
    case 'n':
      if (session.isOperator) go(location.hash.startsWith('#/maintenance') ? '#/maintenance/new' : '#/incidents/new');
      return true;
    case 'u':
      return write();
    case 'j':
      return step(1);
    case 'k':
      return step(-1);
    default:
      return false;
  }
}

function write() {
  const message = document.querySelector('main textarea[name=message]');
  if (message) message.focus();
  else document.querySelector('main a[data-part=update]')?.click();
  return true;
}

function step(direction) {
  const links = [...document.querySelectorAll('main :is(.cards, .lines, .agenda) [data-part=link]')];
  if (links.length === 0) return false;
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + direction))].focus();
  return true;
}

export function listenForShortcuts() {
  document.addEventListener('keydown', keyed);
}

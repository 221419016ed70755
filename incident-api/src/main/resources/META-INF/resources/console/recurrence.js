/** Recurrence rules (RFC 5545) in words: “every first Saturday of the month”. */

import { copyOf, fill, make, part } from './dom.js';
import { local } from './times.js';

const CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const NTH = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', 5: 'fifth', '-1': 'last' };
const UNITS = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' };
const DAYS_OF_WEEK = 7;

const ordinal = (n) => `${n}${[11, 12, 13].includes(n % 100) ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`;

/** The rules that this date can begin. @param field such as 2028-08-05T10:00 */
export function rulesFrom(field) {
  const [year, month, day] = field.slice(0, 10).split('-').map(Number);
  if (!day) return [];
  const code = CODES[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  const nth = Math.ceil(day / DAYS_OF_WEEK);
  const isLast = new Date(Date.UTC(year, month - 1, day + DAYS_OF_WEEK)).getUTCMonth() !== month - 1;
  return [
    `FREQ=WEEKLY;BYDAY=${code}`,
    `FREQ=WEEKLY;INTERVAL=2;BYDAY=${code}`,
    nth < 5 ? `FREQ=MONTHLY;BYDAY=${nth}${code}` : null,
    isLast ? `FREQ=MONTHLY;BYDAY=-1${code}` : null,
    day < 29 ? `FREQ=MONTHLY;BYMONTHDAY=${day}` : null,
    nth < 5 ? `FREQ=MONTHLY;INTERVAL=3;BYDAY=${nth}${code}` : null,
  ].filter(Boolean);
}

/** The rule in words; the rule itself where there are none for it. */
export function ruleInWords(rule) {
  const parts = Object.fromEntries(rule.toUpperCase().split(';').map((pair) => pair.split('=')));
  const { FREQ, INTERVAL = '1', BYDAY, BYMONTHDAY, COUNT, UNTIL, ...others } = parts;
  delete others.WKST;
  const days = (BYDAY ?? '').split(',').filter(Boolean).map((day) => day.match(/^(-?\d)?(SU|MO|TU|WE|TH|FR|SA)$/));
  if (!UNITS[FREQ] || Object.keys(others).length > 0 || days.includes(null) || (BYDAY && BYMONTHDAY)) return rule;
  const named = days.map(([, nth, code]) => [NTH[nth], DAYS[CODES.indexOf(code)]].filter(Boolean).join(' ')).join(' and ');
  const every = INTERVAL === '1' ? 'every' : INTERVAL === '2' ? 'every second' : `every ${INTERVAL}`;
  const unit = INTERVAL === '1' || INTERVAL === '2' ? UNITS[FREQ] : `${UNITS[FREQ]}s`;
  const isNth = days.some(([, nth]) => nth);
  let words;
  if (named && FREQ === 'WEEKLY') words = INTERVAL === '1' ? `every ${named}` : `${every} ${unit} on ${named}`;
  else if (named && isNth && FREQ === 'MONTHLY') words = INTERVAL === '1' ? `every ${named} of the month` : `${every} ${unit} on the ${named}`;
  else if (BYMONTHDAY && FREQ === 'MONTHLY') words = `${every} ${unit} on the ${BYMONTHDAY.split(',').map((day) => ordinal(Number(day))).join(' and ')}`;
  else if (!named && !BYMONTHDAY) words = `${every} ${unit}`;
  else return rule;
  return words + (COUNT ? `, ${COUNT} times` : '') + (UNTIL ? `, until ${UNTIL.slice(0, 4)}-${UNTIL.slice(4, 6)}-${UNTIL.slice(6, 8)}` : '');
}

/** The choice of a rule, which follows the beginning of the window. @param chosen the rule of a draft, if it has one */
export function recurrenceField(form, chosen = null) {
  const field = copyOf('fields-recurrence');
  const select = part(field, 'rule');
  const begins = form.elements.starts_at;
  let wanted = chosen ?? '';
  const draw = () => {
    const before = wanted;
    const rules = rulesFrom(begins.value);
    const was = before ? ruleInWords(before) : '';
    if (before && before === chosen && !rules.includes(before)) rules.push(before);
    fill(select, make('option', { value: '' }, 'Once'), ...rules.map((rule) => make('option', { value: rule }, ruleInWords(rule))));
    // A chosen kind of rule is kept where the day moves: every first Saturday becomes every second Sunday.
    const kind = (rule) => rule.replace(/BYDAY=(-1)?\d?[A-Z]+/, 'BYDAY=$1').replace(/MONTHDAY=\d+/, 'MONTHDAY');
    select.value = before ? (rules.find((rule) => rule === before) ?? rules.find((rule) => kind(rule) === kind(before)) ?? '') : '';
    part(field, 'lost').textContent = before && !select.value ? `The new date cannot begin “${was}”.` : '';
  };
  select.addEventListener('change', () => { wanted = select.value; });
  begins.addEventListener('change', draw);
  draw();
  return field;
}

/** When the next occurrence is announced, or null. */
export const nextOf = ({ schedule = [] }) => {
  const next = schedule.find((due) => due.kind === 'next' && due.state === 'pending');
  return next ? `the next one is announced on ${local(next.due_at)}` : null;
};

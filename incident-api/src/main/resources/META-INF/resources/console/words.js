/** The words for states, as customers read them, with colour and icon. */

const state = (words, tone, icon) => ({ words, tone, icon });

const STATUS = {
  investigating: state('Investigating', 'bad', 'search'),
  identified: state('Identified', 'warn', 'target'),
  monitoring: state('Monitoring', 'note', 'eye'),
  resolved: state('Resolved', 'good', 'check'),
  scheduled: state('Scheduled', 'calm', 'calendar'),
  in_progress: state('In progress', 'note', 'wrench'),
  verifying: state('Verifying', 'note', 'wrench'),
  completed: state('Completed', 'good', 'check'),
  cancelled: state('Cancelled', 'calm', 'cross'),
};

const IMPACT = {
  none: state('No impact', 'calm', 'info'),
  minor: state('Minor impact', 'warn', 'slow'),
  major: state('Major impact', 'bad', 'alert'),
  critical: state('Critical impact', 'down', 'cross'),
};

const COMPONENT = {
  operational: state('Operational', 'good', 'check'),
  degraded_performance: state('Degraded performance', 'warn', 'slow'),
  partial_outage: state('Partial outage', 'bad', 'alert'),
  major_outage: state('Major outage', 'down', 'cross'),
  under_maintenance: state('Under maintenance', 'note', 'wrench'),
};

const DELIVERY = {
  pending: state('Waiting', 'calm', 'clock'),
  delivering: state('Going out', 'note', 'moving'),
  delivered: state('Delivered', 'good', 'check'),
  partial: state('Partly delivered', 'warn', 'slow'),
  failed: state('Failed', 'down', 'cross'),
  skipped: state('Not sent', 'calm', 'info'),
  stopped: state('Stopped', 'bad', 'stop'),
  dry_run: state('Dry run', 'calm', 'info'),
  not_told: state('Not told', 'calm', 'info'),
};

const REASON = {
  unreachable: 'the server cannot be reached',
  timed_out: 'no answer in time',
  connection_lost: 'the connection was lost',
  temporary: 'the server said: not at the moment',
  rate_limited: 'too many at once; it waits',
  credentials: 'the credentials are refused',
  budget_spent: 'the account’s budget is spent',
  no_such_recipient: 'no such recipient',
  policy: 'refused by policy',
  invalid: 'the text or address was not understood',
  tls: 'the TLS handshake failed',
  gave_up: 'given up after many attempts',
  unexpected: 'an unexpected error; see the log',
  not_wanted: 'left out by the operator',
  superseded: 'superseded by a newer update',
  before_start: 'older than this channel',
  no_recipients: 'no recipients',
  left: 'unsubscribed meanwhile',
  stopped: 'stopped by an operator',
  nothing_to_tell: 'this channel does not send this event',
  not_confirmed: 'not confirmed',
  confirmed_later: 'confirmed only afterwards',
  paused: 'paused by the subscriber',
  quarantined: 'in quarantine',
  not_chosen: 'not among the subscriber’s choices',
  audience: 'it is only for some groups, and this channel reaches everybody',
};

const SUBSCRIBER = {
  active: state('Active', 'good', 'check'),
  pending: state('Not confirmed', 'calm', 'clock'),
  paused: state('Paused', 'note', 'stop'),
  quarantined: state('Quarantined', 'bad', 'alert'),
};

const CHANNEL = {
  email: { words: 'E-mail', icon: 'mail' },
  x: { words: 'X', icon: 'chat' },
  twitter: { words: 'X', icon: 'chat' },
  site: { words: 'Status page', icon: 'feed' },
  blog: { words: 'Blog', icon: 'feed' },
  wordpress: { words: 'WordPress', icon: 'feed' },
  git: { words: 'Git', icon: 'feed' },
};

const unknown = (name) => state(String(name ?? '').replaceAll('_', ' '), 'calm', 'info');

export const INCIDENT_STATUSES = ['investigating', 'identified', 'monitoring', 'resolved'];
export const MAINTENANCE_STATUSES = ['scheduled', 'in_progress', 'verifying', 'completed'];
export const IMPACTS = Object.keys(IMPACT);
export const COMPONENT_STATUSES = Object.keys(COMPONENT);

export const statusOf = (name) => STATUS[name] ?? unknown(name);
export const impactOf = (name) => IMPACT[name] ?? unknown(name);
export const componentStateOf = (name) => COMPONENT[name] ?? unknown(name);
/** Of what is not told yet. */
export const draftStateOf = ({ publication, publish_error: error }) =>
  error ? state('Could not be published', 'bad', 'alert') : publication === 'scheduled' ? state('Scheduled', 'note', 'clock') : state('Draft', 'calm', 'info');
export const SUBSCRIBER_STATES = Object.keys(SUBSCRIBER);
export const subscriberStateOf = (name) => SUBSCRIBER[name] ?? unknown(name);
export const deliveryStateOf = (name) => DELIVERY[name] ?? unknown(name);
export const channelOf = (name) => CHANNEL[name] ?? { words: name, icon: 'info' };
export const reasonOf = (name) => (name ? (REASON[name] ?? name.replaceAll('_', ' ')) : '');
/** Whom an incident is limited to; empty where it is for everybody. */
export const limitOf = ({ audience, public: isPublic }) =>
  audience?.length ? `Only for groups: ${audience.join(', ')}; ${isPublic ? 'shown on the status page' : 'not public'}` : '';
export const isOver = (status) => ['resolved', 'completed', 'cancelled'].includes(status);

const EVENT = {
  'incident.opened': 'Opening',
  'incident.updated': 'Update',
  'incident.corrected': 'Correction',
  'maintenance.scheduled': 'Announcement',
  'maintenance.rescheduled': 'New window',
  'maintenance.reminded': 'Reminder',
  'maintenance.started': 'Start',
  'maintenance.updated': 'Update',
  'maintenance.completed': 'Completion',
  'maintenance.cancelled': 'Cancellation',
  'postmortem.published': 'Analysis',
};
export const eventOf = (type) => EVENT[type] ?? type;

export function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

/** Calls of the API. Every failure is a Problem, or Unreachable where it is not known whether the call was done. */

import { session } from './session.js';

const PATIENCE = 15_000;

/** An RFC 9457 answer. */
export class Problem extends Error {
  constructor(status, body, headers) {
    super(body.detail || body.title || `The service answers ${status}.`);
    this.status = status;
    this.violations = body.violations ?? [];
    this.retryAfter = Number(headers.get('Retry-After')) || 0;
  }
}

/** No answer came: a change may have been done, or not. */
export class Unreachable extends Error {
  /** @param base address of the other service, where it was not this one */
  constructor(method, base) {
    super('The service cannot be reached.');
    this.isRead = method === 'GET';
    this.isElsewhere = base !== undefined;
  }
}

/** The address of a path of this service, also where it stands behind a prefix, or of the service at another base. */
export function addressOf(path, base = document.baseURI) {
  return new URL(path.replace(/^\//, ''), base);
}

/** The header for a call. Without a token it fails, and opens the dialog for a fresh one if the operator is waiting. */
export function authorization(isWaiting) {
  if (session.token) return `Bearer ${session.token}`;
  if (isWaiting) session.askAgain();
  throw new Problem(401, {}, new Headers());
}

/** @param base address of another service; its 401 says nothing about the session here, and is told as 403 */
export function refusal(status, body, headers, base) {
  const isOurs = base === undefined;
  if (status === 401 && isOurs) session.runOut();
  return status === 401 && !isOurs ? new Problem(403, {}, headers) : new Problem(status, body, headers);
}

/** @param options.base address of another service; @param options.isRead a POST that changes nothing */
async function call(method, path, { body, ifMatch, key, signal, base, isRead = method === 'GET' } = {}) {
  const headers = { Authorization: authorization(!isRead), Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  if (ifMatch) headers['If-Match'] = ifMatch;
  if (key) headers['Idempotency-Key'] = key;
  const patience = AbortSignal.timeout(PATIENCE);
  let response;
  let answer;
  try {
    response = await fetch(addressOf(path, base), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    answer = response.status === 204 ? null : await response.json().catch(() => null);
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new Unreachable(method, base);
  }
  if (!response.ok) throw refusal(response.status, answer ?? {}, response.headers, base);
  return { body: answer, status: response.status, etag: response.headers.get('ETag') };
}

/** For Idempotency-Key. Outside https and localhost browsers have no randomUUID. */
export const newKey = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(16)).join('-');

export const get = (path, options) => call('GET', path, options);
export const post = (path, body, options) => call('POST', path, { ...options, body });
export const put = (path, body, options) => call('PUT', path, { ...options, body });
export const patch = (path, body, options) => call('PATCH', path, { ...options, body });
export const remove = (path, options) => call('DELETE', path, options);

/** The items of a list, or null where this version of the service has no such call. */
export async function itemsIfAny(path, options) {
  try {
    return (await get(path, options)).body.items ?? [];
  } catch (problem) {
    if (problem instanceof Problem && (problem.status === 404 || problem.status === 405)) return null;
    throw problem;
  }
}

/**
 * Sends a state-changing call under one Idempotency-Key until it is known what became of it: a second and third time
 * where no answer came or the service could not say. The same key never does a thing twice.
 */
export async function insist(send) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (failure) {
      const mayBeDone = failure instanceof Unreachable || failure.status === 503 || failure.status === 502 || failure.status === 504;
      const isRunning = failure.status === 409 && /in progress/.test(failure.message);
      if (!(mayBeDone || isRunning) || attempt === 3) throw failure;
      await new Promise((wake) => setTimeout(wake, Math.max(attempt * 700, failure.retryAfter * 1000 || 0)));
    }
  }
}

/** Where a draft is, before and after it is published. */
export function pathOf({ kind, incident_id: about, id }) {
  const all = kind === 'maintenance' ? '/v1/maintenances' : '/v1/incidents';
  return about ? `${all}/${about}/updates/${id}` : `${all}/${id}`;
}

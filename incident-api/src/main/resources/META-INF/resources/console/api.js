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

/** No answer came: it may have been done, or not. */
export class Unreachable extends Error {
  constructor() {
    super('The service cannot be reached.');
  }
}

/** The address of a path of this service, also where it stands behind a prefix. */
export function addressOf(path) {
  return new URL(path.replace(/^\//, ''), document.baseURI);
}

async function call(method, path, { body, ifMatch, key, signal } = {}) {
  if (!session.token) {
    if (method !== 'GET') session.askAgain();
    throw new Problem(401, {}, new Headers());
  }
  const headers = { Authorization: `Bearer ${session.token}`, Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  if (ifMatch) headers['If-Match'] = ifMatch;
  if (key) headers['Idempotency-Key'] = key;
  const patience = AbortSignal.timeout(PATIENCE);
  let response;
  let answer;
  try {
    response = await fetch(addressOf(path), {
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
    throw new Unreachable();
  }
  if (response.status === 401) session.runOut();
  if (!response.ok) throw new Problem(response.status, answer ?? {}, response.headers);
  return { body: answer, etag: response.headers.get('ETag') };
}

/** For Idempotency-Key. Outside https and localhost browsers have no randomUUID. */
export const newKey = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(16)).join('-');

export const get = (path, options) => call('GET', path, options);
export const post = (path, body, options) => call('POST', path, { ...options, body });
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

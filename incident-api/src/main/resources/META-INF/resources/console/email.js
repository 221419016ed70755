/** Calls of notifier-email, straight from the browser: no address of a customer passes through this service. */

import { addressOf, authorization, get, itemsIfAny, patch, post, Problem, refusal, remove, Unreachable } from './api.js';

const { email } = document.body.dataset;
const BASE = new URL(`${email}/`, document.baseURI);
const UPLOAD_PATIENCE = 600_000;

/** Whether the console was told where notifier-email is. */
export const hasEmail = email !== '';

const atEmail = (options) => ({ ...options, base: BASE });

export const mailGet = (path, options) => get(path, atEmail(options));
export const mailPost = (path, body, options) => post(path, body, atEmail(options));
export const mailPatch = (path, body, options) => patch(path, body, atEmail(options));
export const mailRemove = (path, options) => remove(path, atEmail(options));
/** The items of a list, or null where this version of notifier-email has no such call. */
export const mailItemsIfAny = (path, options) => itemsIfAny(path, atEmail(options));

/** All groups of subscribers, page by page; none where this version of notifier-email has none. Fails if they cannot be read. */
export async function groupsOrFailure(signal) {
  if (!hasEmail) return [];
  const groups = [];
  let cursor = null;
  try {
    do {
      const query = new URLSearchParams({ limit: 1000, ...(cursor ? { cursor } : {}) });
      const { body } = await mailGet(`/v1/groups?${query}`, { signal });
      groups.push(...body.items);
      cursor = body.next_cursor ?? null;
    } while (cursor !== null);
  } catch (failure) {
    if (failure instanceof Problem && (failure.status === 404 || failure.status === 405)) return [];
    throw failure;
  }
  return groups;
}

/** The groups as a hint; none where they cannot be read. */
export const groupsIfAny = (signal) => groupsOrFailure(signal).catch(() => []);

/** Saves what a call answers as a file. Only a fetch can send the token in a header. */
export async function download(path, type, name) {
  const headers = { Authorization: authorization(true), Accept: type };
  let response;
  try {
    response = await fetch(addressOf(path, BASE), {
      headers,
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(UPLOAD_PATIENCE),
    });
    if (response.ok) saveAs(await response.blob(), name);
  } catch {
    throw new Unreachable('GET', BASE);
  }
  if (!response.ok) throw refusal(response.status, await response.json().catch(() => ({})), response.headers, BASE);
}

export function saveAs(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * Sends a file, read from the disk piece by piece.
 *
 * @param onSent gets the part that is sent, 0 to 1; a fetch could not tell
 */
export function upload(path, file, type, onSent, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf(path, BASE));
    request.timeout = UPLOAD_PATIENCE;
    request.setRequestHeader('Authorization', authorization(true));
    request.setRequestHeader('Content-Type', type);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      const body = parsed(request.responseText);
      if (request.status === 200 && body) resolve(body);
      else reject(refusal(request.status, body ?? {}, new Headers({ 'Retry-After': request.getResponseHeader('Retry-After') ?? '' }), BASE));
    });
    for (const event of ['error', 'timeout', 'abort']) request.addEventListener(event, () => reject(new Unreachable('POST', BASE)));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

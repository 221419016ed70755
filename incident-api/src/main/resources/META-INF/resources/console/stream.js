/**
 * Server-sent events read by fetch, because only fetch can send the token in a header. Comes again when the stream ends,
 * with growing pauses while it cannot be had.
 */

import { addressOf } from './api.js';
import { session } from './session.js';

const LONGEST_PAUSE = 30_000;
/** The service sends a heartbeat each ten seconds. */
const SILENCE = 35_000;

/**
 * @param onMessage gets the parsed data of each message
 * @param onState gets `live`, `waiting` or `missing` (this version of the service has no such stream)
 */
export async function follow(path, { signal, onMessage, onState }) {
  let pause = 1000;
  while (!signal.aborted) {
    let outcome = 'ended';
    if (session.token) outcome = await once(path, signal, onMessage, () => {
      pause = 1000;
      onState('live');
    });
    if (signal.aborted) return;
    if (outcome === 'missing') {
      onState('missing');
      return;
    }
    onState('waiting');
    const wait = outcome === 'ended' ? 300 + Math.random() * 700 : Math.max(pause, outcome.retryAfter ?? 0) * (0.75 + Math.random() / 2);
    if (outcome !== 'ended') pause = Math.min(pause * 2, LONGEST_PAUSE);
    await rest(wait, signal);
  }
}

/** Reads one stream to its end. */
async function once(path, signal, onMessage, onOpen) {
  const silence = new AbortController();
  let alarm = setTimeout(() => silence.abort(), SILENCE);
  try {
    const response = await fetch(addressOf(path), {
      headers: { Authorization: `Bearer ${session.token}`, Accept: 'text/event-stream' },
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (response.status === 401) session.runOut();
    if ([404, 405, 406, 410].includes(response.status)) return 'missing';
    if (!response.ok) return { retryAfter: Number(response.headers.get('Retry-After')) * 1000 || 0 };
    onOpen();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      clearTimeout(alarm);
      if (done) return 'ended';
      alarm = setTimeout(() => silence.abort(), SILENCE);
      const messages = (rest + value).split('\n\n');
      rest = messages.pop();
      for (const message of messages) {
        const data = message.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join('\n');
        if (data) onMessage(JSON.parse(data));
      }
    }
  } catch {
    return {};
  } finally {
    clearTimeout(alarm);
  }
}

/** Waits, but not when the tab is looked at again or somebody has signed in again. */
function rest(milliseconds, signal) {
  return new Promise((wake) => {
    const done = new AbortController();
    const end = () => {
      done.abort();
      clearTimeout(timer);
      wake();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { signal: done.signal });
    document.addEventListener('visibilitychange', end, { signal: done.signal });
  });
}

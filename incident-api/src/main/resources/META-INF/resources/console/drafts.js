/**
 * What is being written, kept in this tab over a reload. Each draft has one Idempotency-Key from its first attempt to be
 * published until it is known to have been, so that it goes out once however often it is tried.
 */

import { newKey } from './api.js';

export function draftOf(name) {
  const place = `console.draft.${name}`;
  const read = () => {
    try {
      return JSON.parse(sessionStorage.getItem(place)) ?? {};
    } catch {
      return {};
    }
  };
  const write = (content) => sessionStorage.setItem(place, JSON.stringify(content));
  let baseNow = () => undefined;
  return {
    /** Keeps with what is written what it is written about; @param base tells that. */
    basedOn(base) {
      baseNow = base;
      return this;
    },
    /** What it was written about when it was last saved; undefined where nothing is kept. */
    get base() {
      return read().base;
    },
    get fields() {
      return read().fields ?? {};
    },
    get isThere() {
      return Object.values(this.fields).some((value) => typeof value === 'string' && value.trim() !== '');
    },
    save(fields) {
      write({ ...read(), fields, base: baseNow() });
    },
    /** The key of this draft. */
    key() {
      const content = read();
      if (!content.key) {
        content.key = newKey();
        write(content);
      }
      return content.key;
    },
    /** The text is kept, but what is sent next is another thing. */
    renewKey() {
      const { key, ...kept } = read();
      write(kept);
    },
    clear() {
      sessionStorage.removeItem(place);
    },
  };
}

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
  return {
    get fields() {
      return read().fields ?? {};
    },
    get isThere() {
      return Object.values(this.fields).some((value) => typeof value === 'string' && value.trim() !== '');
    },
    save(fields) {
      write({ ...read(), fields });
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
      const { fields } = read();
      write({ fields });
    },
    clear() {
      sessionStorage.removeItem(place);
    },
  };
}

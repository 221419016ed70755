/** Importing a list from a file. */

import { fill, make, part, showIf } from './dom.js';
import { upload } from './email.js';
import { openDialog } from './dialog.js';
import { clearProblem, showProblem, showViolation, whileBusy } from './forms.js';
import { counted } from './words.js';

const SHOWN = 100;
const typeOf = (name) => (/\.(jsonl|ndjson|json)$/i.test(name) ? 'application/x-ndjson' : 'text/csv');

/** @param changed called when something may have been added */
export function importDialog(changed) {
  const ending = new AbortController();
  const dialog = openDialog('dialog-import', { onclose: () => ending.abort() });
  const form = part(dialog, 'form');
  const result = part(dialog, 'result');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    whileBusy(form, async () => {
      clearProblem(form);
      showIf(result, false);
      const [file] = form.elements.file.files;
      if (!file) {
        showViolation(form, 'file', 'choose a file');
        form.elements.file.focus();
        return;
      }
      try {
        showSent(dialog, 0);
        const report = await upload('/v1/subscribers/import', file, typeOf(file.name), (sent) => showSent(dialog, sent), ending.signal);
        fill(result, ...told(report));
        showIf(result, true);
        result.focus();
        form.reset();
      } catch (failure) {
        if (ending.signal.aborted) return;
        showProblem(form, failure);
      } finally {
        showIf(part(dialog, 'progress'), false);
        await changed();
      }
    });
  });
}

function showSent(dialog, sent) {
  showIf(part(dialog, 'progress'), true);
  part(dialog, 'bar').value = sent;
  part(dialog, 'progress-words').textContent = sent < 1 ? 'Sending the file…' : 'Reading the rows…';
}

function told({ added, known, left, invalid, errors }) {
  const number = (value) => value.toLocaleString('en-US');
  return [
    make('p', { class: 'told' }, make('strong', {}, `${counted(added, 'subscriber')} added.`),
      ` ${number(known)} known already, ${number(left)} stayed away because they left, ${counted(invalid, 'row')} with errors.`),
    errors.length === 0 ? null : make('ul', { class: 'row-errors', tabindex: 0, 'aria-label': 'Rows with errors' },
      ...errors.slice(0, SHOWN).map(({ line, field, message }) => make('li', {}, `Line ${line}${field ? `, ${field}` : ''}: ${message}`)),
      invalid > SHOWN ? make('li', { class: 'soft' }, `… and ${number(invalid - SHOWN)} more`) : null),
  ];
}

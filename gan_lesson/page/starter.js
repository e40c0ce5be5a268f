// Stands in every recorded output, beside its script, which is deflated: inflates it and lets it mount the output.
//
// Each output carries all it needs, because each must play alone. A script that several on a page carry runs only once.

import { start } from "./start.js";

// A module doesn't know its own element, so it looks for all that wait.
for (const packed of document.querySelectorAll('.gan-lesson-widget:not([data-mounted]) > script[type="text/plain"]')) {
  const root = packed.parentElement;
  root.dataset.mounted = ""; // before anything is awaited: another copy of this script may look meanwhile
  start(root, packed.textContent);
}
